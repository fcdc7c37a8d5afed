"""The rows of a sheet, read under its layout: one entry for each figure of hours, errors in their cells."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from clauses.hours.workbooks.rules import HOURS, Column, Entry, Field, Layout, Period
from clauses.hours.workbooks.values import (
    day_of,
    key_of,
    minutes_of,
    period_of,
    split_name,
    whole_month,
    words_of,
)
from clauses.people.valuation.rules import MinutesKind
from facilitator.exchange.sheets.rules import Row, Sheet
from facilitator.identity import has_nir
from facilitator.words import RuleBroken

TOTALS = ("total", "sous total", "cumul", "ensemble", "somme", "report")
NIR_LENGTH = 13
NUMBER_LENGTH = 12
REMOVED = "(numéro retiré)"
NIR_MET = "Cette cellule ressemblait à un numéro de sécurité sociale : elle n’a été ni lue ni gardée."
NO_DAY = "Écrivez une date, par exemple 17/05/1990."
NO_PERIOD = "Écrivez un mois (10/2026), une semaine (S40 2026) ou des dates."
NOBODY = "Indiquez la personne."
NO_KIND = "Écrivez travail, formation ou tutorat."
KINDS = {
    "": MinutesKind.WORK,
    "travail": MinutesKind.WORK,
    "production": MinutesKind.WORK,
    "heures travaillees": MinutesKind.WORK,
    "formation": MinutesKind.TRAINING,
    "tutorat": MinutesKind.MENTORING,
}
TEXTS = {
    Field.CONTRACT: "contract",
    Field.LOT: "lot",
    Field.COMPANY: "company",
    Field.EMPLOYER: "employer",
    Field.CONTRACT_TYPE: "contract_type",
    Field.TRADE: "trade",
    Field.REMARK: "remark",
}
Edits = Mapping[str, str]
"""What was corrected on the page: `sheet:row:column` → the new text of the cell."""


is_nir = lru_cache(maxsize=8192)(has_nir)


def without_nir(cells: list[str]) -> list[str]:
    """The cells that may be kept: what looks like a social-security number is not."""
    return [REMOVED if len(cell) >= NIR_LENGTH and is_nir(cell) else cell for cell in cells]


def entries_of(place: int, sheet: Sheet, layout: Layout, year: int, edits: Edits) -> Iterator[Entry]:
    """The entries of the rows below the headings; totals and blank rows are left out."""
    reader = Reader(place, layout, year)
    for row in sheet.rows:
        if row.number > layout.header:
            yield from reader.read(mended(place, row, edits) if edits else row)


def mended(place: int, row: Row, edits: Edits) -> Row:
    """The row with its corrected cells."""
    prefix = f"{place}:{row.number}:"
    found = {int(key[len(prefix) :]): text for key, text in edits.items() if key.startswith(prefix)}
    if not found:
        return row
    cells = row.cells + [""] * (max(found) + 1 - len(row.cells))
    for index, text in found.items():
        cells[index] = text
    return Row(row.number, cells)


class Reader:
    """Reads the rows of one sheet: where each thing stands is looked up once."""

    def __init__(self, place: int, layout: Layout, year: int) -> None:
        self.place, self.layout = place, layout
        self.year = layout.period.first.year if layout.period else year
        self.at = {field: layout.of(field) for field in Field}
        self.texts = [(index, name) for field, name in TEXTS.items() if (index := self.at[field]) is not None]
        self.hours = layout.hours
        self.width = max((column.index for column in layout.columns), default=0) + 1
        heading = {column.index: key_of(column.heading) for column in layout.columns}
        when = heading.get(-1 if self.at[Field.PERIOD] is None else self.at[Field.PERIOD] or 0, "")
        self.by_month = "mois" in when or "periode" in when
        self.by_week = "sem" in when

    def read(self, row: Row) -> Iterator[Entry]:
        """The entries of one row; none for a total or a row without anybody nor hours."""
        cells = (
            row.cells if len(row.cells) >= self.width else row.cells + [""] * (self.width - len(row.cells))
        )
        first = next((cell for cell in cells if cell), "")
        if key_of(first[:12]).startswith(TOTALS):
            return
        filled = [column for column in self.hours if cells[column.index]]
        family, given, name = self._name(cells)
        if not name and not (filled and self._has_more(cells)):
            return
        wanted = filled or ([] if self.at[Field.EMPLOYMENT] is not None else self.hours[:1])
        for column in wanted:
            entry = Entry(self.place, row.number, column.index, name, words_of(name))
            entry.family, entry.given = family, given
            self._fill(entry, cells, column)
            if entry.minutes is not None or entry.errors:
                yield entry

    def _has_more(self, cells: Sequence[str]) -> bool:
        """Whether a row without a name holds more than figures: otherwise it is a total."""
        figures = {column.index for column in self.layout.columns if column.field in HOURS or column.period}
        return any(cell for index, cell in enumerate(cells[: self.width]) if index not in figures)

    def _name(self, cells: Sequence[str]) -> tuple[str, str, str]:
        full = self.at[Field.FULL_NAME]
        family, given = self.at[Field.FAMILY_NAME], self.at[Field.GIVEN_NAME]
        if family is not None:
            last, first = cells[family], cells[given] if given is not None else ""
            if not first and given is None:
                last, first = split_name(last)
            return last, first, f"{first} {last}".strip()
        text = cells[full] if full is not None else ""
        last, first = split_name(text)
        return last, first, text

    def _fill(self, entry: Entry, cells: Sequence[str], column: Column) -> None:
        entry.kind = HOURS.get(column.field, MinutesKind.WORK)
        for place, name in self.texts:
            setattr(entry, name, cells[place])
        if (siret := self.at[Field.SIRET]) is not None:
            entry.siret = cells[siret].replace(" ", "").replace("\u00a0", "")
        entry.employment = self._number(Field.EMPLOYMENT, cells)
        entry.commitment = self._number(Field.COMMITMENT, cells)
        self._who(entry, cells)
        self._when(entry, cells, column)
        self._how_much(entry, cells, column)
        for index, cell in enumerate(cells):
            if cell == REMOVED:
                entry.errors[index] = NIR_MET

    def _number(self, field: Field, cells: Sequence[str]) -> int | None:
        index = self.at[field]
        text = "" if index is None else cells[index]
        return int(text) if text.isdigit() and len(text) < NUMBER_LENGTH else None

    def _who(self, entry: Entry, cells: Sequence[str]) -> None:
        if (index := self.at[Field.BIRTH]) is not None and cells[index]:
            entry.birth = day_of(cells[index])
            if entry.birth is None:
                entry.errors[index] = NO_DAY
        if not entry.words and entry.employment is None:
            entry.errors[self._name_column()] = NOBODY

    def _name_column(self) -> int:
        found = (self.at[Field.FULL_NAME], self.at[Field.FAMILY_NAME], self.at[Field.EMPLOYMENT])
        return next((index for index in found if index is not None), 0)

    def _when(self, entry: Entry, cells: Sequence[str], column: Column) -> None:
        entry.period = column.period or self._said(cells) or self.layout.period
        if entry.period is None:
            entry.errors[self._period_column(column)] = NO_PERIOD

    def _period_column(self, column: Column) -> int:
        found = (self.at[Field.PERIOD], self.at[Field.STARTS])
        return next((index for index in found if index is not None), column.index)

    def _said(self, cells: Sequence[str]) -> Period | None:
        starts, ends, when = (self.at[field] for field in (Field.STARTS, Field.ENDS, Field.PERIOD))
        if starts is not None and ends is not None and cells[starts] and cells[ends]:
            first, last = day_of(cells[starts], self.year), day_of(cells[ends], self.year)
            return Period(first, last) if first and last and first <= last else None
        if when is None or not cells[when]:
            return None
        text = cells[when]
        if self.by_week and text.isdigit() and len(text) < 3:
            text = f"S{text}"
        found = period_of(text, self.year)
        if found and self.by_month and found.first == found.last:
            return whole_month(found.first.replace(day=1))
        return found

    def _how_much(self, entry: Entry, cells: Sequence[str], column: Column) -> None:
        try:
            entry.minutes = minutes_of(cells[column.index])
        except RuleBroken as broken:
            entry.errors[column.index] = broken.message
        if (index := self.at[Field.KIND]) is not None:
            kind = KINDS.get(key_of(cells[index]))
            if kind is None:
                entry.errors[index] = NO_KIND
            elif column.field not in (Field.TRAINING, Field.MENTORING):
                entry.kind = kind
