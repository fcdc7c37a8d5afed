"""Where one provider would train for several trades at once: its rooms are counted trade by trade."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Training:
    """A cohort of a plan: who trains, for which trade, when."""

    provider: str
    trade: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Together:
    """The day when a provider would hold cohorts of most trades at once, and these."""

    provider: str
    day: date
    until: date
    """The last day before one of them ends."""
    trades: tuple[str, ...]


def together(trainings: Iterable[Training]) -> list[Together]:
    """For each provider that would hold cohorts of two trades or more at once, the day of most of them."""
    mine: dict[str, list[Training]] = defaultdict(list)
    for one in trainings:
        mine[one.provider].append(one)
    found = (_fullest(provider, rows) for provider, rows in sorted(mine.items()))
    return [one for one in found if len(one.trades) > 1]


def _fullest(provider: str, rows: list[Training]) -> Together:
    days = [_on(provider, rows, one.starts_on) for one in sorted(rows, key=lambda row: row.starts_on)]
    return max(days, key=lambda one: (len(one.trades), -one.day.toordinal()))


def _on(provider: str, rows: list[Training], day: date) -> Together:
    here = [one for one in rows if one.starts_on <= day <= one.ends_on]
    trades = sorted({one.trade for one in here})
    return Together(provider, day, min(one.ends_on for one in here), tuple(trades))
