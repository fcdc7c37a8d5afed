"""The slip in each language: sentences with their values set apart, dates written for the language. Pure.

The sentences stand in `texts/`, one file per language, and say the same things; no native reader has reviewed
them yet (docs/pathways.md), so French always stands beside.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date

from facilitator.formats import NBSP, hours
from facilitator.words import Word

TEXTS = Path(__file__).with_name("texts")
VALUE = re.compile(r"\{(\w+)\}")
FOREIGN_DAY = "EEEE d MMMM y"
LATIN = frozenset({"hours", "hour", "contact"})
"""Values that read from left to right whatever stands around: figures and telephone numbers."""
OURS = frozenset({"date"})
"""Values that are written in the language itself."""


class Tongue(Word):
    """The languages of the slip, by the name that their readers know; the value is the tag of the page."""

    FR = "fr", "Français"
    EN = "en", "English"
    AR = "ar", "العربية"
    DARI = "fa-af", "دری"
    PASHTO = "ps", "پښتو"
    TIGRINYA = "ti", "ትግርኛ"
    UKRAINIAN = "uk", "Українська"


@dataclass(frozen=True)
class Language:
    """What a file of sentences holds."""

    name: str
    locale: str
    direction: str
    sentences: Mapping[str, str]


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
class NextStep:
    """A step to come, as the person reads it."""

    title: str
    on: date
    at: str
    place: str


@dataclass(frozen=True)
class Slip:
    """What the slip says, whatever the language. Minutes."""

    name: str
    validated: int
    waiting: int
    on: date
    step: NextStep | None
    contact: str
    """Who to call; '' when nobody is known."""


@dataclass(frozen=True)
class Line:
    """A sentence in the reader's language and in French; both alike when she reads French."""

    own: tuple[Piece, ...]
    french: tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    """A titled part of the slip; the first one has no title but that of the page."""

    title: Line
    lines: tuple[Line, ...]


@cache
def language(tongue: Tongue) -> Language:
    """The sentences of a language."""
    held = tomllib.loads((TEXTS / f"{tongue.replace('-', '_')}.toml").read_text(encoding="utf-8"))
    return Language(**held)


def said_day(on: date, tongue: Tongue) -> str:
    """`lundi 14 décembre 2026` in the language, with the figures of French papers."""
    said = str(format_date(on, FOREIGN_DAY, locale=language(tongue).locale)).replace(" ", NBSP)
    return said.replace(f"{NBSP}1{NBSP}", f"{NBSP}1er{NBSP}") if tongue is Tongue.FR else said


def pieces(tongue: Tongue, key: str, values: Mapping[str, str | date]) -> tuple[Piece, ...]:
    """A sentence in its parts, each value apart."""
    found = []
    for index, text in enumerate(VALUE.split(language(tongue).sentences[key])):
        if index % 2 == 0:
            found.append(Piece(text))
            continue
        value = values[text]
        said = said_day(value, tongue) if isinstance(value, date) else value
        found.append(Piece(said, text))
    return tuple(piece for piece in found if piece.text)


def line(tongue: Tongue, key: str, **values: str | date) -> Line:
    """A sentence in the language, and beside it in French."""
    return Line(pieces(tongue, key, values), pieces(Tongue.FR, key, values))


def parts_of(slip: Slip, tongue: Tongue) -> tuple[Part, ...]:
    """The slip, part by part."""
    hello = Part(line(tongue, "title"), (line(tongue, "hello", name=slip.name),))
    worked = [line(tongue, "validated", hours=hours(slip.validated))]
    if slip.waiting:
        worked.append(line(tongue, "declared", hours=hours(slip.waiting)))
    worked.append(line(tongue, "counted_on", date=slip.on))
    return (
        hello,
        Part(line(tongue, "hours_title"), tuple(worked)),
        Part(line(tongue, "next_title"), tuple(_step_lines(slip.step, tongue))),
        Part(line(tongue, "call_title"), tuple(_call_lines(slip, tongue))),
    )


def _step_lines(step: NextStep | None, tongue: Tongue) -> list[Line]:
    if step is None:
        return [line(tongue, "no_step")]
    found = [line(tongue, "step", step=step.title)]
    if step.at:
        found.append(line(tongue, "when_at", date=step.on, hour=step.at))
    else:
        found.append(line(tongue, "when", date=step.on))
    if step.place:
        found.append(line(tongue, "where", place=step.place))
    return found


def _call_lines(slip: Slip, tongue: Tongue) -> list[Line]:
    found = [line(tongue, "call", contact=slip.contact)] if slip.contact else []
    if slip.contact and slip.step is not None:
        found.append(line(tongue, "cannot"))
    if slip.contact:
        found.append(line(tongue, "help"))
    return [*found, line(tongue, "yours"), line(tongue, "rights")]
