"""Write what was typed in a grid through the ledger's verbs; what became of each cell, the totals now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from clauses.hours.grid.queries import Cell, Sheet
from clauses.hours.grid.rules import Change, Held, Place, Verdict, clashes
from clauses.hours.ledger.models import StatementLine
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.ledger.rules import LineState, Source
from facilitator.accounts.models import User
from facilitator.db import db
from facilitator.words import RuleBroken


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


@dataclass(frozen=True)
class Sums:
    """The totals of statements as their lines say them now, in minutes, whoever is on the page."""

    columns: dict[int, int]
    """By statement, the grid's kind of minutes."""
    whole: dict[int, int]
    """By statement, every kind."""


def sums_of(sheet: Sheet) -> Sums:
    """The totals, read from the lines that the session holds."""
    columns = {
        statement.id: sum(
            line.minutes
            for line in statement.lines
            if line.kind is sheet.kind and line.state is not LineState.REFUSED
        )
        for statement in sheet.statements
    }
    return Sums(columns, {one.id: one.entered_minutes for one in sheet.statements})
