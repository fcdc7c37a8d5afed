"""How far a forecast falls from the end, on invented lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from clauses.compliance.bench.histories import Life
from clauses.compliance.forecast.rules import USUAL, Habits, forecast


@dataclass(frozen=True)
class Miss:
    """One life: where it ended, what was said, both over its target."""

    ended: Decimal
    said: Decimal
    within: bool
    naive: Decimal
    """What a straight line from the start through today would have said."""

    @property
    def error(self) -> Decimal:
        """How far the forecast was, over the target."""
        return abs(self.said - self.ended)

    @property
    def naive_error(self) -> Decimal:
        """How far the straight line was."""
        return abs(self.naive - self.ended)


def miss_of(life: Life, share: float, habits: Habits = USUAL) -> Miss:
    """Compare what was said after a share of the months with the end."""
    course = life.seen_at(share)
    said, target = forecast(course, habits), Decimal(life.target)
    passed = Decimal(len(course.known)) / len(life.done)
    return Miss(
        life.whole / target,
        said.middle / target,
        said.low <= life.whole <= said.high,
        course.done / passed / target,
    )


def summary(lives: Sequence[Life], share: float) -> dict[str, object]:
    """Medians and coverage at one moment of the lives; errors are shares of the target."""
    found = [miss_of(life, share) for life in lives]
    late = [one for one in found if one.ended < 1]
    return {
        "at": share,
        "lives": len(found),
        "median_error": str(round(median(one.error for one in found), 4)),
        "mean_error": str(round(sum(one.error for one in found) / len(found), 4)),
        "within_band": str(round(Decimal(sum(one.within for one in found)) / len(found), 4)),
        "straight_line_median_error": str(round(median(one.naive_error for one in found), 4)),
        "ended_short": len(late),
        "of_them_foretold": sum(one.said < 1 for one in late),
        "foretold_wrongly": sum(one.said < 1 <= one.ended for one in found),
    }
