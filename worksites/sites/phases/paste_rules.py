"""Phases as a sheet holds them: rows of text in, drafts out, each wrong cell said by itself.

Read: French dates, ISO weeks (`S12 2026`), months (`mars 2027`), hours (`7h30`, `1 234,5`), a decimal comma.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from clauses.hours.workbooks.values import period_of
from facilitator.exchange.files import safe_text
from facilitator.formats import NBSP, parse_hours, search_key
from facilitator.forms import parse_decimal
from facilitator.words import RuleBroken, Word
from worksites.sites.phases.rules import Phase

MOST_ROWS = 300
"""Of one paste or file: more is a whole territory, to be cut by worksite."""


class PhaseField(Word):
    """A column of a sheet of phases."""

    TRADE = "trade", "Métier"
    LOT = "lot", "Lot"
    TITLE = "title", "Libellé"
    STARTS = "starts", "Début"
    ENDS = "ends", "Fin"
    HEADS = "heads", "Effectif"
    HOURS = "phase_hours", "Heures"


HEADINGS: Mapping[PhaseField, tuple[str, ...]] = {
    PhaseField.TRADE: ("metier", "corps d etat", "corps de metier", "qualification", "poste"),
    PhaseField.LOT: ("lot",),
    PhaseField.TITLE: ("libelle", "phase", "tache", "designation", "travaux", "intitule"),
    PhaseField.STARTS: ("debut", "date de debut", "du", "demarrage", "semaine", "semaine de debut"),
    PhaseField.ENDS: ("fin", "date de fin", "au", "semaine de fin"),
    PhaseField.HEADS: ("effectif", "effectifs", "nombre de personnes", "personnes", "nb", "ouvriers"),
    PhaseField.HOURS: ("heures", "volume", "nombre d heures", "heures de travail", "nb heures", "charge"),
}
"""What the head of a column may say."""
F = PhaseField
PLACES: Mapping[int, tuple[PhaseField | None, ...]] = {
    4: (F.TRADE, F.STARTS, F.ENDS, None),
    5: (F.TRADE, F.LOT, F.STARTS, F.ENDS, None),
    6: (F.TRADE, F.LOT, F.STARTS, F.ENDS, F.HEADS, F.HOURS),
    7: (F.TRADE, F.LOT, F.TITLE, F.STARTS, F.ENDS, F.HEADS, F.HOURS),
}
"""The columns of a table without headings, by how many there are; None: heads, or hours when it says `h`."""
NO_TABLE = (
    "Aucune phase n’a été trouvée : collez des lignes avec "
    "un métier, un début, une fin, un effectif ou des heures."
)
Cells = dict[PhaseField, str]


@dataclass(frozen=True)
class KnownLot:
    """A lot that may have a phase: its number, the reference of its contract."""

    id: int
    number: str
    reference: str


@dataclass(frozen=True)
class Draft:
    """A row: its cells as typed, what is wrong by cell, and the phase it makes when nothing is."""

    cells: Mapping[PhaseField, str]
    faults: Mapping[PhaseField, str] = field(default_factory=dict)
    phase: Phase | None = None
    known: bool = False
    """Whether the worksite has this very phase already."""


def table_of(text: str) -> list[list[str]]:
    """The rows of a pasted text: tabs as a spreadsheet copies them, else semicolons."""
    delimiter = "\t" if "\t" in text else ";"
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    return [[" ".join(cell.split()) for cell in row] for row in rows if any(cell.strip() for cell in row)]


def read_rows(rows: Sequence[Sequence[str]]) -> list[Cells]:
    """The cells of each row by their column. Raises `RuleBroken` on `text`: nothing there, or too much."""
    start, columns = _headed(rows)
    if not columns:
        widest = max((len(_trimmed(row)) for row in rows), default=0)
        columns = dict(enumerate(PLACES.get(min(widest, 7), ())))
    found = [cells for row in rows[start:] if (cells := _cells(row, columns))]
    if not found:
        raise RuleBroken(NO_TABLE, "text")
    if len(found) > MOST_ROWS:
        raise RuleBroken(f"{len(found)} lignes : envoyez-en {MOST_ROWS} au plus à la fois.", "text")
    return found


def _headed(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, PhaseField | None]]:
    """Where the rows begin, and what the headings say; (0, {}) without headings."""
    for number, row in enumerate(rows[:20]):
        said: dict[int, PhaseField | None] = {}
        for place, cell in enumerate(row):
            key = search_key(cell)
            one = next((one for one, names in HEADINGS.items() if key in names), None)
            if one is not None and one not in said.values():
                said[place] = one
        if PhaseField.TRADE in said.values() and PhaseField.STARTS in said.values():
            return number + 1, said
    return 0, {}


def _trimmed(row: Sequence[str]) -> Sequence[str]:
    last = max((place for place, cell in enumerate(row) if cell.strip()), default=-1)
    return row[: last + 1]


def _cells(row: Sequence[str], columns: Mapping[int, PhaseField | None]) -> Cells:
    found: Cells = {}
    for place, one in columns.items():
        text = unguarded(row[place].strip()) if place < len(row) else ""
        if text:
            found[one or _measure(text)] = text
    return found


def unguarded(text: str) -> str:
    """A cell without the apostrophe that our CSV puts before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and safe_text(text[1:]) == text else text


