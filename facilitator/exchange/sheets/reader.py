"""The process that reads one file and dies: `python -m facilitator.exchange.sheets.reader` (limits on stdin).

It limits its own memory, time and files before it opens anything; it can neither write a file, nor
open a connection, nor start a process. It answers on stdout, in frames of MessagePack: `["sheet",
name, hidden, height]`, `["rows", [[number, cells]…]]`, `["refused", code]`, and at last `["end"]`. Every cell
is text: a day is `2026-10-05`, a duration `7:30`, a number its digits.
"""

import codecs
import io
import resource
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile, ZipFile

import msgspec
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from facilitator.exchange.sheets.delimited import lines_of
from facilitator.exchange.sheets.rules import Limits, Refusal, Unreadable

BATCH = 2_000
WHOLE_DIGITS = 10**15
"""A sheet keeps fifteen digits: below, a whole number is written whole."""
PROLOGUE = 4_096
NEEDED_LATER = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437", "ascii", "idna")

encode = msgspec.msgpack.Encoder().encode
Say = Callable[[list[Any]], None]


def limit(limits: Limits) -> None:
    """Tie our own hands. The file is already open: no other can be, nor any connection."""
    for name in NEEDED_LATER:
        codecs.lookup(name)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))


def text(value: Any) -> str:
    """A cell as text."""
    return WRITERS[type(value).__name__](value)


def numeral(value: Any) -> str:
    """`5.0` → `5`, `151.67` → `151,67` as the French write it, never an exponent."""
    if value == value // 1 and abs(value) < WHOLE_DIGITS:
        return str(int(value))
    return format(Decimal(repr(value)), "f").replace(".", ",")


def duration(value: timedelta) -> str:
    """`30:30`, to the nearest minute."""
    minutes = round(value / timedelta(minutes=1))
    return f"{minutes // 60}:{minutes % 60:02d}"


def moment(value: datetime) -> str:
    """A day, with its time when it has one."""
    return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"


WRITERS: dict[str, Callable[[Any], str]] = {
    "str": str.strip,
    "float": numeral,
    "int": str,
    "bool": lambda value: "oui" if value else "non",
    "date": date.isoformat,
    "datetime": moment,
    "time": lambda value: f"{value:%H:%M}",
    "timedelta": duration,
}


def rows_of(found: Iterator[Sequence[Any]], first_column: int, limits: Limits) -> Iterator[list[Any]]:
    """The rows that hold something, with their number in the sheet."""
    before = [""] * first_column
    for number, cells in enumerate(found, 1):
        said = [cell.strip() if type(cell) is str else text(cell) for cell in cells]
        if not any(said):
            continue
        while not said[-1]:
            said.pop()
        if len(said) + first_column > limits.columns:
            raise Unreadable(Refusal.COLUMNS)
        if max(map(len, said)) > limits.cell:
            raise Unreadable(Refusal.CELL)
        yield [number, before + said]


def send(rows: Iterator[list[Any]], room: int, say: Say) -> int:
    """Send the rows by batches; how many more there may be."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        room -= 1
        if room < 0:
            raise Unreadable(Refusal.ROWS)
        if len(batch) == BATCH:
            say(["rows", batch])
            batch = []
    if batch:
        say(["rows", batch])
    return room


def read_book(content: bytes, limits: Limits, say: Say) -> None:
    """A workbook, sheet after sheet."""
    if content.startswith(b"PK"):
        refuse_definitions(content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    metadata = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if len(metadata) > limits.sheets:
        raise Unreadable(Refusal.SHEETS)
    room = limits.rows
    for each in metadata:
        sheet = book.get_sheet_by_name(each.name)
        say(["sheet", each.name, each.visible != SheetVisibleEnum.Visible, sheet.total_height])
        if sheet.start is not None:
            room = send(rows_of(sheet.iter_rows(), sheet.start[1], limits), room, say)


def refuse_definitions(content: bytes) -> None:
    """No part of a workbook needs a document type: entities are how a small file grows."""
    with ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue
            with archive.open(part) as opened:
                head = opened.read(PROLOGUE).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Unreadable(Refusal.ENTITIES)


def read_text(content: bytes, limits: Limits, say: Say) -> None:
    """A delimited text: one sheet."""
    say(["sheet", "", False, content.count(b"\n")])
    send(rows_of(lines_of(content, limits.cell), 0, limits), limits.rows, say)


def answer(kind: str, content: bytes, limits: Limits, say: Say) -> None:
    """Read, and say how it ended."""
    try:
        (read_text if kind == "text" else read_book)(content, limits, say)
    except Unreadable as unreadable:
        say(["refused", unreadable.refusal.value])
    except PasswordError:
        say(["refused", Refusal.ENCRYPTED.value])
    except MemoryError:
        say(["refused", Refusal.MEMORY.value])
    except (Exception, BadZipFile):
        say(["refused", Refusal.BROKEN.value])
    else:
        say(["end"])


def main() -> None:
    """Read what stdin asks for."""
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read())
    limits = Limits(**asked["limits"])
    with open(asked["path"], "rb") as file:
        limit(limits)
        content = file.read(limits.bytes_in + 1)
    out = sys.stdout.buffer

    def say(frame: list[Any]) -> None:
        body = encode(frame)
        out.write(struct.pack(">I", len(body)) + body)
        out.flush()

    answer(asked["kind"], content, limits, say)


if __name__ == "__main__":
    main()
