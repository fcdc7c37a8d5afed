"""The slip in each language: sentences with their values set apart, dates written for the language. Pure.

The sentences stand in `texts/`, one file per language, and say the same things; no native reader has reviewed
them yet (docs/pathways.md), so French always stands beside.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facilitator.formats import NBSP, hours
from facilitator.languages.rules import Book, Line, Tongue

BOOK = Book(Path(__file__).with_name("texts"))


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
class Part:
    """A titled part of the slip; the first one has no title but that of the page."""

    title: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Door:
    """Where the person reads her page without an account, and the code that she keeps apart."""

    url: str
    code: str

    def scan(self, tongue: Tongue) -> Line:
        """How to come to the page."""
        return BOOK.line(tongue, "scan", url=self.url)

    def apart(self, tongue: Tongue) -> Line:
        """The code, below the line where the paper is cut."""
        return BOOK.line(tongue, "apart", code=f"{self.code[:3]}{NBSP}{self.code[3:]}")


def parts_of(slip: Slip, tongue: Tongue, title: str = "title") -> tuple[Part, ...]:
    """The slip, part by part; `title` is the key of its title."""
    hello = Part(BOOK.line(tongue, title), (BOOK.line(tongue, "hello", name=slip.name),))
    worked = [BOOK.line(tongue, "validated", hours=hours(slip.validated))]
    if slip.waiting:
        worked.append(BOOK.line(tongue, "declared", hours=hours(slip.waiting)))
    worked.append(BOOK.line(tongue, "counted_on", date=slip.on))
    return (
        hello,
        Part(BOOK.line(tongue, "hours_title"), tuple(worked)),
        Part(BOOK.line(tongue, "next_title"), tuple(_step_lines(slip.step, tongue))),
        Part(BOOK.line(tongue, "call_title"), tuple(_call_lines(slip, tongue))),
    )


def _step_lines(step: NextStep | None, tongue: Tongue) -> list[Line]:
    if step is None:
        return [BOOK.line(tongue, "no_step")]
    found = [BOOK.line(tongue, "step", step=step.title)] if step.title else []
    if step.at:
        found.append(BOOK.line(tongue, "when_at", date=step.on, hour=step.at))
    else:
        found.append(BOOK.line(tongue, "when", date=step.on))
    if step.place:
        found.append(BOOK.line(tongue, "where", place=step.place))
    return found


def _call_lines(slip: Slip, tongue: Tongue) -> list[Line]:
    found = [BOOK.line(tongue, "call", contact=slip.contact)] if slip.contact else []
    if slip.contact and slip.step is not None:
        found.append(BOOK.line(tongue, "cannot"))
    if slip.contact:
        found.append(BOOK.line(tongue, "help"))
    return [*found, BOOK.line(tongue, "yours"), BOOK.line(tongue, "rights")]
