"""Working days in France: Monday to Friday, public holidays excepted.

The public holidays are those of the Code du travail (L3133-1), from the library `holidays`; Alsace-Moselle
and overseas ones are not counted.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year."""
    return frozenset(holidays.country_holidays("FR", years=year))


def is_working(day: date) -> bool:
    """Whether it is a working day (« jour ouvré »)."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def days(start: date, end: date) -> Iterator[date]:
    """Each day from one to the other, both included; none when the end comes first."""
    while start <= end:
        yield start
        start += ONE_DAY


def working_days(start: date, end: date) -> int:
    """How many working days a span holds, both ends included; 0 when it ends before it starts."""
    if end < start:
        return 0
    weeks, rest = divmod((end - start).days + 1, 7)
    weekdays = weeks * 5 + sum(1 for offset in range(rest) if (start.weekday() + offset) % 7 < SATURDAY)
    lost = sum(
        1
        for year in range(start.year, end.year + 1)
        for day in public_holidays(year)
        if start <= day <= end and day.weekday() < SATURDAY
    )
    return weekdays - lost


@lru_cache(maxsize=10_000)
def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and with `end`: how late something due on `start` is on `end`."""
    return working_days(start + ONE_DAY, end)


def add_working_days(day: date, count: int) -> date:
    """The day so many working days after another (before it, when negative); `0` gives the day itself."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working(day)
    return day
