"""What every method shares: the inputs it asks for, the case it is given, the answer with its explanation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clauses.contracts.workload.rules import in_people
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.numbers.rules import Unit, plain, rounded, shown
from clauses.parameters.rules import Settings, Value, number_of, rounding_of
from clauses.sizing.rules import Step, hours_text
from facilitator.formats import plural
from facilitator.words import RuleBroken

Given = Mapping[str, Decimal | str | None]

MOST_EUROS = Decimal("100000000000")
NOTHING: Mapping[str, Any] = {}
RANGES = {
    Unit.EUROS: (Decimal("0.01"), MOST_EUROS),
    Unit.EUROS_PER_HOUR: (Decimal("1"), Decimal(1000)),
    Unit.RATE: (Decimal("0.0001"), Decimal(1)),
    Unit.HOURS: (Decimal(0), Decimal(1000000000)),
    Unit.HOURS_PER_MONTH: (Decimal(0), Decimal(10000000)),
    Unit.MONTHS: (Decimal(1), Decimal(600)),
    Unit.STRUCTURES: (Decimal(0), Decimal(100000)),
}


@dataclass(frozen=True)
class Input:
    """One thing a method asks: its name in programs and addresses, its French label, its unit."""

    name: str
    label: str
    unit: Unit
    required: bool = True
    hint: str = ""
    parameter: str | None = None
    """The parameter that answers when nothing is given."""
    choices: tuple[tuple[str, str], ...] = ()

    def read(self, text: str) -> str:
        """A kept value, for people."""
        return dict(self.choices).get(text, "") if self.choices else shown(Decimal(text), self.unit)

    def check(self, value: Decimal | str | None) -> None:
        """Refuse what is missing or out of range; `RuleBroken` names the input."""
        if value is None or value == "":
            if self.required:
                raise RuleBroken(f"Indiquez : {self.label.lower()}.", self.name)
            return
        if isinstance(value, str):
            if value not in dict(self.choices):
                known = ", ".join(key for key, _ in self.choices)
                raise RuleBroken(f"{self.label} : « {value} » n’est pas dans la liste ({known}).", self.name)
            return
        low, high = RANGES[self.unit]
        if low <= value <= high:
            return
        if self.unit is Unit.RATE and value > 1:
            raise RuleBroken(
                f"{self.label} : {plain(value)} dépasse 100 %. Écrivez par exemple « 5 % » ou « 0,05 ».",
                self.name,
            )
        raise RuleBroken(
            f"{self.label} : indiquez un nombre de {shown(low, self.unit)} à {shown(high, self.unit)}.",
            self.name,
        )


class Case:
    """The inputs of one calculation, completed by the settings; it remembers which of them it used."""

    def __init__(self, inputs: tuple[Input, ...], given: Given, settings: Settings) -> None:
        for item in inputs:
            item.check(given.get(item.name))
        self.inputs = {item.name: item for item in inputs}
        self.given = {name: given[name] for name in self.inputs if given.get(name) not in (None, "")}
        self.settings = settings
        self.used: dict[str, Value] = {}

    def has(self, name: str) -> bool:
        """Whether the input was given."""
        return name in self.given

    def word(self, name: str) -> str:
        """A given choice."""
        return str(self.given[name])

    def number(self, name: str) -> Fraction:
        """A given number, or the parameter that answers for it."""
        if name in self.given:
            return Fraction(self.given[name])  # type: ignore[arg-type]
        key = self.inputs[name].parameter
        if key is None:
            raise LookupError(f"{name} was not given and no parameter answers for it")
        return self.setting(key)

    def value(self, key: str) -> Value:
        """A parameter in force, remembered as used."""
        self.used[key] = self.settings.of(CATALOGUE[key])
        return self.used[key]

    def setting(self, key: str) -> Fraction:
        """A numeric parameter in force, remembered as used."""
        return number_of(self.value(key))

    def agreed(self, exact: Fraction) -> int:
        """Exact hours as the whole number that is agreed, by the rounding in force."""
        return rounded(exact, rounding_of(self.value("rounding")))

    def people(self, hours: int, months: int | None = None) -> str:
        """Hours said in people."""
        return in_people(hours * 60, months, Decimal(self.value("hours_per_fte").value))


@dataclass(frozen=True)
class Answer:
    """What a method answers. `hours` is None when there are no hours to propose: `sentence` says why."""

    sentence: str
    steps: tuple[Step, ...]
    clause: bool
    exact: Fraction | None = None
    hours: int | None = None
    people: str = ""
    notes: tuple[str, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    """What the method answers besides hours (`P`, `I`, `jobs_month`…), ready for JSON."""
    used: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Method:
    """A calculator: name in addresses and commands, French title, what it is for, inputs, the law."""

    name: str
    title: str
    purpose: str
    inputs: tuple[Input, ...]
    law: Callable[[Case], Answer]

    def answer(self, given: Given, settings: Settings | None = None) -> Answer:
        """Check the inputs, then calculate. Raises `RuleBroken` in French."""
        case = Case(self.inputs, given, settings or Settings())
        answer = self.law(case)
        used = {name: value for name, value in answer.__dict__.items() if name != "used"}
        return Answer(**used, used=tuple(case.used.values()))

    def given_facts(self, given: Given) -> dict[str, str]:
        """The inputs as text, for JSON and for the record."""
        kept = ((item.name, given.get(item.name)) for item in self.inputs)
        return {
            name: value if isinstance(value, str) else plain(value)
            for name, value in kept
            if value is not None and value != ""
        }


def propose(
    case: Case,
    exact: Fraction,
    steps: tuple[Step, ...],
    notes: tuple[str, ...] = (),
    figures: Mapping[str, Any] = NOTHING,
    floored: bool = True,
) -> Answer:
    """Hours to propose, or the sentence that says they are too few for a clause to make sense.

    `floored` is False where a charter imposes the hours whatever their number.
    """
    hours = case.agreed(exact)
    floor = case.setting("hours_floor") if floored else Fraction(0)
    rounding = Step("Heures proposées", "arrondi", f"{hours_text(exact)} →", Fraction(hours), Unit.HOURS)
    months = int(case.number("months")) if case.has("months") else None
    people = case.people(hours, months) if hours else ""
    steps = (*steps, rounding)
    if exact < floor:
        sentence = (
            f"Le calcul donne {hours_text(exact)}, moins que le plancher de {shown(floor, Unit.HOURS)} : "
            "une clause ne se justifie pas à ce niveau."
        )
        return Answer(sentence, steps, False, exact, hours, people, notes, figures)
    sentence = f"{plural(hours, 'heure')} d’insertion à prévoir, soit {people}."
    return Answer(sentence, steps, True, exact, hours, people, notes, figures)


def facts(method: Method, given: Given, answer: Answer) -> dict[str, Any]:
    """The whole answer as JSON: what the command line prints and what a saved sizing keeps.

    Exact values are text (`plain`: a point, ten decimals at most); `hours` is a whole number or null.
    """
    return {
        "method": method.name,
        "hours_exact": None if answer.exact is None else plain(answer.exact),
        "hours": answer.hours,
        "clause": answer.clause,
        **answer.figures,
        "sentence": answer.sentence,
        "people": answer.people,
        "inputs": method.given_facts(given),
        "steps": [
            {
                "label": step.label,
                "formula": step.formula,
                "numbers": step.numbers,
                "result": plain(step.value),
                "unit": step.unit.value,
                "shown": step.result,
            }
            for step in answer.steps
        ],
        "parameters": [value.facts() for value in answer.used],
        "notes": list(answer.notes),
    }
