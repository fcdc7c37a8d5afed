"""Gather a grid in a fixed number of queries; write what was typed in it through the ledger's verbs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.hours.grid.rules import Change, Ground, Held, Place, Verdict, clashes
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import may_change, put_line, statements_of, touched
from clauses.hours.ledger.rules import (
    CHECKED,
    DECLARING_STAGES,
    POOLED,
    LineState,
    Reader,
    Source,
    last_of,
)
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Window
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import runs_in
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker
from facilitator.accounts.models import User
from facilitator.db import db
from facilitator.formats import fold
from facilitator.words import RuleBroken


@dataclass(frozen=True)
class Cell:
    """One figure of the grid, and whether it may change."""

    place: Place
    shown: int
    """Minutes that stand there, corrections with them."""
    held: Held
    """The line that a save would change."""
    ground: Ground

    @cached_property
    def closed(self) -> str:
        """Why it cannot be typed in; '' when it can. What stands where nothing may can be taken away."""
        return self.ground.locked or ("" if self.shown else self.ground.barren)

    @cached_property
    def remark(self) -> str:
        """What is wrong with what stands there, though it may change."""
        return "" if self.ground.locked or not self.shown else self.ground.barren


@dataclass(frozen=True)
class Row:
    """A person's employment, its cells in the order of the columns."""

    employment: Employment
    windows: tuple[Window, ...]
    cells: tuple[Cell, ...]

    @property
    def minutes(self) -> int:
        """The sum of its cells."""
        return sum(cell.shown for cell in self.cells)

    @property
    def until(self) -> date | None:
        """Until when the person counts, as far as is known."""
        return max((window.ends_on for window in self.windows), default=None)


@dataclass
class Sheet:
    """A grid: statements side by side (months of a contract, or contracts of a month), people below."""

    statements: list[Statement]
    kind: MinutesKind
    rows: list[Row] = field(default_factory=list)

    @cached_property
    def cells(self) -> dict[Place, Cell]:
        """Every cell by its place."""
        return {cell.place: cell for row in self.rows for cell in row.cells}

    @cached_property
    def employments(self) -> dict[int, Employment]:
        """Every employment that has a row."""
        return {row.employment.id: row.employment for row in self.rows}

    @cached_property
    def owners(self) -> dict[int, Statement]:
        """Every statement by its id."""
        return {statement.id: statement for statement in self.statements}

    def total(self, index: int) -> int:
        """The sum of a column."""
        return sum(row.cells[index].shown for row in self.rows)

    @property
    def minutes(self) -> int:
        """The sum of everything."""
        return sum(row.minutes for row in self.rows)


def _loaded(found: Select[Statement]) -> list[Statement]:
    contract = joinedload(Statement.commitment).joinedload(Commitment.terms).joinedload(ClauseTerms.lot)
    organisation = joinedload(Statement.commitment).joinedload(Commitment.organisation)
    rows = db.session.scalars(
        found.options(contract.joinedload(Lot.contract), organisation, selectinload(Statement.lines))
    )
    return list(rows.unique())


