"""The timeline on paper: a lane for each worksite, its works and trainings as bands, its events as points.

Lengths are whole units of the drawing; each thing has its line in the list below it, in the same order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.formats import short_month
from worksites.events.calendars.rules import Period, first_of

WIDTH, LEFT, TOP, ROW, GAP = 960, 16, 30, 22, 26
LETTER = 6
"""The width of a letter of a name."""
SITE = "\u00a0: "
"""Between the name of a worksite and its work."""
POINT = timedelta(days=4)
"""The width of a point, on a timeline of nine months."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn: its days, its name, its address; a point when it is an event."""

    label: str
    first: date
    last: date
    url: str
    is_event: bool = False
    kind: str = ""
    """« POEC », « Phase de travaux », « Job dating »."""

    def short(self, width: int) -> str:
        """Its name without what the lane says already, cut to a width of the drawing."""
        label, most = self.label.rpartition(SITE)[2], max(width // LETTER, 1)
        return label if len(label) <= most else f"{label[: most - 1]}…"


@dataclass(frozen=True)
class Lane:
    """What belongs together: the name of a worksite, what is drawn there."""

    label: str
    things: Sequence[Drawn]


@dataclass(frozen=True)
class Shape:
    """A thing on the paper."""

    thing: Drawn
    x: int
    y: int
    width: int


@dataclass(frozen=True)
class Title:
    """The name of a lane, or of a month, and where it stands."""

    label: str
    x: int
    y: int


@dataclass(frozen=True)
class Frieze:
    """The whole drawing."""

    height: int
    lanes: tuple[Title, ...]
    months: tuple[Title, ...]
    shapes: tuple[Shape, ...]
    today: int | None


def frieze(lanes: Iterable[Lane], shown: Period, on: date) -> Frieze:
    """The drawing of some lanes over the days of a page."""
    whole = (shown.last - shown.first).days + 1

    def at(day: date) -> int:
        days = min(max((day - shown.first).days, 0), whole)
        return LEFT + days * (WIDTH - 2 * LEFT) // whole

    titles, shapes, y = [], [], TOP
    for lane in lanes:
        titles.append(Title(lane.label, LEFT, y + 16))
        y += GAP
        for row in rows(lane.things):
            for thing in row:
                width = 12 if thing.is_event else max(6, at(thing.last + timedelta(days=1)) - at(thing.first))
                shapes.append(Shape(thing, at(thing.first), y, width))
            y += ROW
    seen = at(on) if shown.first <= on <= shown.last else None
    return Frieze(y + 8, tuple(titles), tuple(_months(shown, at)), tuple(shapes), seen)


def rows(things: Iterable[Drawn]) -> list[list[Drawn]]:
    """The fewest rows on which nothing touches: bands first, then points; each on the first that is free."""
    found: list[list[Drawn]] = []
    for thing in sorted(things, key=lambda one: (one.is_event, one.first, one.last)):
        row = next((one for one in found if _fits(one[-1], thing)), None)
        if row is None:
            found.append([thing])
        else:
            row.append(thing)
    return found


def _fits(before: Drawn, thing: Drawn) -> bool:
    """Whether a thing may follow on the row: alike, and after it; a point is as wide as some days."""
    takes = POINT if before.is_event else timedelta(0)
    return before.is_event == thing.is_event and before.last + takes < thing.first


def _months(shown: Period, at: Callable[[date], int]) -> Iterator[Title]:
    month = first_of(shown.first)
    while month <= shown.last:
        yield Title(short_month(month), at(month), 14)
        month = first_of(month, 1)
