"""What the page of a plan shows: its cohorts by rank, its trades, its shortfalls, its drawing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from facilitator.formats import NBSP, plural
from geiq.planning.models import CohortPlan, PlanShortfall
from geiq.planning.plans.exports import LackRow, TradeRow
from geiq.planning.plans.sharing_rules import Together, Training, together
from geiq.planning.plans.timeline_rules import Span, Timeline, timeline
from geiq.planning.rules import Bend

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class CohortRow:
    """A planned cohort, its rank in the drawing, whether it was pinned."""

    rank: int
    row: Any
    is_pinned: bool


@dataclass(frozen=True)
class Sheet:
    """All of it."""

    cohorts: list[CohortRow]
    trades: list[TradeRow]
    lacks: list[LackRow]
    drawing: Timeline
    kept: int
    """Trades whose answer the last calculation kept."""
    shared: list[Together]
    """The providers that would train for several trades at once."""

    @property
    def redone(self) -> str:
        """After the day of the calculation: what of it is of that day."""
        if not self.kept:
            return ""
        again = len(self.trades) - self.kept
        said = plural(again, "métier calculé", "métiers calculés") if again else "aucun métier calculé"
        return f"{NBSP}: {said} de nouveau, {plural(self.kept, 'gardé tel quel', 'gardés tels quels')}"

    @property
    def needed(self) -> int:
        """People-weeks to cover."""
        return sum(row.needed for row in self.trades)

    @property
    def lacking(self) -> int:
        """People-weeks that nobody covers."""
        return sum(row.lacking for row in self.trades)

    @property
    def least(self) -> int:
        """People-weeks that no plan could cover."""
        return sum(row.least for row in self.trades)


def sheet_of(plan: CohortPlan, on: date) -> Sheet:
    """What is shown of a plan."""
    pins = {(bend.capacity_id, bend.week) for bend in plan.bends if bend.bend is Bend.PIN}
    cohorts = [
        CohortRow(rank, row, (row.capacity_id, row.starts_on) in pins)
        for rank, row in enumerate(plan.cohorts, 1)
    ]
    spans = [
        Span(one.row.information_by, one.row.starts_on, one.row.ends_on, one.is_pinned) for one in cohorts
    ]
    return Sheet(
        cohorts,
        [TradeRow(*told) for told in plan.trades],
        list(gathered(plan.shortfalls)),
        timeline(plan.starts_on, plan.weeks, spans, on),
        plan.kept,
        together(
            Training(row.capacity.organisation.name, row.capacity.trade, row.starts_on, row.ends_on)
            for row in plan.cohorts
        ),
    )


def gathered(lacks: Iterable[PlanShortfall]) -> Iterator[LackRow]:
    """Weeks on end with the same reason, as one row."""
    run: list[PlanShortfall] = []
    for lack in sorted(lacks, key=lambda one: (one.trade, one.week)):
        if run and not _follows(run[-1], lack):
            yield _row(run)
            run = []
        run.append(lack)
    if run:
        yield _row(run)


def _follows(before: PlanShortfall, lack: PlanShortfall) -> bool:
    same = (before.trade, before.reason) == (lack.trade, lack.reason)
    return same and lack.week - before.week <= 2 * WEEK


def _row(run: list[PlanShortfall]) -> LackRow:
    return LackRow(
        run[0].trade,
        run[0].week,
        run[-1].week,
        max(one.people for one in run),
        sum(one.people for one in run),
        run[0].reason,
    )
