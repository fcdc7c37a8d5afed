"""What a parameter is, what a body may set, and which value holds on a given day.

No number of the rules and calculators hides in their code: they all come from the catalogue, where each says
where it was found. A body's own value is a dated version that replaces none of the past ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from clauses.parameters.numbers.rules import WHOLE, Rounding, Unit, plain, shown
from facilitator.words import RuleBroken, Word


class Topic(Word):
    """What a parameter serves."""

    COMMON = "common", "Commun à tous les calculs"
    STANDARD = "standard", "Formule standard"
    LABOUR = "labour", "Part de main-d’œuvre par corps d’état"
    CLEANING = "cleaning", "Propreté"
    ANRU = "anru", "ANRU"
    TRAINING = "training", "Clause sociale de formation"
    IMPACT = "impact", "Impact social d’un achat"
    POTENTIAL = "potential", "Réserver, allotir ou insérer une clause"
    LEARNED = "learned", "Proposition apprise des marchés passés"
    ELIGIBILITY = "eligibility", "Éligibilité"
    HOURS = "hours", "Déclaration des heures"
    PENALTIES = "penalties", "Pénalités"
    FORECAST = "forecast", "Prévision et suivi"
    CHASE = "chase", "Relances"
    CLOSING = "closing", "Fin d’un marché"
    MATCHING = "matching", "Besoins de recrutement"
    PLANNING = "planning", "Cohortes à ouvrir"
    COHORTS = "cohorts", "Cohortes et formations"
    WORKSITES = "worksites", "Chantiers"
    EVENTS = "events", "Événements"
    PATHWAYS = "pathways", "Parcours"


@dataclass(frozen=True)
class Published:
    """A national figure and the day from which it holds, with where it was published."""

    since: date
    value: Decimal
    source: str


@dataclass(frozen=True)
class Parameter:
    """A number (or a choice) that sources disagree on, or that a body may decide for itself."""

    key: str
    topic: Topic
    label: str
    unit: Unit
    default: Decimal | Word
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    source: str = ""
    dated: str = "sans date"
    """When the source was published, in French words."""
    confirmed: bool = True
    """False when no publication was found: shown as « à valider »."""
    published: tuple[Published, ...] = ()
    """National figures, from the oldest to the latest: each replaces the default from its day. A body may
    enter one that is missing, from the day it came into force, even past."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The closed list of answers, for a parameter that is a choice; empty for a number."""
        return type(self.default).choices() if isinstance(self.default, Word) else []

    @property
    def range_text(self) -> str:
        """What may be set: `de 10 €/h à 80 €/h`."""
        if self.choices:
            return "choix dans la liste"
        return f"de {shown(self.low, self.unit)} à {shown(self.high, self.unit)}"

    def read(self, text: str) -> Decimal | Word:
        """The stored text as a value."""
        if isinstance(self.default, Word):
            return next(word for word in type(self.default) if word.value == text)
        return Decimal(text)

    def text(self, value: Decimal | Word) -> str:
        """A value as it is stored: a choice's word, or the digits of a number."""
        return value.value if isinstance(value, Word) else plain(value)

    def shown(self, value: Decimal | Word) -> str:
        """A value for people, with its unit."""
        return value.label if isinstance(value, Word) else shown(value, self.unit)

    def check(self, value: Decimal | Word) -> None:
        """Refuse what is out of range; raises `RuleBroken` on field `value`."""
        if not isinstance(value, Word) and not self.low <= value <= self.high:
            raise RuleBroken(f"« {self.label} » va {self.range_text}.", "value")
        if self.unit in WHOLE and not isinstance(value, Word) and value != value.to_integral_value():
            raise RuleBroken(f"« {self.label} » est un nombre entier.", "value")


def numeric(
    key: str, topic: Topic, label: str, unit: Unit, default: str, span: tuple[str, str], source: str,
    dated: str = "sans date", confirmed: bool = True,
) -> Parameter:  # fmt: skip
    """A parameter that is a number, written with its digits; `span` is its range, both ends included."""
    low, high = map(Decimal, span)
    return Parameter(key, topic, label, unit, Decimal(default), low, high, source, dated, confirmed)


