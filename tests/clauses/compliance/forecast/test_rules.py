"""The forecast: worked figures, and laws that hold for any life of a clause."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.bench.forecast_measures import summary
from clauses.compliance.bench.histories import lives
from clauses.compliance.forecast.rules import (
    FULL_TIME_DAY,
    USUAL,
    Course,
    Hire,
    Known,
    curve,
    forecast,
    renewal_of,
    start_by,
)
from clauses.compliance.schedule.rules import Calendar, Closing, Plan, Schedule, layers_of

START, END = date(2026, 1, 1), date(2026, 12, 31)
HOUR = 60


def course(target=800 * HOUR, known=(), hires=(), closings=(), plan=None, start=START, end=END):
    schedule = Schedule(layers_of(target, (), start, end), Calendar(closings), plan)
    return Course(start, end, schedule, tuple(known), tuple(hires))


def regular(minutes, last, start=START):
    return [Known(date(start.year, month, 1), minutes) for month in range(1, last + 1)]


def test_a_regular_pace_goes_on():
    said = forecast(course(known=regular(60 * HOUR, 6)))
    assert said.done == 360 * HOUR
    assert 690 * HOUR <= said.middle <= 760 * HOUR
    assert said.low < said.middle < said.high
    assert said.missing == 440 * HOUR


def test_a_finished_clause_is_forecast_at_what_it_did():
    said = forecast(course(known=regular(50 * HOUR, 12)))
    assert (said.low, said.middle, said.high) == (600 * HOUR,) * 3
    assert said.share == Decimal("0.75")


def test_a_month_nobody_declared_is_not_a_month_without_hours():
    told = regular(60 * HOUR, 6)
    zero = [*told[:3], Known(date(2026, 4, 1), 0), *told[4:]]
    silent = [*told[:3], *told[4:]]
    assert forecast(course(known=silent)).middle > forecast(course(known=zero)).middle


def test_the_closing_weeks_to_come_take_hours_away():
    known = regular(60 * HOUR, 6)
    assert (
        forecast(course(known=known, closings=(Closing(32, 3),))).middle
        < forecast(course(known=known)).middle
    )


def test_somebody_who_leaves_takes_hours_away_and_somebody_who_comes_brings_some():
    known = regular(100 * HOUR, 6)
    stays = Hire(35 * HOUR, START)
    leaves = replace(stays, ends_on=date(2026, 7, 15))
    comes = Hire(35 * HOUR, date(2026, 8, 1))
    alone = forecast(course(2000 * HOUR, known, [stays])).middle
    assert forecast(course(2000 * HOUR, known, [leaves])).middle < alone
    assert forecast(course(2000 * HOUR, known, [stays, comes])).middle > alone


def test_the_plan_of_the_works_bends_the_months_to_come():
    known = regular(60 * HOUR, 6)
    flat = {date(2026, month, 1): 60 * HOUR for month in range(1, 13)}
    steep = flat | {date(2026, month, 1): 120 * HOUR for month in range(7, 13)}
    low, high = (forecast(course(2000 * HOUR, known, plan=Plan(one))).middle for one in (flat, steep))
    assert high > low * Decimal("1.3")


def test_who_was_replaced_before_will_be_again():
    gone = [Hire(35 * HOUR, START, date(2026, 3, 31)), Hire(35 * HOUR, START, date(2026, 3, 31))]
    replaced = [*gone, Hire(35 * HOUR, date(2026, 4, 6)), Hire(35 * HOUR, date(2026, 4, 6))]
    at = date(2026, 6, 1)
    assert renewal_of(course(hires=gone), at, USUAL) < USUAL.renewal
    assert renewal_of(course(hires=replaced), at, USUAL) > USUAL.renewal


@pytest.mark.parametrize(
    ("gap", "people"),
    [(0, None), (7 * HOUR, 1), (412 * HOUR, 1), (5000 * HOUR, 4)],
)
def test_the_fewest_people_and_the_last_day_to_start(gap, people):
    on = date(2026, 1, 15)
    start = start_by(course(), gap, on)
    assert (start and start.people) == people
    if start is not None:
        assert done_by(start.people, start.by) >= gap
        assert done_by(start.people, start.by + timedelta(days=4)) < gap


def done_by(people, start):
    return people * FULL_TIME_DAY * USUAL.presence * Calendar().open_days(start, END)


def test_nobody_can_start_after_the_end():
    assert start_by(course(), 60, END) is None


def test_one_person_counts_no_longer_than_the_counting_window():
    long = course(9000 * HOUR, start=date(2026, 1, 1), end=date(2030, 12, 31))
    assert start_by(long, 3500 * HOUR, date(2026, 1, 2)).people == 2


KNOWN = st.dictionaries(st.integers(1, 12), st.integers(0, 400 * HOUR), max_size=12).map(
    lambda found: [Known(date(2026, month, 1), minutes) for month, minutes in found.items()]
)
HIRES = st.lists(
    st.builds(
        lambda weekly, begins, lasts: Hire(
            weekly * HOUR, START + timedelta(days=begins), START + timedelta(days=begins + lasts)
        ),
        st.integers(5, 39),
        st.integers(0, 300),
        st.integers(0, 400),
    ),
    max_size=5,
)
TARGETS = st.integers(0, 20_000 * HOUR)


@given(TARGETS, KNOWN, HIRES, st.randoms(use_true_random=False))
def test_the_band_holds_the_middle_and_order_does_not_matter(target, known, hires, chance: Random):
    said = forecast(course(target, known, hires))
    assert said.done <= said.low <= said.middle <= said.high
    chance.shuffle(known)
    chance.shuffle(hires)
    assert forecast(course(target, known, hires)) == said


@given(TARGETS, KNOWN, HIRES, st.integers(1, 39))
def test_one_more_person_to_come_never_lowers_it(target, known, hires, weekly):
    before = course(target, known, hires)
    after = replace(before, hires=(*before.hires, Hire(weekly * HOUR, date(2027, 1, 1))))
    assert forecast(after).middle == forecast(before).middle
    latest = before.known_until or START
    joins = replace(before, hires=(*before.hires, Hire(weekly * HOUR, latest + timedelta(days=1))))
    assert forecast(joins).middle >= forecast(before).middle


@given(TARGETS, KNOWN)
def test_the_drawing_ends_where_the_forecast_does(target, known):
    told = course(target, known)
    said, points = forecast(told), [*curve(told, forecast(told))]
    if points:
        assert (points[-1].low, points[-1].middle, points[-1].high) == (said.low, said.middle, said.high)
        assert [one.middle for one in points] == sorted(one.middle for one in points)


def test_on_invented_lives_the_median_error_at_mid_contract_is_under_fifteen_per_cent():
    found = summary(list(lives(400, seed=11)), 0.5)
    assert Decimal(str(found["median_error"])) < Decimal("0.15")
    assert Decimal(str(found["median_error"])) < Decimal(str(found["straight_line_median_error"]))
    assert Decimal(str(found["within_band"])) > Decimal("0.7")