def months_of(asker: Asker, commitment_id: int, year: int) -> list[Statement]:
    """The statements of one commitment over a civil year, in order."""
    found = statements_of(asker).where(
        Statement.commitment_id == commitment_id,
        Statement.month.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return _loaded(found.order_by(Statement.month))


def years_of(asker: Asker, commitment_id: int) -> list[int]:
    """The civil years in which the commitment has statements, in order."""
    found = statements_of(asker).where(Statement.commitment_id == commitment_id)
    months = db.session.scalars(found.with_only_columns(Statement.month).distinct())
    return sorted({month.year for month in months})


def contracts_of_month(asker: Asker, organisation_id: int, month: date) -> list[Statement]:
    """The statements of one company for a month, by contract."""
    found = statements_of(asker).where(Statement.organisation_id == organisation_id, Statement.month == month)
    rows = _loaded(found)
    return sorted(rows, key=lambda one: (one.commitment.terms.lot.contract.reference, one.id))


def months_around(asker: Asker, organisation_id: int) -> list[date]:
    """The months for which a company has statements, in order."""
    found = statements_of(asker).where(Statement.organisation_id == organisation_id)
    return sorted(db.session.scalars(found.with_only_columns(Statement.month).distinct()))


def _employments(statements: Sequence[Statement]) -> list[Employment]:
    """Whoever works for these commitments, or has lines there."""
    commitments = {statement.commitment_id for statement in statements}
    named = {line.employment_id for statement in statements for line in statement.lines}
    assigned = select(Assignment.employment_id).where(Assignment.commitment_id.in_(commitments))
    found = (
        select(Employment)
        .where(Employment.id.in_(assigned) | Employment.id.in_(named))
        .options(
            joinedload(Employment.participant),
            joinedload(Employment.employer),
            selectinload(Employment.assignments),
        )
    )
    return sorted(db.session.scalars(found), key=_by_name)


def _by_name(employment: Employment) -> tuple[str, str, int]:
    person = employment.participant
    return fold(person.family_name), fold(person.given_name), employment.id


def sheet_of(statements: list[Statement], kind: MinutesKind) -> Sheet:
    """The grid of these statements for one kind of minutes: those who work there, or are written there."""
    sheet = Sheet(statements, kind)
    if not statements:
        return sheet
    employments = _employments(statements)
    windows = windows_of({one.participant_id for one in employments})
    lines = _by_place(statements, kind)
    for employment in employments:
        theirs = tuple(windows.get(employment.participant_id, ()))
        cells = tuple(
            _cell(statement, employment, theirs, lines.get((statement.id, employment.id), []))
            for statement in statements
        )
        if any(_works(cell) for cell in cells):
            sheet.rows.append(Row(employment, theirs, cells))
    return sheet


def _by_place(statements: Sequence[Statement], kind: MinutesKind) -> dict[Place, list[StatementLine]]:
    found: dict[Place, list[StatementLine]] = {}
    for statement in statements:
        for line in statement.lines:
            if line.kind is kind and line.state is not LineState.REFUSED:
                found.setdefault((statement.id, line.employment_id), []).append(line)
    return found


def _works(cell: Cell) -> bool:
    """Whether a cell is a reason for a row: something is written, or the person works there then."""
    ground, last = cell.ground, last_of(cell.ground.month)
    return bool(cell.shown) or (
        ground.assigned is not None
        and runs_in(*ground.assigned, ground.month, last)
        and runs_in(ground.starts_on, ground.ends_on, ground.month, last)
    )


def _cell(
    statement: Statement, employment: Employment, windows: tuple[Window, ...], lines: list[StatementLine]
) -> Cell:
    contract = statement.commitment.terms.lot.contract
    line = next((one for one in lines if one.corrects_id is None), None)
    assigned = next(
        (one for one in employment.assignments if one.commitment_id == statement.commitment_id), None
    )
    ground = Ground(
        statement.month,
        statement.state,
        contract.stage in DECLARING_STAGES and contract.archived_on is None,
        _kept(statement, line),
        employment.starts_on,
        employment.ends_on,
        (assigned.starts_on, assigned.ends_on) if assigned else None,
        windows,
    )
    held = Held(line.minutes, line.version) if line else Held()
    return Cell((statement.id, employment.id), sum(one.minutes for one in lines), held, ground)


def _kept(statement: Statement, line: StatementLine | None) -> str:
    """Why a line stays as it is; '' when it may change, or when there is none."""
    if line is None:
        return ""
    if line.source is Source.POOL:
        return POOLED
    return "" if may_change(statement, line) else CHECKED


@dataclass(frozen=True)
class Outcome:
    """What became of one cell: what it holds now; of a conflict, who wrote and when."""

    change: Change
    verdict: Verdict
    held: Held
    sentence: str = ""
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Saved:
    """What became of each cell, in the order asked; whether anything was written."""

    outcomes: list[Outcome]
    wrote: bool

    def having(self, verdict: Verdict) -> list[Outcome]:
        """The cells of one verdict."""
        return [one for one in self.outcomes if one.verdict is verdict]


def save(sheet: Sheet, changes: Sequence[Change]) -> Saved:
    """Write the cells that can be; each says what became of it. The caller commits.

    A cell changed by somebody else since it was shown is left alone, the others are written.
    """
    before = _lines(sheet)
    written: dict[Place, Change] = {}
    left: dict[Place, Outcome] = {}
    for change in changes:
        cell = sheet.cells.get(change.place)
        if cell is None:
            left[change.place] = Outcome(
                change, Verdict.REFUSED, Held(), "Cette case n’est plus dans la grille."
            )
        elif not cell.ground.locked and clashes(change, cell.held):
            left[change.place] = Outcome(change, Verdict.CONFLICT, cell.held)
        elif change.minutes != cell.held.minutes and (
            refusal := _put(sheet, cell, change.minutes, before.get(change.place))
        ):
            left[change.place] = Outcome(change, Verdict.REFUSED, cell.held, refusal)
        else:
            written[change.place] = change
    moved = {place for place, one in written.items() if one.minutes != sheet.cells[place].held.minutes}
    _touch(sheet, moved)
    lines = _lines(sheet)
    _name_authors(left, lines)
    return Saved([left.get(one.place) or _saved(one, lines.get(one.place)) for one in changes], bool(moved))


def _put(sheet: Sheet, cell: Cell, minutes: int, line: StatementLine | None) -> str:
    """Write one cell; why it was refused, '' when it was not."""
    statement, employment = sheet.owners[cell.place[0]], sheet.employments[cell.place[1]]
    remark = line.remark if line is not None and minutes else ""
    try:
        cell.ground.refuse(minutes)
        put_line(statement, employment, sheet.kind, minutes, source=Source.GRID, remark=remark)
    except RuleBroken as broken:
        return broken.message
    return ""


def _touch(sheet: Sheet, places: set[Place]) -> None:
    changed = {place[0] for place in places}
    for statement in sheet.statements:
        if statement.id in changed:
            cells = sum(place[0] == statement.id for place in places)
            touched(statement, source=Source.GRID.value, cells=cells)
    db.session.flush()


def _lines(sheet: Sheet) -> dict[Place, StatementLine]:
    """The lines as they stand, by place."""
    return {
        (statement.id, line.employment_id): line
        for statement in sheet.statements
        for line in statement.lines
        if line.kind is sheet.kind and line.corrects_id is None
    }


def _saved(change: Change, line: StatementLine | None) -> Outcome:
    return Outcome(change, Verdict.SAVED, Held(line.minutes, line.version) if line else Held())


def _name_authors(left: dict[Place, Outcome], lines: dict[Place, StatementLine]) -> None:
    """Say of each conflict who wrote, and when, in one query."""
    clashing = {place: one for place, one in left.items() if one.verdict is Verdict.CONFLICT}
    authors = {line.author_id for place, line in lines.items() if place in clashing}
    names: dict[int | None, str] = {}
    if authors:
        found = db.session.scalars(select(User).where(User.id.in_(authors)))
        names = {user.id: user.name for user in found}
    for place, one in clashing.items():
        line = lines.get(place)
        author = names.get(line.author_id, "") if line else ""
        left[place] = Outcome(
            one.change, one.verdict, one.held, "", author, line.entered_at if line else None
        )


def reader_of(asker: Asker) -> Reader:
    """In whose words the states are written."""
    return Reader.COMPANY if asker.body_id is None else Reader.BODY


@dataclass(frozen=True)
class Sums:
    """The totals of a grid as its lines say them now, in minutes."""

    columns: dict[int, int]
    """By statement, the grid's kind of minutes."""
    whole: dict[int, int]
    """By statement, every kind."""
    rows: dict[int, int]
    """By employment."""


def sums_of(sheet: Sheet) -> Sums:
    """The totals, read from the lines that the session holds."""
    columns, rows = dict.fromkeys(sheet.owners, 0), dict.fromkeys(sheet.employments, 0)
    for statement in sheet.statements:
        for line in statement.lines:
            if line.kind is sheet.kind and line.state is not LineState.REFUSED:
                columns[statement.id] += line.minutes
                rows[line.employment_id] += line.minutes
    return Sums(columns, {one.id: one.entered_minutes for one in sheet.statements}, rows)
