"""The burn-up of a clause: its figures month by month, and where they stand on the paper.

The drawing is made from the same rows as the table below it. Lengths are whole units of the drawing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clauses.compliance.forecast.rules import curve
from clauses.compliance.standing.rules import ClauseFacts, Conclusion
from clauses.hours.ledger.rules import last_of, months

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 112, 16, 36
"""Margins: the figures of the axis on the left, the names of the lines on the right."""
STEPS = (1, 2, 5)
MOST_ROWS = 36
"""Rows of the table below the drawing: three years of months."""
PERIODS = (1, 3, 6, 12)
"""Months between two rows."""
MOST_TICKS = 6
LABEL_HEIGHT = 15
"""Two names of lines never stand closer."""


@dataclass(frozen=True)
class Row:
    """The figures at the end of a month, in minutes; None where nothing can be said."""

    on: date
    target: int
    expected: int
    declared: int | None = None
    counted: int | None = None
    low: int | None = None
    middle: int | None = None
    high: int | None = None


def rows_of(facts: ClauseFacts, found: Conclusion, most: int | None = None) -> list[Row]:
    """The rows of one clause, from its start to its end (or to the day, when it is over); with `most`, those
    of its table alone (`shown_of`).
    """
    on, course = found.progress.on, facts.course
    said = {point.on: point for point in curve(course, found.forecast)}
    told = {one.month: one for one in facts.months}
    declared = counted = 0
    rows = []
    first = min((one.month for one in facts.months), default=facts.starts_on)
    every = list(months(min(first, facts.starts_on), facts.ends_on))
    ends = [min(last_of(month), facts.ends_on) for month in every]
    known = [last for month, last in zip(every, ends, strict=True) if month <= on]
    kept = set(ends) if most is None else kept_of(ends, known, most)
    for month, last in zip(every, ends, strict=True):
        one = told.get(month)
        declared += one.declared if one else 0
        counted += one.counted if one else 0
        if last not in kept:
            continue
        past, point = month <= on, said.get(last)
        rows.append(
            Row(
                last,
                facts.due_at(last),
                course.schedule.expected_at(last),
                declared if past else None,
                counted if past else None,
                point.low if point else None,
                point.middle if point else None,
                point.high if point else None,
            )
        )
    return rows


def together(parts: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows of several clauses as one: at each month end, the sum of what each says then or said last."""
    if len(parts) == 1:
        return list(parts[0])
    days = sorted({row.on.replace(day=1) for rows in parts for row in rows})
    capped = [_capped(rows) for rows in parts]
    return [_sum(month, [_at(rows, month) for rows in capped]) for month in days]


def _capped(rows: Sequence[Row]) -> list[Row]:
    """What a clause is foretold beyond its own target fills no other."""
    top = max(rows[-1].target, max(row.declared or 0 for row in rows))
    return [
        row
        if row.low is None or row.middle is None or row.high is None
        else replace(row, low=min(row.low, top), middle=min(row.middle, top), high=min(row.high, top))
        for row in rows
    ]


def _at(rows: Sequence[Row], month: date) -> Row | None:
    begun = [row for row in rows if row.on.replace(day=1) <= month]
    return begun[-1] if begun else None


def _sum(month: date, rows: Sequence[Row | None]) -> Row:
    present = [row for row in rows if row is not None]

    def add(getter: Callable[[Row], int | None]) -> int | None:
        said = [getter(row) for row in present]
        known = [one for one in said if one is not None]
        return sum(known) if known else None

    foretold = any(row.middle is not None for row in present)

    def reach(getter: Callable[[Row], int | None]) -> int | None:
        if not foretold:
            return None
        return sum(one if (one := getter(row)) is not None else (row.declared or 0) for row in present)

    return Row(
        last_of(month),
        sum(row.target for row in present),
        sum(row.expected for row in present),
        add(lambda row: row.declared),
        add(lambda row: row.counted),
        reach(lambda row: row.low),
        reach(lambda row: row.middle),
        reach(lambda row: row.high),
    )


def shown_of(rows: Sequence[Row], most: int = MOST_ROWS) -> list[Row]:
    """The rows of the table: each month, or the ends of quarters, of half-years, of years when there are more
    than `most`; the last known month and the last row are always there.

    Figures add up from the start, so that a row that is left out takes nothing from those that stay.
    """
    kept = kept_of([row.on for row in rows], [row.on for row in rows if row.declared is not None], most)
    return [row for row in rows if row.on in kept]


