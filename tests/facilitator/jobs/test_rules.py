"""Periods of jobs, over every change of clocks."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.clock import PARIS
from facilitator.jobs.rules import is_quiet, next_period, period_of

# The last Sundays of March and October: the nights when Paris skips or repeats an hour.
CHANGES = [
    max(
        date(year, month, 31) - timedelta(days=back)
        for back in range(7)
        if (date(year, month, 31) - timedelta(days=back)).weekday() == 6
    )
    for year in range(2026, 2041)
    for month in (3, 10)
]


def minutes_around(day: date) -> list[datetime]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=12)
    return [(start + timedelta(minutes=minute)).astimezone(PARIS) for minute in range(48 * 60)]


@pytest.mark.parametrize("day", CHANGES, ids=str)
def test_a_night_of_changing_clocks_repeats_no_period(day: date) -> None:
    for minutes in (1, 15, 60, 1440):
        runs: list[str] = []
        for at in minutes_around(day):
            period = period_of(minutes, at)
            if period is not None and (not runs or runs[-1] != period):
                runs.append(period)
        assert max(Counter(runs).values()) == 1


@pytest.mark.parametrize("day", CHANGES, ids=str)
def test_nothing_is_due_between_half_past_one_and_half_past_three(day: date) -> None:
    for at in minutes_around(day):
        quiet = (1, 30) <= (at.hour, at.minute) < (3, 30)
        assert is_quiet(at) is quiet
        assert (period_of(5, at) is None) is quiet


def test_a_daily_job_is_due_from_half_past_three() -> None:
    evening = datetime(2027, 3, 1, 23, 50, tzinfo=PARIS)

    assert period_of(1440, evening) == period_of(1440, datetime(2027, 3, 2, 1, 0, tzinfo=PARIS))
    assert period_of(1440, datetime(2027, 3, 2, 3, 30, tzinfo=PARIS)) == "2027-03-02"
    assert next_period(1440, evening) == datetime(2027, 3, 2, 3, 30, tzinfo=PARIS)


def test_a_weekly_job_has_one_period_a_week() -> None:
    start = datetime(2027, 3, 1, 12, tzinfo=PARIS)

    assert len({period_of(7 * 1440, start + timedelta(days=day)) for day in range(70)}) in (10, 11)


def test_the_next_run_jumps_over_the_quiet_hours() -> None:
    assert next_period(1, datetime(2027, 3, 2, 1, 29, 30, tzinfo=PARIS)) == datetime(
        2027, 3, 2, 3, 30, tzinfo=PARIS
    )
