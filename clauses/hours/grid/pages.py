"""How a grid is shown: its frame, its closed cells and why, what could not be saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from clauses.hours.grid.queries import MOST_ROWS, Cell, Row, Sheet
from clauses.hours.grid.rules import Place, Typed, Verdict, field_name
from clauses.hours.grid.saving_queries import Outcome, Sums, sums_of
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import Reader, State
from clauses.people.employments.rules import EmployerKind
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import NBSP, hours, instant, month, short_month

TONES = {State.EXPECTED: "warn", State.RETURNED: "bad", State.VALIDATED: "good", State.SUBMITTED: "info"}


@dataclass(frozen=True)
class Tab:
    """A neighbour of the grid: another year, month or kind of minutes."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class Head:
    """The heading of a column."""

    statement: Statement
    label: str
    below: str
    state: str
    tone: str


@dataclass(frozen=True)
class Problem:
    """A cell that was not saved: what was typed there, and why it was not kept."""

    place: Place
    text: str
    sentence: str


@dataclass
class View:
    """A grid as a page shows it."""

    title: str
    lead: str
    url: str
    sheet: Sheet
    reader: Reader
    by_month: bool
    """Whether the columns are the months of one contract; else they are the contracts of one month."""
    kinds: list[Tab]
    spans: list[Tab]
    pages: list[Tab]
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def heads(self) -> list[Head]:
        """The headings of the columns."""
        return [self._head(statement) for statement in self.sheet.statements]

    def _head(self, statement: Statement) -> Head:
        label, below, state = short_month(statement.month), "", statement.state
        if not self.by_month:
            label, below = statement.commitment.terms.lot.contract.reference, self._below(statement)
        return Head(statement, label, below, state.seen_by(self.reader), TONES.get(state, "neutral"))

    def _below(self, statement: Statement) -> str:
        """The contract; of two parts of one contract, which part."""
        terms = statement.commitment.terms
        same = [
            one for one in self.sheet.statements if one.commitment.terms.lot.contract is terms.lot.contract
        ]
        if len(same) == 1:
            return terms.lot.contract.title
        return terms.tranche.title if terms.tranche else terms.lot.title

    @cached_property
    def reasons(self) -> dict[str, int]:
        """Why cells are closed or wrong: each sentence once, numbered."""
        said = (cell.closed or cell.remark for row in self.sheet.rows for cell in row.cells)
        return {sentence: number for number, sentence in enumerate(dict.fromkeys(filter(None, said)), 1)}

    @cached_property
    def typed(self) -> dict[Place, Problem]:
        """What was typed in the cells that were not saved."""
        return {problem.place: problem for problem in self.problems}

    @cached_property
    def sums(self) -> Sums:
        """The totals."""
        return sums_of(self.sheet)

    @property
    def is_open(self) -> bool:
        """Whether something can be typed."""
        return any(not cell.closed for row in self.sheet.rows for cell in row.cells)

    def name(self, cell: Cell) -> str:
        """The name of a cell's field."""
        return field_name(cell.place, cell.held)

    def value(self, cell: Cell) -> str:
        """What a cell's field holds: what was typed if it was not kept, else the figure."""
        problem = self.typed.get(cell.place)
        if problem is not None:
            return problem.text
        return hours(cell.shown) if cell.shown else ""

    def about(self, row: Row) -> str:
        """A line about a person: the employment, and until when she counts; never why."""
        employment = row.employment
        parts = [employment.contract_type.label, employment.trade]
        if employment.employer_kind is not EmployerKind.COMPANY:
            parts.append(employment.employer.name)
        return ", ".join(filter(None, parts))


def problems_of(view: View, typed: Sequence[Typed], outcomes: Sequence[Outcome]) -> list[Problem]:
    """The cells that a page sent without scripts could not save, as its reader must hear of them."""
    texts = {one.place: one.text for one in typed}
    return [
        Problem(one.change.place, texts[one.change.place], says(view, one))
        for one in outcomes
        if one.verdict is not Verdict.SAVED
    ]


def says(view: View, outcome: Outcome) -> str:
    """Why a cell was not saved, in a sentence that names it."""
    where = place_name(view, outcome.change.place)
    if outcome.verdict is Verdict.REFUSED:
        return f"{where} : {outcome.sentence}"
    said = f"{hours(outcome.held.minutes)} y sont enregistrées"
    if outcome.at is not None:
        said += f" ({outcome.author or 'une autre personne'}, {instant(outcome.at)})"
    mine = hours(outcome.change.minutes)
    return f"{where} a changé entre-temps : {said}. Envoyez de nouveau pour garder votre saisie, {mine}."


def place_name(view: View, place: Place) -> str:
    """A cell by its person and its column."""
    employment = view.sheet.employments.get(place[1])
    statement = view.sheet.owners.get(place[0])
    if employment is None or statement is None:
        return "Une case"
    contract = statement.commitment.terms.lot.contract
    column = month(statement.month) if view.by_month else contract.reference
    return f"{employment.participant.name}, {column}"


def clock_time(at: Any) -> str:
    """`14 h 32`."""
    return f"{at.hour}{NBSP}h{NBSP}{at.minute:02d}"


def told(outcome: Outcome) -> dict[str, Any]:
    """What a script is told of one cell."""
    return {
        "statement": outcome.change.place[0],
        "employment": outcome.change.place[1],
        "verdict": outcome.verdict.value,
        "minutes": outcome.held.minutes,
        "line_version": outcome.held.version or None,
        "wanted": outcome.change.minutes,
        "sentence": outcome.sentence,
        "author": outcome.author,
        "at": instant(outcome.at) if outcome.at else "",
    }


def pages_of(sheet: Sheet, page: int, url: Callable[[int], str]) -> list[Tab]:
    """The pages of people."""
    return [
        Tab(f"{(on - 1) * MOST_ROWS + 1} à {min(on * MOST_ROWS, sheet.people)}", url(on), on == page)
        for on in range(1, sheet.pages + 1)
    ]


def kinds_of(kind: MinutesKind, url: Any) -> list[Tab]:
    """The kinds of minutes, one grid each."""
    return [Tab(one.label, url(one), one is kind) for one in MinutesKind]
