"""Periods of jobs, over every change of clocks."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from facilitator.clock import PARIS
from facilitator.jobs.rules import check_hour, is_late, is_quiet, missed, next_period, period_of

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


def test_a_job_of_the_week_is_due_on_mondays_at_its_hour() -> None:
    sunday = datetime(2027, 3, 7, 23, tzinfo=PARIS)

    assert next_period(7 * 1440, sunday, time(7)) == datetime(2027, 3, 8, 7, tzinfo=PARIS)
    assert period_of(7 * 1440, datetime(2027, 3, 8, 6, 59, tzinfo=PARIS), time(7)) == "2027-03-01"
    assert period_of(7 * 1440, datetime(2027, 3, 8, 7, tzinfo=PARIS), time(7)) == "2027-03-08"
    assert period_of(7 * 1440, datetime(2027, 3, 14, 23, tzinfo=PARIS), time(7)) == "2027-03-08"


@pytest.mark.parametrize("hour", [time(0, 30), time(3, 30), time(7, 30), time(23)], ids=str)
def test_the_next_day_begins_when_it_is_said(hour: time) -> None:
    for quarter in range(0, 24 * 60, 15):
        wall = datetime(2027, 3, 2, quarter // 60, quarter % 60, tzinfo=PARIS)
        following = next_period(1440, wall, hour)
        assert following > wall
        assert following - wall <= timedelta(days=1)
        assert (following.hour, following.minute) == (hour.hour, hour.minute)


@pytest.mark.parametrize("hour", [time(1, 30), time(2, 15), time(3, 29)], ids=str)
def test_no_job_may_begin_in_the_night(hour: time) -> None:
    with pytest.raises(ValueError, match="1:30"):
        check_hour(hour)


def test_what_a_stop_has_missed_is_counted_in_whole_periods() -> None:
    noon = datetime(2027, 3, 1, 12, tzinfo=PARIS)

    assert missed(1440, noon, noon + timedelta(days=1)) is None
    stop = missed(1440, noon, noon + timedelta(days=4))
    assert stop is not None
    assert (stop.first, stop.last, stop.count) == ("2027-03-02", "2027-03-04", 3)
    hourly = missed(60, noon, noon + timedelta(days=1))
    assert hourly is not None
    assert hourly.count == 21  # twenty-two hours are days of work, one of them is now


def test_a_job_is_late_two_periods_after_its_time() -> None:
    noon = datetime(2027, 3, 1, 12, tzinfo=PARIS)

    assert not is_late(60, None, noon)
    assert not is_late(60, noon, noon + timedelta(hours=5))
    assert is_late(60, noon, noon + timedelta(hours=5, minutes=1))
