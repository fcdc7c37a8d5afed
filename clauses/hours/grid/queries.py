"""Gather a grid in a fixed number of queries; write what was typed in it through the ledger's verbs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.hours.grid.rules import Ground, Held, Place
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import may_change, statements_of
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
from clauses.people.eligibility.rules import Window, on_clause
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import runs_in
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker
from facilitator.db import db
from facilitator.formats import fold

MOST_ROWS = 500
"""People on one page: every row is in the page, none comes and goes while one scrolls."""


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
    people: int = 0
    """How many rows there are in all the pages."""

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

    @property
    def pages(self) -> int:
        """How many pages its people take."""
        return max(1, -(-self.people // MOST_ROWS))


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


def _employments(statements: Sequence[Statement], only: Collection[int] | None) -> list[Employment]:
    """Whoever works for these commitments, or has lines there; only these when they are named."""
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
    if only is not None:
        found = found.where(Employment.id.in_(only))
    return sorted(db.session.scalars(found), key=_by_name)


def _by_name(employment: Employment) -> tuple[str, str, int]:
    person = employment.participant
    return fold(person.family_name), fold(person.given_name), employment.id


def sheet_of(
    statements: list[Statement], kind: MinutesKind, only: Collection[int] | None = None, page: int = 1
) -> Sheet:
    """The grid of these statements for one kind of minutes: those who work there, or are written there.

    A save needs `only` the employments it names; else a page holds `MOST_ROWS` of them.
    """
    sheet = Sheet(statements, kind)
    employments = _employments(statements, only)
    windows = windows_of({one.participant_id for one in employments})
    lines = _by_place(statements, kind)
    durations = {one.commitment.terms.own_window_months for one in statements}
    for employment in employments:
        theirs = tuple(windows.get(employment.participant_id, ()))
        cells = tuple(
            _cell(statement, employment, theirs, lines.get((statement.id, employment.id), []))
            for statement in statements
        )
        if any(_works(cell) for cell in cells):
            here = on_clause(theirs, *durations) if len(durations) == 1 else theirs
            sheet.rows.append(Row(employment, here, cells))
    sheet.people = len(sheet.rows)
    sheet.rows = sheet.rows[(page - 1) * MOST_ROWS : page * MOST_ROWS]
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
        on_clause(windows, statement.commitment.terms.own_window_months),
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


def reader_of(asker: Asker) -> Reader:
    """In whose words the states are written."""
    return Reader.COMPANY if asker.body_id is None else Reader.BODY
