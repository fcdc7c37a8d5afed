"""A list written as a file: CSV as French spreadsheets open it, and a workbook with real types."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from facilitator.exchange.columns import Cell, Column, Kind

BOM = "\ufeff"
# What a spreadsheet may read as a formula when it opens a CSV (OWASP, CSV injection).
FORMULA = re.compile(r"^[\s\u00a0\u202f]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n|%]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
FORMATS = {
    Kind.TEXT: "@",
    Kind.NUMBER: "#,##0.###",
    Kind.HOURS: "#,##0.00",
    Kind.MONEY: '#,##0.00\\ "€"',
    Kind.PERCENT: "0.0%",
    Kind.DATE: "dd/mm/yyyy",
    Kind.INSTANT: "dd/mm/yyyy hh:mm",
}
WIDTH = 12, 60
# A sheet keeps 15 digits: a longer number would change in silence, so it is written as text.
EXACT_DIGITS = 15


@dataclass(frozen=True)
class Source:
    """What the sheet « Lisez-moi » says: the list's name, who made it, when, which filters."""

    title: str
    made_by: str
    made_at: datetime
    filters: tuple[str, ...] = ()


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before a dangerous start."""
    text = CONTROL.sub("", text)
    return f"'{text}" if FORMULA.match(text) else text


def csv_cell(value: Cell) -> str:
    """One cell of a French CSV: decimal comma, French dates; only text is made harmless."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return safe_text(value)


def csv_lines(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """The file, line by line: UTF-8 with BOM, `;`, CRLF. A getter that fails stops the export."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")

    def line(cells: Iterable[str]) -> bytes:
        writer.writerow(cells)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode()

    yield BOM.encode() + line(column.heading for column in columns)
    for row in rows:
        yield line(csv_cell(column.value(row)) for column in columns)


def workbook(columns: Sequence[Column], rows: Iterable[Any], source: Source) -> bytes:
    """The same list as XLSX: frozen heading, filters, real dates and numbers, sheet « Lisez-moi ».

    Rows are written as they come and are not kept: memory does not grow with their number.
    """
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, options) as book:
        sheet = book.add_worksheet("Données")
        formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for place, column in enumerate(columns):
            sheet.set_column(place, place, width(column))
            sheet.write_string(0, place, column.heading, bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                write_cell(sheet, (last, place), column.value(row), formats[column.kind])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
        write_notes(book, source, last)
    return target.getvalue()


def width(column: Column) -> int:
    """Room for the heading, and for long text."""
    least, most = WIDTH
    wide = 28 if column.kind is Kind.TEXT else least
    return min(max(wide, len(column.heading) + 3), most)


def write_cell(sheet: Worksheet, place: tuple[int, int], value: Cell, form: Any) -> None:
    """One cell with its true type; text stays text, whatever it looks like."""
    if value is None:
        return
    writers: dict[type, Callable[..., Any]] = {datetime: sheet.write_datetime, date: sheet.write_datetime}
    if type(value) in writers:
        writers[type(value)](*place, value, form)
    elif isinstance(value, (int, Decimal)) and fits(value):
        sheet.write_number(*place, value, form)
    else:
        sheet.write_string(*place, CONTROL.sub("", str(value))[:32_767], form)


def fits(value: int | Decimal) -> bool:
    """Whether a sheet keeps every digit of the number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def write_notes(book: Workbook, source: Source, count: int) -> None:
    """The sheet « Lisez-moi »: what this is, from where, from when, how it was filtered."""
    sheet = book.add_worksheet("Lisez-moi")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    notes = [
        ("Liste", source.title),
        ("Source", "Facilitator"),
        ("Établi par", source.made_by),
        ("Établi le", csv_cell(source.made_at.replace(tzinfo=None))),
        ("Lignes", str(count)),
        *(("Filtre", text) for text in source.filters or ("aucun : toutes les lignes",)),
        ("Heures", "en heures décimales : 1,50 pour 1 h 30"),
    ]
    for place, (label, text) in enumerate(notes):
        sheet.write_string(place, 0, label)
        sheet.write_string(place, 1, text)
