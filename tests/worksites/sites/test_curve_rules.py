"""The labour-need curve: sums are exact, weeks are ISO, holidays and closings are not worked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.schedule.rules import Calendar, Closing
from worksites.sites.curve_rules import (
    UNSAID,
    Remaining,
    Work,
    added,
    curve_of,
    heads_of,
    insertion_of,
    share_of,
    spread,
    week_name,
    weeks_from,
    work_minutes,
)

PLAIN = Calendar()
CLOSED = Calendar((Closing(32, 3), Closing(52, 1)))
DAY = 7 * 60
MASON, ROOFER = "Maçonnerie (F1703)", "Couverture (F1610)"
JANUARY = (date(2027, 1, 4), date(2027, 1, 29))


def test_four_masons_for_four_weeks_are_560_hours() -> None:
    work = Work(MASON, *JANUARY, headcount=Decimal(4))

    assert work_minutes(work, PLAIN, DAY) == 560 * 60
    assert [minutes // 60 for _, minutes in spread(work, PLAIN, DAY)] == [140, 140, 140, 140]


def test_a_public_holiday_is_not_worked() -> None:
    week = Work(MASON, date(2027, 5, 3), date(2027, 5, 7), headcount=Decimal(1))  # the 6th is Ascension

    assert work_minutes(week, PLAIN, DAY) == 4 * DAY


def test_hours_are_spread_to_the_minute() -> None:
    work = Work(MASON, date(2027, 1, 6), date(2027, 1, 22), minutes=1000)  # 3, 5 and 5 days

    assert [minutes for _, minutes in spread(work, PLAIN, DAY)] == [231, 385, 384]


def test_the_summer_closing_is_not_worked() -> None:
    work = Work(MASON, date(2027, 8, 2), date(2027, 9, 3), headcount=Decimal(1))

    assert [week_name(week) for week, _ in spread(work, CLOSED, DAY)] == ["S31 2027", "S35 2027"]


def test_a_phase_inside_the_closing_is_worked_all_the_same() -> None:
    work = Work(MASON, date(2027, 8, 9), date(2027, 8, 13), headcount=Decimal(2))

    assert spread(work, CLOSED, DAY) == ((date(2027, 8, 9), 10 * DAY),)


def test_a_week_end_takes_its_hours() -> None:
    work = Work(MASON, date(2027, 1, 9), date(2027, 1, 10), minutes=61)

    assert spread(work, PLAIN, DAY) == ((date(2027, 1, 4), 61),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 31), "S53 2026"),
        (date(2027, 1, 3), "S53 2026"),
        (date(2027, 1, 4), "S01 2027"),
        (date(2027, 3, 24), "S12 2027"),
    ],
)
def test_a_week_is_named_as_iso_says(day: date, expected: str) -> None:
    assert week_name(day) == expected


def test_weeks_follow_each_other_over_the_year() -> None:
    assert [week_name(week) for week in weeks_from(date(2026, 12, 30), 3)] == [
        "S53 2026",
        "S01 2027",
        "S02 2027",
    ]


def test_trades_are_added_week_by_week() -> None:
    works = [
        Work(MASON, *JANUARY, minutes=400),
        Work(MASON, *JANUARY, minutes=40),
        Work(ROOFER, *JANUARY, minutes=4),
    ]

    cells = curve_of(works, PLAIN, DAY)

    assert cells[MASON, date(2027, 1, 4)] == 110
    assert cells[ROOFER, date(2027, 1, 25)] == 1
    assert sum(cells.values()) == 444


def test_an_insertion_need_follows_the_phases_of_its_lot() -> None:
    works = [
        Work(MASON, *JANUARY, minutes=400, site_id=1, lot_id=7),
        Work(ROOFER, *JANUARY, minutes=4000, site_id=1, lot_id=8),
        Work(ROOFER, *JANUARY, minutes=4000, site_id=2, lot_id=7),
    ]

    cells = insertion_of(Remaining(101, JANUARY[1], 1, 7), works, PLAIN, (date(2027, 1, 13), DAY))

    assert cells == {
        (MASON, date(2027, 1, 11)): 34,
        (MASON, date(2027, 1, 18)): 34,
        (MASON, date(2027, 1, 25)): 33,
    }


def test_without_phases_an_insertion_need_is_straight() -> None:
    cells = insertion_of(Remaining(100, date(2027, 1, 22), 1), [], PLAIN, (date(2027, 1, 11), DAY))

    assert cells == {(UNSAID, date(2027, 1, 11)): 50, (UNSAID, date(2027, 1, 18)): 50}


def test_what_is_late_is_to_be_done_at_once() -> None:
    cells = insertion_of(Remaining(100, date(2026, 6, 1), 1), [], PLAIN, (date(2027, 1, 13), DAY))

    assert cells == {(UNSAID, date(2027, 1, 11)): 100}


def test_nothing_remaining_needs_nobody() -> None:
    assert insertion_of(Remaining(0, JANUARY[1]), [], PLAIN, (JANUARY[0], DAY)) == {}


def test_heads_are_full_time_people_of_that_week() -> None:
    assert heads_of(140 * 60, date(2027, 1, 4), PLAIN, DAY) == Decimal("4.0")
    assert heads_of(140 * 60, date(2027, 5, 3), PLAIN, DAY) == Decimal("5.0")
    assert heads_of(35 * 60, date(2027, 8, 9), CLOSED, DAY) == Decimal("1.0")


@pytest.mark.parametrize(
    ("minutes", "shares", "expected"),
    [
        (100, {1: "0.5", 2: "0.5"}, {1: 50, 2: 50}),
        (101, {1: "0.5", 2: "0.5"}, {1: 51, 2: 50}),
        (100, {1: "0.3333", 2: "0.3333", 3: "0.3334"}, {1: 33, 2: 33, 3: 34}),
        (100, {1: "0.25"}, {1: 25}),
        (0, {1: "1"}, {1: 0}),
        (-10, {1: "0.5"}, {1: -5}),
        (7, {}, {}),
    ],
)
def test_a_clause_is_shared_between_its_worksites(
    minutes: int, shares: dict[int, str], expected: dict[int, int]
) -> None:
    assert share_of(minutes, {key: Decimal(share) for key, share in shares.items()}) == expected


@given(
    st.lists(
        st.tuples(
            st.sampled_from([MASON, ROOFER]),
            st.dates(date(2026, 1, 1), date(2028, 12, 31)),
            st.integers(0, 400),
            st.one_of(st.integers(1, 10**6), st.decimals("0.01", "50", places=2)),
        ),
        max_size=5,
    )
)
def test_every_curve_sums_to_its_phases(drawn: list[tuple[str, date, int, int | Decimal]]) -> None:
    works = [
        Work(trade, start, date.fromordinal(start.toordinal() + length), **{_measure(size): size})  # type: ignore[arg-type]
        for trade, start, length, size in drawn
    ]

    parts = [curve_of([work], CLOSED, DAY) for work in works]

    assert curve_of(works, CLOSED, DAY) == added(parts)
    assert [sum(part.values()) for part in parts] == [work_minutes(work, CLOSED, DAY) for work in works]


def _measure(size: int | Decimal) -> str:
    return "minutes" if isinstance(size, int) else "headcount"


@given(st.integers(0, 10**7), st.lists(st.integers(1, 100), min_size=1, max_size=6))
def test_whole_shares_sum_to_the_clause(minutes: int, weights: list[int]) -> None:
    whole = sum(weights)
    shares = {
        rank: (Decimal(weight) / whole).quantize(Decimal("0.0001")) for rank, weight in enumerate(weights)
    }
    shares[0] += 1 - sum(shares.values())

    assert sum(share_of(minutes, shares).values()) == minutes
