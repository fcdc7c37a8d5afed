"""A workbook written row by row, as SpreadsheetML: a hundred thousand rows in a second, in little memory.

Only what our exports need: typed cells, formats, widths, a frozen heading, filters. Text is always a
string of the sheet, never a formula. Read back equal by openpyxl, calamine and LibreOffice (tests).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from facilitator.exchange.columns import Cell, Column, Kind

FORMATS = {
    Kind.TEXT: "@",
    Kind.NUMBER: "#,##0.###",
    Kind.HOURS: "#,##0.00",
    Kind.MONEY: '#,##0.00\\ "€"',
    Kind.PERCENT: "0.0%",
    Kind.DATE: "dd/mm/yyyy",
    Kind.INSTANT: "dd/mm/yyyy hh:mm",
}
STYLES = {kind: place for place, kind in enumerate(FORMATS, 1)}
BOLD = len(FORMATS) + 1
# A sheet keeps 15 digits: a longer number would change in silence, so it is written as text.
EXACT_DIGITS = 15
LONGEST = 32_767
"""Characters of a cell."""
TO_MEND = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_|^\s|\s$|\n")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FIRST_DAY = date(1899, 12, 30).toordinal()
DAY_SECONDS = 86_400
ROWS_AT_ONCE = 1_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FIRST_LINK = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def letters(place: int) -> str:
    """The name of a column, from 0: `A`, `Z`, `AA`."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


