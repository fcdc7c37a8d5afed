"""The cells of a sent file as they wait for their confirmation: packed, without what may not be kept."""

import zlib

import msgspec

from clauses.hours.workbooks.entries import without_nir
from facilitator.exchange.sheets.rules import Row, Sheet, Sheets


def pack(sheets: Sheets) -> bytes:
    """The visible sheets; a cell that looks like a social-security number is emptied first."""
    held = [[sheet.name, [[row.number, without_nir(row.cells)] for row in sheet.rows]] for sheet in sheets]
    return zlib.compress(msgspec.msgpack.encode(held), 3)


def unpack(content: bytes) -> list[Sheet]:
    """The sheets again."""
    held = msgspec.msgpack.decode(zlib.decompress(content)) if content else []
    return [Sheet(name, False, [Row(number, cells) for number, cells in rows]) for name, rows in held]
