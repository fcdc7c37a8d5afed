"""Half-days from a week; marks and what they add up to."""

from datetime import date
from decimal import Decimal

import pytest

from clauses.compliance.schedule.calendar_rules import is_working
from facilitator.words import RuleBroken
from geiq.cohorts.attendance.rules import (
    SLOTS,
    Pattern,
    Seen,
    Totals,
    check_places,
    check_span,
    fitted,
    minutes_of,
    planned,
    totals,
)
from geiq.cohorts.law_rules import Limits
from geiq.cohorts.rules import CohortKind, HalfDay, Presence, TrainingPlace

CENTRE, COMPANY = TrainingPlace.CENTRE, TrainingPlace.COMPANY
HALVES = {HalfDay.MORNING: 210, HalfDay.AFTERNOON: 210}
WEEK = Pattern(frozenset(SLOTS), HALVES, CENTRE)
MONDAY, FRIDAY = date(2027, 5, 3), date(2027, 5, 7)


def test_a_week_has_ten_half_days_and_public_holidays_none() -> None:
    assert len(planned(MONDAY, FRIDAY, WEEK, is_working)) == 8  # 6 May 2027: Ascension
    assert len(planned(date(2027, 5, 10), date(2027, 5, 16), WEEK, is_working)) == 10


def test_the_pattern_chooses_half_days() -> None:
    pattern = Pattern(frozenset({(0, HalfDay.MORNING), (4, HalfDay.AFTERNOON)}), HALVES, COMPANY)
    found = planned(MONDAY, date(2027, 5, 14), pattern, is_working)

    assert [(one.on.day, one.half) for one in found] == [
        (3, HalfDay.MORNING),
        (7, HalfDay.AFTERNOON),
        (10, HalfDay.MORNING),
        (14, HalfDay.AFTERNOON),
    ]
    assert {one.place for one in found} == {COMPANY}


@pytest.mark.parametrize(("left", "minutes"), [(None, [210, 210]), (300, [210, 90]), (210, [210]), (0, [])])
def test_half_days_stop_at_the_duration(left: int | None, minutes: list[int]) -> None:
    two = planned(MONDAY, MONDAY, WEEK, is_working)
    assert [one.minutes for one in fitted(two, left)] == minutes


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        (Pattern(frozenset(), HALVES, CENTRE), "slots"),
        (Pattern(frozenset(SLOTS), HALVES | {HalfDay.MORNING: 0}, CENTRE), "morning"),
        (Pattern(frozenset(SLOTS), HALVES | {HalfDay.AFTERNOON: 361}, CENTRE), "afternoon"),
    ],
)
def test_a_week_that_makes_no_sense_is_refused(pattern: Pattern, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        pattern.check()
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [
        (date(2027, 5, 2), FRIDAY, "starts_on"),
        (MONDAY, date(2027, 5, 8), "ends_on"),
        (FRIDAY, MONDAY, "ends_on"),
    ],
)
def test_half_days_stand_inside_the_training(starts_on: date, ends_on: date, field: str) -> None:
    check_span(MONDAY, FRIDAY, (MONDAY, FRIDAY))
    with pytest.raises(RuleBroken) as broken:
        check_span(starts_on, ends_on, (MONDAY, FRIDAY))
    assert broken.value.field == field


def test_a_poec_is_at_most_a_third_in_company() -> None:
    check_places(CohortKind.POEC, {CENTRE: 400, COMPANY: 200}, Limits())
    check_places(CohortKind.POEI, {CENTRE: 0, COMPANY: 200}, Limits())
    with pytest.raises(RuleBroken, match="L6326-3"):
        check_places(CohortKind.POEC, {CENTRE: 400, COMPANY: 210}, Limits())


@pytest.mark.parametrize(
    ("presence", "typed", "minutes"),
    [
        (Presence.PRESENT, None, 210),
        (Presence.PRESENT, 90, 90),
        (Presence.ABSENT, 90, 0),
        (Presence.EXCUSED, None, 0),
    ],
)
def test_the_minutes_of_a_mark(presence: Presence, typed: int | None, minutes: int) -> None:
    assert minutes_of(presence, typed, 210) == minutes


@pytest.mark.parametrize("typed", [0, 211])
def test_more_than_the_half_day_is_refused(typed: int) -> None:
    with pytest.raises(RuleBroken, match="3.h.30"):
        minutes_of(Presence.PRESENT, typed, 210)


def test_marks_add_up_by_place() -> None:
    found = totals(
        [
            Seen(CENTRE, 210, Presence.PRESENT, 210),
            Seen(CENTRE, 210, Presence.ABSENT, 0),
            Seen(COMPANY, 210, Presence.PRESENT, 100),
            Seen(COMPANY, 210, Presence.EXCUSED, 0),
        ]
    )

    assert found == Totals(centre=210, company=100, expected=840, absent=210, excused=210)
    assert found.rate == Decimal("0.3690")
    assert totals([]).rate is None
