"""What a letter says, in the language of its reader with French beside. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.languages.rules import Line, Tongue
from worksites.events.guests.link_rules import shown_code
from worksites.events.guests.saying_rules import BOOK, Saying, Told, about, call, title_of


@dataclass(frozen=True)
class Letter:
    """One letter: to whom, in which language, what it says."""

    name: str
    tongue: Tongue
    title: Line
    event: str
    lines: tuple[Line, ...]
    code: str


def letter_of(name: str, tongue: Tongue, told: Told, code: str, page: str) -> Letter:
    """The letter of a guest."""
    lines = tuple(_lines(told, tongue, code, page))
    return Letter(name, tongue, title_of(Saying.INVITED, tongue), told.title, lines, shown_code(code))


def _lines(told: Told, tongue: Tongue, code: str, page: str) -> Iterator[Line]:
    yield from about(told, tongue)
    yield BOOK.line(tongue, "choose" if told.has_slots else "say")
    yield BOOK.line(tongue, "free")
    yield BOOK.line(tongue, "code_page", url=page)
    yield BOOK.line(tongue, "code_type", code=shown_code(code))
    yield from call(told, tongue)