@dataclass(frozen=True)
class Value:
    """The value of a parameter on a day, and where it comes from."""

    parameter: Parameter
    value: Decimal | Word
    source: str
    since: date | None = None
    """The day from which a body's own value holds; None for the default."""
    published_on: date | None = None
    """The day from which a national figure holds."""

    def is_after(self, day: date) -> bool:
        """Whether it is a national figure that came into force later: it replaces what a body had set."""
        return self.published_on is not None and self.published_on > day

    @property
    def is_default(self) -> bool:
        """Whether the body never set it, or went back to the default."""
        return self.since is None

    @property
    def text(self) -> str:
        """For people, with its unit."""
        return self.parameter.shown(self.value)

    def facts(self) -> dict[str, str | bool | None]:
        """What a saved sizing keeps, and what the command line answers."""
        parameter = self.parameter
        number = not parameter.choices
        return {
            "key": parameter.key,
            "label": parameter.label,
            "value": parameter.text(self.value),
            "shown": self.text,
            "unit": parameter.unit.value,
            "low": plain(parameter.low) if number else None,
            "high": plain(parameter.high) if number else None,
            "default": parameter.text(parameter.default),
            "source": self.source,
            "dated": parameter.dated if self.since is None else None,
            "valid_from": self.since.isoformat() if self.since else None,
            "confirmed": parameter.confirmed or not self.is_default,
        }


@dataclass(frozen=True)
class Version:
    """A value that a body set from a day on; `value` None goes back to the default."""

    key: str
    value: str | None
    valid_from: date
    source: str


@dataclass(frozen=True)
class Settings:
    """The values in force: the defaults, replaced by a body's own."""

    own: Mapping[str, Value] = field(default_factory=dict)

    def of(self, parameter: Parameter) -> Value:
        """The value in force of one parameter."""
        return self.own.get(parameter.key) or default_value(parameter)


def check_day(day: date, today: date, is_public: bool = False) -> None:
    """A value holds from today at the earliest: what was computed under the past ones stays true.

    A public figure (`is_public`) holds from the day its text says; what was decided keeps its own copy.
    """
    if day < today and not is_public:
        raise RuleBroken(
            "Choisissez aujourd’hui ou une date à venir : le passé garde ses valeurs.", "valid_from"
        )


def default_value(parameter: Parameter) -> Value:
    """The published default."""
    return Value(parameter, parameter.default, parameter.source)


def in_force(versions: Iterable[Version], catalogue: Mapping[str, Parameter], day: date) -> Settings:
    """The settings that hold on `day`, from versions sorted from the oldest to the latest."""
    national = ((key, known) for key, known in catalogue.items() if known.published)
    public = {key: value for key, known in national if (value := published_value(known, day))}
    own = dict(public)
    for version in versions:
        parameter, newer = catalogue.get(version.key), public.get(version.key)
        if parameter is None or version.valid_from > day or (newer and newer.is_after(version.valid_from)):
            continue
        if version.value is None:
            own.pop(version.key, None)
            own.update({version.key: newer} if newer else {})
        else:
            read = parameter.read(version.value)
            own[version.key] = Value(parameter, read, version.source, version.valid_from)
    return Settings(own)


def published_value(parameter: Parameter, day: date) -> Value | None:
    """The national figure in force on a day; None when there is none."""
    known = [figure for figure in parameter.published if figure.since <= day]
    if not known:
        return None
    return Value(parameter, known[-1].value, known[-1].source, published_on=known[-1].since)


def whole_of(value: Value) -> int:
    """A whole value: months, days, an age."""
    return int(number_of(value))


def number_of(value: Value) -> Fraction:
    """A numeric value, as the calculators want it."""
    if isinstance(value.value, Word):
        raise TypeError(f"{value.parameter.key} is a choice, not a number")
    return Fraction(value.value)


def rounding_of(value: Value) -> Rounding:
    """The value of the rounding parameter."""
    if not isinstance(value.value, Rounding):
        raise TypeError(f"{value.parameter.key} is not a rounding")
    return value.value
