"""When a company is asked for a month: one statement a month, but one asking a reporting period.

The clause says how often hours are reported (by month, by quarter, at the end); the months of a
period are asked together once it is over, and are due on the same day.
"""

from dataclasses import dataclass
from datetime import date

from clauses.contracts.rules import ReportingPeriod
from clauses.hours.ledger.rules import DEFAULT_DUE_DAY, first_of, last_of, next_month
from facilitator.formats import month as month_of

QUARTERS = ("1er", "2e", "3e", "4e")


def last_month(period: ReportingPeriod, month: date, ends_on: date | None) -> date:
    """The last month that is asked together with a month: its own, that of its civil quarter, or that of
    the end of the contract (its own when no end is known, or when it has passed)."""
    last = first_of(month)
    if period is ReportingPeriod.QUARTERLY:
        return last.replace(month=last.month + (-last.month % 3))
    if period is ReportingPeriod.END and ends_on is not None:
        return max(last, first_of(ends_on))
    return last


def due_on(period: ReportingPeriod, month: date, ends_on: date | None, day: int = DEFAULT_DUE_DAY) -> date:
    """The last day to declare a month: a day of the month after the period that holds it."""
    after = next_month(last_month(period, month, ends_on))
    return after.replace(day=min(day, last_of(after).day))


def is_asked(month: date, due: date, on: date) -> bool:
    """Whether a month is asked on a day: its period is over, the month of its due day has begun. Before,
    it may be filled, but nobody waits for it."""
    return month < first_of(on) and first_of(due) <= on


@dataclass(frozen=True, order=True)
class Asking:
    """What is asked at once: a month, a civil quarter, or a whole contract up to its last month."""

    last: date
    period: ReportingPeriod = ReportingPeriod.MONTHLY

    @property
    def said(self) -> str:
        """`octobre 2026`, `4e trimestre 2026`, `marché, jusqu’à octobre 2027`."""
        if self.period is ReportingPeriod.QUARTERLY:
            return f"{QUARTERS[self.last.month // 3 - 1]} trimestre {self.last.year}"
        if self.period is ReportingPeriod.END:
            return f"marché, jusqu’à {month_of(self.last)}"
        return month_of(self.last)

    @property
    def of_it(self) -> str:
        """`d’octobre 2026`, `du 4e trimestre 2026`, `du marché, jusqu’à octobre 2027`."""
        if self.period is ReportingPeriod.MONTHLY:
            return f"{'d’' if self.said[0] in 'ao' else 'de '}{self.said}"
        return f"du {self.said}"


def asking(period: ReportingPeriod, month: date, ends_on: date | None) -> Asking:
    """With what a month is asked. At the end of a contract without a known end: by itself."""
    if period is ReportingPeriod.END and ends_on is None:
        period = ReportingPeriod.MONTHLY
    return Asking(last_month(period, month, ends_on), period)