@lru_cache(maxsize=8192)
def shared(text: str) -> str:
    """A text as the content of a cell: what XML cannot hold is dropped, the rest reads back as it is."""
    if len(text) > LONGEST:
        text = text[:LONGEST]
    if TO_MEND.search(text) is None:
        return f"<is><t>{text}</t></is>"
    text = ESCAPED.sub("_x005F_", UNWRITABLE.sub("", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "_x000D_")
    return f'<is><t xml:space="preserve">{text}</t></is>'


@lru_cache(maxsize=4096)
def serial(day: date) -> str:
    """A day as a sheet counts it."""
    return str(day.toordinal() - FIRST_DAY)


def instant_serial(moment: datetime) -> str:
    """A day and a time as a sheet counts them."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return repr(moment.toordinal() - FIRST_DAY + seconds / DAY_SECONDS)


def fits(value: int | Decimal) -> bool:
    """Whether a sheet keeps every digit of the number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def cell(name: str, style: int, value: Cell) -> str:
    """One cell with its true type; text stays text, whatever it looks like."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f'<c r="{name}" s="{style}"><v>{instant_serial(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{name}" s="{style}"><v>{serial(value)}</v></c>'
    if isinstance(value, (int, Decimal)) and fits(value):
        return (
            f'<c r="{name}" s="{style}"><v>{value:f}</v></c>'
            if isinstance(value, Decimal)
            else (f'<c r="{name}" s="{style}"><v>{value}</v></c>')
        )
    return f'<c r="{name}" s="{style}" t="inlineStr">{shared(str(value))}</c>'


def text_cell(
    getter: Callable[[Any], Any], letter: str, style: int, column: Column
) -> Callable[[Any, int], str]:
    """What writes the cells of a column of text: most hold plain text."""

    def write(row: Any, number: int) -> str:
        value = getter(row)
        if type(value) is not str:
            return cell(f"{letter}{number}", style, column.value(row))
        return f'<c r="{letter}{number}" s="{style}" t="inlineStr">{shared(value)}</c>' if value else ""

    return write


def hours_cell(
    getter: Callable[[Any], Any], letter: str, style: int, column: Column
) -> Callable[[Any, int], str]:
    """What writes the cells of a column of hours: minutes, as decimal hours to two places."""

    def write(row: Any, number: int) -> str:
        minutes = getter(row)
        if type(minutes) is not int:
            return cell(f"{letter}{number}", style, column.value(row))
        whole, part = divmod((abs(minutes) * 10 + 3) // 6, 100)
        sign = "-" if minutes < 0 else ""
        return f'<c r="{letter}{number}" s="{style}"><v>{sign}{whole}.{part:02d}</v></c>'

    return write


def any_cell(
    getter: Callable[[Any], Any], letter: str, style: int, column: Column
) -> Callable[[Any, int], str]:
    """What writes the cells of any other column."""
    return lambda row, number: cell(f"{letter}{number}", style, column.value(row))


WRITERS = {Kind.TEXT: text_cell, Kind.HOURS: hours_cell}


class Book:
    """A workbook being written. Its sheets are written one after the other; `close` ends it."""

    def __init__(self, target: IO[bytes], level: int = 3) -> None:
        self.archive = ZipFile(target, "w", ZIP_DEFLATED, compresslevel=level)
        self.names: list[str] = []

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Any], widths: Sequence[int]) -> int:
        """A list: headings in bold, frozen with the first column, with filters; how many rows."""
        last = letters(max(len(columns) - 1, 0))
        with self._part(name) as write:
            write(f"{start(widths, frozen=True)}<sheetData>")
            write(
                line(1, (cell(f"{letters(place)}1", BOLD, one.heading) for place, one in enumerate(columns)))
            )
            count = write_rows(write, columns, rows)
            write(f'</sheetData><autoFilter ref="A1:{last}{count + 1}"/></worksheet>')
        return count

    def notes(self, name: str, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """A sheet of plain text."""
        with self._part(name) as write:
            write(f"{start(widths)}<sheetData>")
            for number, texts in enumerate(rows, 1):
                write(
                    line(
                        number,
                        (cell(f"{letters(place)}{number}", 0, text) for place, text in enumerate(texts)),
                    )
                )
            write("</sheetData></worksheet>")

    @contextmanager
    def _part(self, name: str) -> Iterator[Callable[[str], None]]:
        self.names.append(name)
        with self.archive.open(f"xl/worksheets/sheet{len(self.names)}.xml", "w", force_zip64=True) as part:

            def write(text: str) -> None:
                part.write(text.encode())

            yield write

    def close(self) -> None:
        """Write what ties the sheets together."""
        for path, text in parts(self.names).items():
            self.archive.writestr(path, HEAD + text)
        self.archive.close()


def write_rows(write: Callable[[str], None], columns: Sequence[Column], rows: Iterable[Any]) -> int:
    """The rows below the headings, by packets; how many."""
    cells = [
        WRITERS.get(column.kind, any_cell)(column.getter, letters(place), STYLES[column.kind], column)
        for place, column in enumerate(columns)
    ]
    number, packet = 1, []
    for number, row in enumerate(rows, 2):
        packet.append(f'<row r="{number}">{"".join([one(row, number) for one in cells])}</row>')
        if len(packet) == ROWS_AT_ONCE:
            write("".join(packet))
            packet = []
    write("".join(packet))
    return number - 1


def line(number: int, cells: Iterable[str]) -> str:
    """One row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def start(widths: Sequence[int], frozen: bool = False) -> str:
    """What comes before the rows of a sheet."""
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    sized = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f"{pane if frozen else ''}</sheetView></sheetViews>{f'<cols>{sized}</cols>' if sized else ''}"
    )


def parts(names: Sequence[str]) -> dict[str, str]:
    """The parts of the archive that are not sheets."""
    places = range(1, len(names) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n in places)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in places
    )
    links += f'<Relationship Id="rId{len(names) + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in places
    )
    return {
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        ),
        "xl/styles.xml": style_sheet(),
        "_rels/.rels": FIRST_LINK,
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{types}'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>'
        ),
    }


def style_sheet() -> str:
    """The formats of the kinds, and the bold of the headings."""
    codes = "".join(
        f'<numFmt numFmtId="{163 + place}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for place, code in enumerate(FORMATS.values(), 1)
    )
    used = "".join(
        f'<xf numFmtId="{163 + place}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for place in STYLES.values()
    )
    plain = '<xf numFmtId="0" fontId="{}" fillId="0" borderId="0" xfId="0"{}/>'
    heads = plain.format(1, ' applyFont="1" applyAlignment="1"').replace(
        "/>", '><alignment vertical="top" wrapText="1"/></xf>'
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{codes}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(FORMATS) + 2}">{plain.format(0, "")}{used}{heads}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