def kept_of(ends: Sequence[date], known: Sequence[date], most: int) -> set[date]:
    """Of the ends of months, those that a table of so many rows shows."""
    every = next((each for each in PERIODS if len(ends) <= most * each), PERIODS[-1])
    return {end for end in ends if end.month % every == 0} | {*ends[-1:], *known[-1:]}


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, and which value (minutes, or a day)."""

    at: int
    minutes: int = 0
    day: date | None = None


@dataclass(frozen=True)
class Label:
    """The name of a line at its end: `name` is its word, `at` its height."""

    name: str
    at: int


@dataclass(frozen=True)
class Drawing:
    """Paths of the lines as SVG writes them (`M0 0L10 5`), '' for a line without points."""

    target: str
    expected: str
    declared: str
    counted: str
    middle: str
    band: str
    dots: tuple[tuple[int, int], ...]
    today: int | None
    hours: tuple[Tick, ...]
    days: tuple[Tick, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Scale:
    """From days and minutes to the paper."""

    first: date
    last: date
    top: int

    def x(self, day: date) -> int:
        """Across."""
        width, length = WIDTH - LEFT - RIGHT, (self.last - self.first).days or 1
        return LEFT + width * max(0, (min(day, self.last) - self.first).days) // length

    def y(self, minutes: int) -> int:
        """Down: zero stands at the bottom."""
        height = HEIGHT - TOP - BOTTOM
        return HEIGHT - BOTTOM - height * minutes // (self.top or 1)

    def path(self, points: Sequence[tuple[date, int]]) -> str:
        """A line through the points."""
        return "".join(
            f"{'L' if index else 'M'}{self.x(day)} {self.y(minutes)}"
            for index, (day, minutes) in enumerate(points)
        )

    def stairs(self, points: Sequence[tuple[date, int]]) -> str:
        """A line that steps up or down at each change."""
        found, before = [], None
        for day, minutes in points:
            if before is not None and before != minutes:
                found.append((day, before))
            found.append((day, minutes))
            before = minutes
        return self.path(found)


def tick_step(top: int) -> int:
    """Minutes between two marks of the axis: 1, 2 or 5 times a power of ten hours, six marks at most."""
    power = 60
    while True:
        for step in STEPS:
            if step * power * MOST_TICKS >= top:
                return step * power
        power *= 10


def draw(rows: Sequence[Row], starts_on: date, on: date) -> Drawing:
    """The drawing of some rows; there is at least one."""
    highest = max(max(row.target, row.expected, row.declared or 0, row.high or 0) for row in rows)
    step = tick_step(max(highest, 60))
    top = -(-max(highest, 60) // step) * step
    scale = Scale(starts_on, rows[-1].on, top)
    known = [row for row in rows if row.declared is not None]
    start = [(starts_on, 0)]
    declared = start + [(row.on, row.declared or 0) for row in known]
    counted = start + [(row.on, row.counted or 0) for row in known]
    said = [row for row in rows if row.middle is not None]
    origin = declared[-1]
    middle = [origin, *((row.on, row.middle or 0) for row in said if row.on > origin[0])]
    return Drawing(
        target=scale.stairs([(starts_on, rows[0].target), *((row.on, row.target) for row in rows)]),
        expected=scale.path(start + [(row.on, row.expected) for row in rows]),
        declared=scale.path(declared),
        counted=scale.path(counted),
        middle=scale.path(middle) if len(middle) > 1 else "",
        band=_band(scale, origin, said),
        dots=tuple((scale.x(day), scale.y(minutes)) for day, minutes in counted[1:]),
        today=scale.x(on) if starts_on <= on <= rows[-1].on else None,
        hours=tuple(Tick(scale.y(minutes), minutes) for minutes in range(0, top + 1, step)),
        days=tuple(_days(scale, rows)),
        labels=_labels(scale, rows, counted, declared, middle),
    )


def _band(scale: Scale, origin: tuple[date, int], said: Sequence[Row]) -> str:
    coming = [row for row in said if row.on > origin[0]]
    if not coming:
        return ""
    above = [origin, *((row.on, row.high or 0) for row in coming)]
    below = [(row.on, row.low or 0) for row in reversed(coming)]
    return scale.path([*above, *below]) + "Z"


def _days(scale: Scale, rows: Sequence[Row]) -> Iterator[Tick]:
    every = -(-len(rows) // MOST_TICKS)
    for row in rows[::every]:
        yield Tick(scale.x(row.on), day=row.on)


def _labels(
    scale: Scale,
    rows: Sequence[Row],
    counted: Sequence[tuple[date, int]],
    declared: Sequence[tuple[date, int]],
    middle: Sequence[tuple[date, int]],
) -> tuple[Label, ...]:
    """The names of the lines at their ends on the right, pushed apart where they would touch."""
    ends = [("target", rows[-1].target), ("expected", rows[-1].expected)]
    if len(middle) > 1:
        ends.append(("forecast", middle[-1][1]))
    if counted[-1][0] == rows[-1].on:
        ends += [("counted", counted[-1][1]), ("declared", declared[-1][1])]
    placed: list[Label] = []
    for name, minutes in sorted(ends, key=lambda end: -end[1]):
        at = scale.y(minutes)
        if placed:
            at = max(at, placed[-1].at + LABEL_HEIGHT)
        placed.append(Label(name, at))
    return tuple(placed)
