"""Hours worked as a sheet holds them: rows of text in, totals out, each row that does not read said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.hours.workbooks.values import day_of
from facilitator.formats import NBSP, parse_hours, search_key
from facilitator.words import RuleBroken
from worksites.sites.phases.paste_rules import unguarded
from worksites.sites.worked.rules import Key, Worked, check_worked

MOST_ROWS = 300
WIDTH = 6
"""Contract, lot, year, hours, source, day of the document."""
NOTHING = "Aucun total n’a été trouvé\u00a0: une ligne par marché et par année, six colonnes."


@dataclass(frozen=True)
class Row:
    """A row: its cells, what it says, what is wrong ('' : nothing)."""

    cells: tuple[str, ...]
    key: Key | None = None
    told: Worked | None = None
    fault: str = ""

    @property
    def line(self) -> str:
        """The row as the review sends it back."""
        return "\t".join(self.cells)


def read_worked(rows: Sequence[Sequence[str]], known: Mapping[Key, str], on: date) -> list[Row]:
    """The totals of a sheet, without its headings. Raises `RuleBroken` on `text`: nothing there, too much."""
    cells = [_padded(row) for row in rows]
    cells = [row for row in cells if any(row) and search_key(row[0]) not in ("marche", "marches")]
    if not cells:
        raise RuleBroken(NOTHING, "text")
    if len(cells) > MOST_ROWS:
        raise RuleBroken(f"{len(cells)} lignes\u00a0: envoyez-en {MOST_ROWS} au plus à la fois.", "text")
    names = {search_key(name): key for key, name in known.items()}
    read = [_row(row, names, on) for row in cells]
    return [_once(row, read[:rank]) for rank, row in enumerate(read)]


def _padded(row: Sequence[str]) -> tuple[str, ...]:
    held = [unguarded(" ".join(cell.split())) for cell in row][:WIDTH]
    return (*held, *[""] * (WIDTH - len(held)))


def _row(cells: tuple[str, ...], names: Mapping[str, Key], on: date) -> Row:
    reference, lot, year, hours, source, dated = cells
    name = f"{reference}, lot {lot.removeprefix('Lot ').removeprefix('lot ')}" if lot else reference
    key = names.get(search_key(name))
    try:
        if key is None:
            raise RuleBroken(f"«{NBSP}{name[:60]}{NBSP}» n’est rattaché à aucun chantier de cette opération.")
        told = Worked(_year(year), parse_hours(hours) or 0, source[:200], _day(dated))
        check_worked(told, on)
    except RuleBroken as broken:
        return Row(cells, fault=broken.message)
    return Row(cells, key, told)


def _year(text: str) -> int:
    if not text.isdecimal():
        raise RuleBroken(f"«{NBSP}{text[:20]}{NBSP}» n’est pas une année.", "year")
    return int(text)


def _day(text: str) -> date:
    found = day_of(text, None)
    if found is None:
        raise RuleBroken(f"«{NBSP}{text[:20]}{NBSP}» n’est pas une date\u00a0: 31/12/2026.", "dated_on")
    return found


def _once(row: Row, before: Sequence[Row]) -> Row:
    twice = row.told and any(
        one.told and (one.key, one.told.year) == (row.key, row.told.year) for one in before
    )
    return Row(row.cells, fault="Ce marché et cette année sont déjà plus haut.") if twice else row
