"""Where a labour-need curve stands on the paper: one column a week, its trades one upon the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clauses.compliance.chart.rules import BOTTOM, HEIGHT, LEFT, MOST_TICKS, TOP, WIDTH, Tick, tick_step
from worksites.sites.needs.rules import Curve, WeekRow

RIGHT = 16
"""The names of the series stand below, not beside."""
GAP = 1
"""Between two columns."""


@dataclass(frozen=True)
class Layer:
    """The columns of a series as one path; its rank gives its pattern, from 1."""

    rank: int
    name: str
    minutes: int
    path: str


@dataclass(frozen=True)
class NeedDrawing:
    """The layers from the ground up, the line of the insertion need ('' for none), the marks of the axes."""

    layers: tuple[Layer, ...]
    insertion: str
    today: int | None
    hours: tuple[Tick, ...]
    weeks: tuple[Tick, ...]


def draw_needs(curve: Curve, on: date) -> NeedDrawing:
    """The drawing of a curve; there is at least one week."""
    rows = curve.rows
    highest = max(60, *(max(row.minutes, row.insertion) for row in rows))
    step = tick_step(highest)
    top = -(-highest // step) * step
    edges = [LEFT + (WIDTH - LEFT - RIGHT) * rank // len(rows) for rank in range(len(rows) + 1)]
    return NeedDrawing(
        tuple(_layers(curve, rows, edges, top)),
        _stairs(rows, edges, top) if any(row.insertion for row in rows) else "",
        _today(rows, edges, on),
        tuple(Tick(_y(minutes, top), minutes) for minutes in range(0, top + 1, step)),
        tuple(_ticks(rows, edges)),
    )


def _y(minutes: int, top: int) -> int:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * minutes // top


def _layers(curve: Curve, rows: Sequence[WeekRow], edges: Sequence[int], top: int) -> list[Layer]:
    """The series one upon the other: each column begins where the one below ended, to the same pixel."""
    ground, found = [0] * len(rows), []
    for rank, name in enumerate(curve.series, 1):
        path, total = [], 0
        for index, row in enumerate(rows):
            minutes = row.parts.get(name, 0)
            if not minutes:
                continue
            low, high = _y(ground[index], top), _y(ground[index] + minutes, top)
            ground[index] += minutes
            total += minutes
            wide = max(1, edges[index + 1] - edges[index] - GAP)
            path.append(f"M{edges[index]} {low}V{high}h{wide}V{low}Z")
        found.append(Layer(rank, name, total, "".join(path)))
    return found


def _stairs(rows: Sequence[WeekRow], edges: Sequence[int], top: int) -> str:
    parts = [f"M{edges[0]} {_y(rows[0].insertion, top)}"]
    for index, row in enumerate(rows):
        parts.append(f"V{_y(row.insertion, top)}H{edges[index + 1]}")
    return "".join(parts)


def _today(rows: Sequence[WeekRow], edges: Sequence[int], on: date) -> int | None:
    return next((edges[index] for index, row in enumerate(rows) if 0 <= (on - row.week).days < 7), None)


def _ticks(rows: Sequence[WeekRow], edges: Sequence[int]) -> list[Tick]:
    every = -(-len(rows) // MOST_TICKS)
    return [Tick(edges[index], day=row.week) for index, row in enumerate(rows)][::every]
