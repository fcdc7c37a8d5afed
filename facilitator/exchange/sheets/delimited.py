"""Delimited text: its encoding and its delimiter are guessed, then its lines are read."""

import csv
from collections.abc import Iterator

from facilitator.exchange.sheets.rules import Refusal, Unreadable

DELIMITERS = ";\t,|"
LOOKED_AT = 30
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CONTROLS = frozenset(map(chr, {*range(32), 127} - {9, 10, 11, 12, 13}))


def decoded(content: bytes) -> str:
    """The text, whatever wrote it: UTF-8, UTF-16, or the old Windows encoding.

    Raises `Unreadable` when it is no text.
    """
    try:
        text = content.decode(encoding_of(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if CONTROLS & set(text[:100_000]):
        raise Unreadable(Refusal.FOREIGN)
    return text


def encoding_of(content: bytes) -> str:
    """By its byte-order mark, else by where its zero bytes stand, else UTF-8."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return name
    head = content[:200]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) // 4 else "utf-8"


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first lines into the most columns, most evenly."""
    lines = [line for line in text[:50_000].splitlines()[:LOOKED_AT] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=evenness)


def lines_of(content: bytes, cell_limit: int) -> Iterator[list[str]]:
    """The cells of each line."""
    text = decoded(content)
    csv.field_size_limit(cell_limit + 1)
    try:
        yield from csv.reader(text.splitlines(keepends=True), delimiter=delimiter_of(text))
    except csv.Error as error:
        refusal = Refusal.CELL if "field limit" in str(error) else Refusal.BROKEN
        raise Unreadable(refusal) from error
