"""A week that straddles two months is shared by working day, in whole minutes that sum exactly."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from clauses.contracts.commitments.rules import split
from clauses.hours.ledger.rules import first_of, last_of, months
from clauses.hours.workbooks.rules import Period
from facilitator.formats import day, hours
from facilitator.formats import month as named

SATURDAY = 5
month_of = lru_cache(maxsize=4096)(first_of)
"""The first day of the month; the same days come back on every row."""


def days(period: Period) -> Iterator[date]:
    """Every day of a period."""
    for index in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=index)


def working_days(period: Period, month: date) -> int:
    """Days of a period that fall in a month, Saturdays and Sundays left out."""
    return sum(each.weekday() < SATURDAY for each in days(period) if first_of(each) == month)


def shares(period: Period, minutes: int) -> list[tuple[date, int]]:
    """The minutes of a period, month by month, in proportion to its working days in each.

    A period without any working day (a week-end) is shared by days.
    """
    month = month_of(period.first)
    if period.last.month == month.month and period.last.year == month.year:
        return [(month, minutes)]
    met = list(months(period.first, period.last))
    weights = [working_days(period, each) for each in met]
    if not any(weights):
        weights = [sum(first_of(one) == each for one in days(period)) for each in met]
    parts = split(minutes, weights)
    return [(each, part) for each, part, weight in zip(met, parts, weights, strict=True) if weight]


def told(period: Period, minutes: int) -> str:
    """How a period was shared, as a sentence; '' when it stands within one month."""
    parts = shares(period, minutes)
    if len(parts) == 1 and first_of(period.first) == first_of(period.last):
        return ""
    said = [
        f"{hours(part)} pour {count} jour{'s' if count > 1 else ''} en {named(month)}"
        for month, part in parts
        for count in (working_days(period, month) or last_of(month).day,)
    ]
    return f"{hours(minutes)} du {day(period.first)} au {day(period.last)} : {', '.join(said)}."
