"""Sentences in the languages of those who read them, their values set apart, dates written for them. Pure.

A room keeps its sentences in a folder, one file a language (`fr.toml`, `fa_af.toml`), the same keys in each.
No native reader has reviewed them yet (docs/pathways.md), so French always stands beside.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date

from facilitator.formats import NBSP
from facilitator.words import Word

VALUE = re.compile(r"\{(\w+)\}")
FOREIGN_DAY = "EEEE d MMMM y"
LATIN = frozenset({"hours", "hour", "until", "contact", "phone", "count", "code", "url"})
"""Values that read from left to right whatever stands around: figures, addresses, telephone numbers."""
OURS = frozenset({"date", "code", "url"})
"""Values that are written in the language itself."""


class Tongue(Word):
    """The languages of those we write to, by the name that they know; the value is the tag of the page."""

    FR = "fr", "Français"
    EN = "en", "English"
    AR = "ar", "العربية"
    DARI = "fa-af", "دری"
    PASHTO = "ps", "پښتو"
    TIGRINYA = "ti", "ትግርኛ"
    UKRAINIAN = "uk", "Українська"

    @property
    def locale(self) -> str:
        """How its dates are written (CLDR)."""
        return LOCALES[self]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self in RIGHT_TO_LEFT else "ltr"


LOCALES = {
    Tongue.FR: "fr",
    Tongue.EN: "en_GB",
    Tongue.AR: "ar",
    Tongue.DARI: "fa_AF",
    Tongue.PASHTO: "ps",
    Tongue.TIGRINYA: "ti",
    Tongue.UKRAINIAN: "uk",
}
RIGHT_TO_LEFT = frozenset({Tongue.AR, Tongue.DARI, Tongue.PASHTO})


def tongue_of(tag: str | None) -> Tongue:
    """The language of a tag; French for none, or for one that is not spoken here."""
    return Tongue(tag) if tag in list(Tongue) else Tongue.FR


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: words, or a value to be set apart from the direction of what is around."""

    text: str
    value: str = ""
    """The name of the value; '' for words."""

    @property
    def direction(self) -> str:
        """`ltr` for figures and numbers; '' where the value itself tells."""
        return "ltr" if self.value in LATIN else ""

    @property
    def is_french(self) -> bool:
        """Whether it is what somebody typed in French."""
        return bool(self.value) and self.value not in OURS


@dataclass(frozen=True)
class Line:
    """A sentence in the reader's language and in French; both alike when she reads French."""

    own: tuple[Piece, ...]
    french: tuple[Piece, ...]


@dataclass(frozen=True)
class Book:
    """The sentences of a room: a folder with one file a language."""

    folder: Path

    def sentences(self, tongue: Tongue) -> Mapping[str, str]:
        """What it says in a language, by key."""
        return read(self.folder / f"{tongue.replace('-', '_')}.toml")

    def line(self, tongue: Tongue, key: str, **values: str | date) -> Line:
        """A sentence in the language, and beside it in French."""
        french = pieces(Tongue.FR, self.sentences(Tongue.FR)[key], values)
        return Line(pieces(tongue, self.sentences(tongue)[key], values), french)


@cache
def read(file: Path) -> Mapping[str, str]:
    """The sentences of a file, by key."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def plain(said: tuple[Piece, ...]) -> str:
    """A sentence as plain text."""
    return "".join(piece.text for piece in said)


def said_day(on: date, tongue: Tongue) -> str:
    """`lundi 14 décembre 2026` in the language, with the figures of French papers."""
    said = str(format_date(on, FOREIGN_DAY, locale=tongue.locale)).replace(" ", NBSP)
    return said.replace(f"{NBSP}1{NBSP}", f"{NBSP}1er{NBSP}") if tongue is Tongue.FR else said


def pieces(tongue: Tongue, sentence: str, values: Mapping[str, str | date]) -> tuple[Piece, ...]:
    """A sentence in its parts, each value apart."""
    found = []
    for index, text in enumerate(VALUE.split(sentence)):
        if index % 2 == 0:
            found.append(Piece(text))
            continue
        value = values[text]
        said = said_day(value, tongue) if isinstance(value, date) else value
        found.append(Piece(said, text))
    return tuple(piece for piece in found if piece.text)
