"""What a paper says, whatever shows it: a page, or a PDF. Plain text only, already in French."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import msgspec


@dataclass(frozen=True)
class Table:
    """Rows of text below their headings; the first column heads each row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    """How many columns hold words; the others hold figures."""
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a paper."""

    heading: str
    text: tuple[str, ...] = ()
    table: Table | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A paper. `on` is its day: what a PDF says of its birth, whenever it is made."""

    title: str
    author: str
    on: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    code: str = ""
    """What its QR code holds (an address), '' when it has none."""
    code_said: str = ""
    """The same for whoever does not scan it."""


def canonical(held: object) -> bytes:
    """The one way to write data: JSON, keys in order, UTF-8."""
    return msgspec.json.encode(held, order="sorted")


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def spoken(fingerprint_of: str, size: int = 8) -> str:
    """A fingerprint in groups, to be read aloud."""
    return " ".join(fingerprint_of[at : at + size] for at in range(0, len(fingerprint_of), size))


def add_up(rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The sum of each column."""
    return tuple(map(sum, zip(*rows, strict=True)))