def _measure(text: str) -> PhaseField:
    """Heads, unless it is written as hours (`120 h`, `7h30`, `7:30`)."""
    return PhaseField.HOURS if "h" in text.casefold() or ":" in text else PhaseField.HEADS


def draft_of(cells: Mapping[PhaseField, str], lots: Sequence[KnownLot]) -> Draft:
    """A row read; a cell that cannot be read says why."""
    faults: dict[PhaseField, str] = {}
    starts_on, ends_on = _days(cells, faults)
    heads, minutes = _heads(cells, faults), _minutes(cells, faults)
    lot_id, label = _lot(cells.get(F.LOT, ""), lots, faults)
    if faults:
        return Draft(cells, faults)
    title = cells.get(F.TITLE, "")[:200]
    try:
        phase = Phase(
            cells.get(F.TRADE, ""), starts_on, ends_on, heads, minutes, lot_id, label, title
        ).checked()
    except RuleBroken as broken:
        return Draft(cells, {FAULTY.get(broken.field or "", F.TRADE): broken.message})
    return Draft(cells, {}, phase)


FAULTY = {"starts_on": F.STARTS, "ends_on": F.ENDS, "headcount": F.HEADS, "minutes": F.HOURS, "lot_id": F.LOT}


def _days(cells: Mapping[PhaseField, str], faults: dict[PhaseField, str]) -> tuple[date | None, date | None]:
    """The days of a phase; a week or a month is from its first day to its last."""
    found = {}
    for one in (F.STARTS, F.ENDS):
        text = cells.get(one, "")
        found[one] = period_of(text) if text else None
        if text and found[one] is None:
            faults[one] = (
                f"«{NBSP}{text[:40]}{NBSP}» n’est ni une date ni une semaine : 04/01/2027 ou S01 2027."
            )
    start, end = found[F.STARTS], found[F.ENDS] or found[F.STARTS]
    return (start.first if start else None), (end.last if end else None)


def _heads(cells: Mapping[PhaseField, str], faults: dict[PhaseField, str]) -> Decimal | None:
    text = cells.get(F.HEADS, "")
    try:
        return parse_decimal(text) if text else None
    except ValueError:
        faults[F.HEADS] = f"«{NBSP}{text[:40]}{NBSP}» n’est pas un effectif : écrivez 4 ou 2,5."
        return None


def _minutes(cells: Mapping[PhaseField, str], faults: dict[PhaseField, str]) -> int | None:
    try:
        return parse_hours(cells.get(F.HOURS))
    except RuleBroken as broken:
        faults[F.HOURS] = broken.message
        return None


def _lot(text: str, lots: Sequence[KnownLot], faults: dict[PhaseField, str]) -> tuple[int | None, str]:
    """The known lot that a cell names (`2`, `Lot 2`, `2 (2026-014)`), else its own words."""
    said = search_key(text).removeprefix("lot ").strip()
    if not said:
        return None, ""
    exact = [lot for lot in lots if said == search_key(f"{lot.number} {lot.reference}")]
    named = exact or [lot for lot in lots if said == search_key(lot.number)]
    if len(named) > 1:
        faults[F.LOT] = f"Plusieurs marchés ont ce lot : écrivez {named[0].number} ({named[0].reference})."
        return None, ""
    return (named[0].id, "") if named else (None, text[:120])


def marked(drafts: Sequence[Draft], present: Sequence[Phase]) -> list[Draft]:
    """The same drafts, those that the worksite has already being marked: they will not be written twice."""
    left, found = list(present), []
    for draft in drafts:
        known = draft.phase is not None and draft.phase in left
        if known and draft.phase is not None:
            left.remove(draft.phase)
        found.append(replace(draft, known=known))
    return found
