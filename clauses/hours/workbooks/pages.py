"""What the pages of a workbook show and take: lines with their cells to mend, columns to correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from clauses.hours.ledger.rules import months
from clauses.hours.workbooks.entries import REMOVED, is_nir
from clauses.hours.workbooks.forms import LayoutForm, layout_form
from clauses.hours.workbooks.headers import fingerprint
from clauses.hours.workbooks.matching import Line
from clauses.hours.workbooks.models import HoursImport
from clauses.hours.workbooks.preview import Preview, Read, sample
from clauses.hours.workbooks.rules import TONES, LineStatus, Period
from clauses.hours.workbooks.values import words_of
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.formats import hours, month, short_day
from facilitator.forms import clean

STATUS = Filter.of("etat", "État", LineStatus.choices())
MONTHS_OFFERED = 24
LONGEST = 200
"""Characters of a cell typed on the page."""


@dataclass(frozen=True)
class Cell:
    """A cell in error: where it is, what it is called, what it holds, what is wrong."""

    name: str
    label: str
    text: str
    error: str


class Shown:
    """One line of a preview, as the page writes it."""

    def __init__(self, line: Line, preview: Preview) -> None:
        self.line, self.entry, self.status = line, line.entry, line.status
        self.tone = TONES[line.status]
        self.key = line.entry.key
        self.preview = preview
        read = next(read for read in preview.reads if read.place == line.entry.sheet)
        self.read, self.row = read, str(line.entry.row)
        if len(list(read_sheets(preview.reads))) > 1:
            self.row = f"{read.sheet.name}, {self.row}"
        if read.layout is None:
            raise ValueError("a line comes from a sheet that was read")
        self.headings = {column.index: column.heading for column in read.layout.columns}

    @property
    def period(self) -> str:
        """The month, or the days."""
        return said_period(self.entry.period)

    @property
    def change(self) -> str:
        """What becomes of the hours of the month."""
        if self.status is LineStatus.UPDATE:
            return f"{hours(self.line.before)} → {hours(self.line.after)}"
        return hours(self.line.after if self.line.targets else self.entry.minutes)

    @property
    def cells(self) -> list[Cell]:
        """The cells in error, to be corrected in place."""
        return [
            Cell(
                f"cell-{self.entry.sheet}:{self.entry.row}:{index}",
                self._label(index),
                self._text(index),
                error,
            )
            for index, error in self.entry.errors.items()
        ]

    def _label(self, index: int) -> str:
        return self.headings.get(index) or f"Colonne {index + 1}"

    def _text(self, index: int) -> str:
        row = next(each for each in self.read.sheet.rows if each.number == self.entry.row)
        return row.cells[index] if index < len(row.cells) else ""

    @property
    def people(self) -> list[tuple[int, str]]:
        """Whom an unknown name may mean."""
        return self.preview.suggestions(self.entry.words) if self.line.unknown_person else []


def said_period(period: Period | None) -> str:
    """`octobre 2026`, or the days."""
    if period is None:
        return "—"
    if period.first == period.last:
        return short_day(period.first)
    if (
        period.first.day == 1
        and list(months(period.first, period.last)) == [period.first]
        and (period.last.day > 27)
    ):
        return month(period.first)
    return f"{short_day(period.first)} au {short_day(period.last)}"


def read_sheets(reads: Sequence[Read]) -> Sequence[Read]:
    """The sheets to be read: those with headings, or all when none has any."""
    return [read for read in reads if read.layout is not None] or reads


def listed(preview: Preview, listing: Listing) -> tuple[list[Line], Listing]:
    """The lines of one page."""
    lines = [line for line in preview.lines if listing["etat"] in ("", line.status.value)]
    listing = listing.counted(len(lines))
    return lines[listing.offset : listing.offset + listing.size], listing


def where(form: Mapping[str, str]) -> str:
    """The filter and the page that the form was sent from, as the end of an address."""
    said = {name: form[name] for name in ("etat", "page") if form.get(name)}
    return f"?{urlencode(said)}" if said else ""


def keep_mending(row: HoursImport, form: MultiDict[str, str]) -> None:
    """Keep what the page corrected. Nothing that looks like a social-security number is kept."""
    cells = {
        name.removeprefix("cell-"): clean(text)[:LONGEST]
        for name, text in form.items()
        if name.startswith("cell-") and name.count(":") == 2
    }
    row.edits = row.edits | {
        place: REMOVED if is_nir(text) else text for place, text in cells.items() if is_place(place)
    }
    people = {
        name.removeprefix("person-"): int(value)
        for name, value in form.items()
        if name.startswith("person-") and value.isdigit()
    }
    row.people = row.people | {words_of(words): person for words, person in people.items()}
    seen, ticked = set(form.getlist("shown")), set(form.getlist("tick"))
    row.left = sorted((set(row.left) - ticked) | {key for key in seen - ticked if is_place(key)})


def is_place(key: str) -> bool:
    """Whether this is `sheet:row:column`."""
    parts = key.split(":")
    return len(parts) == 3 and all(part.isdigit() and len(part) < 8 for part in parts)


def chosen(reads: Sequence[Read], place: str) -> Read | None:
    """The sheet whose columns are asked; without a word, the first that lacks something."""
    if place:
        return next((read for read in reads if str(read.place) == place), None)
    lacking = [read for read in read_sheets(reads) if read.missing]
    return next(iter(lacking or read_sheets(reads)), None)


def layout_form_of(read: Read, sent: bool) -> LayoutForm:
    """The form of a sheet's columns, as they are read now."""
    layout = read.layout
    columns = layout.columns if layout else ()
    year = today().year
    offered = sorted(months(today().replace(year=year - 2, day=1), today()), reverse=True)[:MONTHS_OFFERED]
    made = layout_form([(column.index, column.heading) for column in columns], offered)
    if sent:
        return made()
    values: dict[str, Any] = {f"column_{column.index}": column.field.value for column in columns}
    values["header"] = layout.header if layout else None
    values["month"] = f"{layout.period.first:%Y-%m-%d}" if layout and layout.period else ""
    return made(data=values)


def said_in(form: LayoutForm, read: Read) -> dict[str, Any]:
    """What the form says, as it is kept."""
    fields = {
        field.name.removeprefix("column_"): field.data for field in form if field.name.startswith("column_")
    }
    header = form.header.data or (read.layout.header if read.layout else 1)
    said = {"header": header, "fields": fields, "month": form.month.data or ""}
    return said | {"fields": {}} if moved(said, read) else said


def moved(said: Mapping[str, Any], read: Read) -> bool:
    """Whether another row of headings was named: its columns are guessed anew."""
    return read.layout is None or said["header"] != read.layout.header


def same(one: Read, other: Read) -> bool:
    """Whether two sheets have the same headings."""
    if one.layout is None or other.layout is None:
        return False
    return fingerprint(one.layout.columns) == fingerprint(other.layout.columns)


def for_sheet(said: Mapping[str, Any], each: Read, read: Read) -> dict[str, Any]:
    """The same columns for another sheet, which keeps its own row of headings and its own month."""
    if each.place == read.place or each.layout is None:
        return dict(said)
    return dict(said) | {"header": each.layout.header, "month": ""}


def samples(read: Read) -> dict[str, str]:
    """The first values of each column, by the name of its field in the form."""
    columns = read.layout.columns if read.layout else ()
    return {f"column_{column.index}": sample(read, column) for column in columns}
