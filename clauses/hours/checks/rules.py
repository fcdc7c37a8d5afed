"""What blocks a line, as pure rules over plain facts; `warning_rules` has what only asks for a word.

Daily maximum: 10 h (Code du travail, L3121-18); one day of rest a week (L3132-1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from clauses.contracts.rules import Modality
from clauses.hours.ledger.rules import first_of, last_of, previous_month
from clauses.people.eligibility.rules import Window
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import day, hours, plural
from facilitator.words import Word

DAY_LIMIT_MINUTES = 600
"""L3121-18: ten hours a day, whatever the weekly hours."""


class Level(Word):
    """What a finding does."""

    BLOCKING = "blocking", "Bloquant"
    WARNING = "warning", "À expliquer"
    DEROGATION = "derogation", "Passé par dérogation"
    NOTE = "note", "À savoir"


class Code(Word):
    """What was found; the label is its short name."""

    NOT_ELIGIBLE = "not_eligible", "Éligibilité non validée"
    AFTER_WINDOW = "after_window", "Après la période d’éligibilité"
    OUTSIDE_EMPLOYMENT = "outside_employment", "Hors du contrat de travail"
    NOT_ASSIGNED = "not_assigned", "Personne non affectée à cet engagement"
    BEFORE_CONTRACT = "before_contract", "Avant le marché"
    AFTER_CONTRACT = "after_contract", "Après le marché"
    FUTURE = "future", "Mois à venir"
    DAY_LIMIT = "day_limit", "Plus d’heures que possible"
    CLOSED = "closed", "Marché clos"
    MODALITY = "modality", "Modalité non prévue"
    NOT_PARTY = "not_party", "Entreprise étrangère au marché"
    MUCH_MORE = "much_more", "Bien plus que le mois dernier"
    SILENT = "silent", "Sans heures depuis plusieurs mois"
    PARTIAL = "partial", "Éligible une partie du mois"
    TOO_MANY = "too_many", "Plus que le contrat de travail"
    HIRED_BEFORE = "hired_before", "Embauche bien avant le marché"
    NO_WORK = "no_work", "Aucune heure de travail"
    ENDING = "ending", "Contrat de travail qui se termine"
    OVERLAP = "overlap", "Déclarée ailleurs aussi"
    TWICE = "twice", "Déclarée deux fois"
    EMPLOYER = "employer", "L’employeur dit un autre chiffre"


DEROGABLE = frozenset({Code.NOT_ELIGIBLE, Code.AFTER_WINDOW, Code.OUTSIDE_EMPLOYMENT, Code.MODALITY})
"""What a facilitator may let pass, with a reason; never the hours of the law."""


@dataclass(frozen=True)
class Finding:
    """One thing found on a line (`employment` None: on the whole statement).

    `sentence` is for the company; `inside`, when there is one, is for the facilitator alone (other
    companies' figures).
    """

    level: Level
    code: Code
    sentence: str
    employment: int | None = None
    kind: MinutesKind | None = None
    inside: str = ""
    person: str = ""
    """The name that begins the sentences."""

    def beside(self, body: bool = False) -> str:
        """What is said where the person is named already: without her name. `body`: the facilitator reads."""
        said = ((body and self.inside) or self.sentence).removeprefix(f"{self.person}\u00a0: ")
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Limits:
    """What a body may set of the checks (`clauses.parameters`, topic « Déclaration des heures »)."""

    day_minutes: int = DAY_LIMIT_MINUTES
    factor: Fraction = Fraction(2)
    silent_months: int = 2


@dataclass(frozen=True)
class Elsewhere:
    """Hours of the same person, the same month, in another statement already sent."""

    statement: int
    company: str
    minutes: int
    lent: bool
    """Her employer there seconds people."""
    same_company: bool = False
    alike: bool = False
    """Probably the same person, under another row."""


@dataclass(frozen=True)
class LineFacts:
    """What the checks need of a line."""

    employment: int
    person: str
    kind: MinutesKind
    minutes: int
    windows: tuple[Window, ...]
    starts_on: date
    ends_on: date | None
    remark: str = ""
    modality: Modality | None = None
    lent: bool = False
    weekly: int | None = None
    """Minutes of the employment contract, per week."""
    before: Mapping[date, int] = field(default_factory=dict)
    """By past month, the minutes of the same employment, kind and commitment that were sent."""
    elsewhere: tuple[Elsewhere, ...] = ()
    assigned: bool = True
    """Whether she works for this commitment on some day of the month (or by a pooling agreement)."""


@dataclass(frozen=True)
class Facts:
    """What the checks need of a statement."""

    month: date
    today: date
    contract_starts_on: date | None
    contract_ends_on: date | None
    declaring: bool
    """Whether the contract's stage still takes statements."""
    lines: tuple[LineFacts, ...] = field(default=())
    limits: Limits = Limits()
    modalities: frozenset[str] = frozenset()
    """Values of `Modality` that the clause provides; none: all of them."""
    party: bool = True
    """Whether the company that answers is the one of the commitment."""
    window_months: int | None = None
    """How long a person counts by the clause itself, her windows cut or prolonged by it; None: as decided."""

    @cached_property
    def last(self) -> date:
        """The last day of the month."""
        return last_of(self.month)

    @cached_property
    def previous(self) -> date:
        """The month before."""
        return previous_month(self.month)

    def span(self, line: LineFacts) -> tuple[date, date]:
        """The days of the month that the employment and the contract cover; empty when it ends before."""
        begins = line.starts_on if line.starts_on > self.month else self.month
        ends = self.last
        if self.contract_starts_on is not None and self.contract_starts_on > begins:
            begins = self.contract_starts_on
        if line.ends_on is not None and line.ends_on < ends:
            ends = line.ends_on
        if self.contract_ends_on is not None and self.contract_ends_on < ends:
            ends = self.contract_ends_on
        return begins, ends


def working_days(first: date, last: date) -> int:
    """Days of a span, Sundays left out: nobody works more than six days a week (L3132-1)."""
    if last < first:
        return 0
    begin, end = first.toordinal(), last.toordinal()  # multiples of 7 are Sundays
    return end - begin + 1 - (end // 7 - (begin - 1) // 7)


def blocking(facts: Facts) -> list[Finding]:
    """All that forbids to send."""
    return [*_statement(facts), *(finding for line in facts.lines for finding in _line(facts, line))]


def _block(code: Code, sentence: str, line: LineFacts | None = None) -> Finding:
    if line is None:
        return Finding(Level.BLOCKING, code, sentence)
    said = f"{line.person} : {sentence}"
    return Finding(Level.BLOCKING, code, said, line.employment, line.kind, person=line.person)


def _statement(facts: Facts) -> Iterator[Finding]:
    if not facts.party:
        yield _block(Code.NOT_PARTY, "Cette entreprise n’est pas engagée sur cette clause.")
    if not facts.declaring:
        yield _block(Code.CLOSED, "Ce marché n’accepte plus de déclaration : son suivi est terminé.")
    if facts.month > first_of(facts.today):
        yield _block(Code.FUTURE, "Ce mois n’a pas commencé.")
    if facts.contract_starts_on is not None and facts.last < facts.contract_starts_on:
        yield _block(Code.BEFORE_CONTRACT, f"Le marché commence le {day(facts.contract_starts_on)}.")
    if facts.contract_ends_on is not None and facts.month > facts.contract_ends_on:
        yield _block(Code.AFTER_CONTRACT, f"Le marché a pris fin le {day(facts.contract_ends_on)}.")


def _line(facts: Facts, line: LineFacts) -> Iterator[Finding]:
    if line.minutes == 0:
        return
    begins, ends = max(facts.month, line.starts_on), min(facts.last, line.ends_on or facts.last)
    if begins > ends:
        yield _block(Code.OUTSIDE_EMPLOYMENT, "son contrat ne couvre pas ce mois.", line)
        begins, ends = facts.month, facts.last  # let pass, its hours still have to be possible and eligible
    elif not line.assigned:
        said = (
            "pas d’affectation à ce marché ce mois-ci : retirez ces heures, ou faites affecter la personne."
        )
        yield _block(Code.NOT_ASSIGNED, said, line)
    if line.modality is not None and facts.modalities and line.modality.value not in facts.modalities:
        said = line.modality.label[:1].lower() + line.modality.label[1:]
        yield _block(Code.MODALITY, f"la clause de ce marché ne prévoit pas : {said}.", line)
    yield from _eligibility(begins, ends, line, facts.window_months)
    days = countable_days(facts, line) or working_days(begins, ends)
    if line.minutes > days * facts.limits.day_minutes:
        yield _block(
            Code.DAY_LIMIT,
            f"{hours(line.minutes)} en {plural(days, 'jour ouvrable', 'jours ouvrables')} dépassent "
            f"{hours(facts.limits.day_minutes)} par jour (Code du travail, L3121-18).",
            line,
        )


def countable_days(facts: Facts, line: LineFacts) -> int:
    """Working days of the month on which the person's hours may count: employed, eligible, contract begun."""
    begins, ends = facts.span(line)
    days = 0
    for window in line.windows:
        first = window.starts_on if window.starts_on > begins else begins
        last = window.ends_on if window.ends_on < ends else ends
        days += working_days(first, last)
    return days


def _eligibility(begins: date, ends: date, line: LineFacts, months: int | None) -> Iterator[Finding]:
    if not line.windows:
        yield _block(Code.NOT_ELIGIBLE, "son éligibilité n’est pas encore validée.", line)
    elif not any(window.meets(begins, ends) for window in line.windows):
        last = max(window.ends_on for window in line.windows)
        why = f" : la clause compte une personne pendant {plural(months, 'mois', 'mois')}" if months else ""
        sentence = (
            f"sa période d’éligibilité a pris fin le {day(last)}{why}."
            if last < begins
            else f"sa période d’éligibilité commence le {day(min(w.starts_on for w in line.windows))}."
        )
        yield _block(Code.AFTER_WINDOW, sentence, line)


def derogated(findings: Iterable[Finding], granted: Mapping[tuple[int, Code], str]) -> list[Finding]:
    """The findings; those let pass by a derogation (its reason, by employment and code) block no more."""
    found = []
    for one in findings:
        reason = granted.get((one.employment, one.code)) if one.employment is not None else None
        if reason is None or one.level is not Level.BLOCKING:
            found.append(one)
        else:
            inside = f"{one.sentence} Dérogation : {reason}"
            found.append(replace(one, level=Level.DEROGATION, inside=inside))
    return found


def refusal(findings: Sequence[Finding]) -> str:
    """The blocking findings as one text, one sentence after the other; '' when there is none."""
    return " ".join(found.sentence for found in findings if found.level is Level.BLOCKING)


def unexplained(findings: Sequence[Finding], remarks: Mapping[int, str]) -> list[Finding]:
    """The warnings of people about whom nothing is said; `remarks` are the words by employment."""
    return [
        found
        for found in findings
        if found.level is Level.WARNING and not remarks.get(found.employment or 0, "").strip()
    ]
