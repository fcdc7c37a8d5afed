"""A list written as a file: CSV as French spreadsheets open it, and a workbook with real types."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from facilitator.exchange.columns import Cell, Column, Kind
from facilitator.exchange.spreadsheet import Book

BOM = "\ufeff"
# What a spreadsheet may read as a formula when it opens a CSV (OWASP, CSV injection).
FORMULA = re.compile(r"^[\s\u00a0\u202f]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n|%]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDTH = 12, 60
NOTES_WIDTH = 18, 80


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
    book = Book(target)
    count = book.sheet("Données", columns, rows, [width(column) for column in columns])
    book.notes("Lisez-moi", notes(source, count), NOTES_WIDTH)
    book.close()
    return target.getvalue()


def width(column: Column) -> int:
    """Room for the heading, and for long text."""
    least, most = WIDTH
    wide = 28 if column.kind is Kind.TEXT else least
    return min(max(wide, len(column.heading) + 3), most)


def notes(source: Source, count: int) -> list[tuple[str, str]]:
    """The sheet « Lisez-moi »: what this is, from where, from when, how it was filtered."""
    return [
        ("Liste", source.title),
        ("Source", "Facilitator"),
        ("Établi par", source.made_by),
        ("Établi le", csv_cell(source.made_at.replace(tzinfo=None))),
        ("Lignes", str(count)),
        *(("Filtre", text) for text in source.filters or ("aucun : toutes les lignes",)),
        ("Heures", "en heures décimales : 1,50 pour 1 h 30"),
    ]
