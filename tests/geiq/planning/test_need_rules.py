"""People that a trade lacks, from the phases of the works and the hours that remain."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.schedule.rules import Calendar, Closing
from geiq.planning.need_rules import (
    Part,
    PhaseFacts,
    Present,
    needs_of,
    parts_of,
    unplaced,
    weeks_of,
)
from worksites.sites.curve_rules import monday

MONDAY = date(2027, 3, 1)
WEEKLY = 35 * 60
OPEN = Calendar()
RATE = Decimal("0.05")


def phase(weeks: int, lot: int | None = 1, heads: str | None = "2", **more: object) -> PhaseFacts:
    """A phase of whole weeks from the first Monday of March 2027."""
    said = {
        "trade": "Canalisateur",
        "worksite_id": 1,
        "lot_id": lot,
        "lot": "2",
        "starts_on": MONDAY,
        "ends_on": MONDAY + timedelta(days=7 * weeks - 3),
        "heads": None if heads is None else Decimal(heads),
        "minutes": None,
    }
    return PhaseFacts(**said | more)  # type: ignore[arg-type]


def week(rank: int) -> date:
    """The Monday of a rank."""
    return MONDAY + timedelta(weeks=rank)


def needs(minutes: list[int], present: list[Present] | None = None, lot: str = "2") -> list[object]:
    """The needs of hours a week of one trade, on one worksite."""
    parts = [Part("Canalisateur", week(rank), 1, 1, lot, each) for rank, each in enumerate(minutes) if each]
    return needs_of(weeks_of(parts, present or [], WEEKLY), parts)


def test_heads_are_spread_over_the_days_worked() -> None:
    labour = dict(phase(5).labour(OPEN))

    assert labour[week(0)] == 2 * 5 * 7 * 60
    assert labour[week(4)] == 2 * 4 * 7 * 60  # Easter Monday, 29 March 2027


def test_minutes_are_spread_and_none_is_lost() -> None:
    assert sum(minutes for _, minutes in phase(5, heads=None, minutes=10_001).labour(OPEN)) == 10_001


def test_a_closed_week_asks_for_nobody() -> None:
    closed = Calendar((Closing(10, 1),))

    assert week(1) not in dict(phase(3).labour(closed))


def test_what_remains_on_a_lot_is_placed_on_its_weeks_to_come() -> None:
    parts = parts_of([phase(4)], {1: 60_000}, week(2), OPEN, RATE)

    assert {part.week for part in parts} == {week(2), week(3)}
    assert sum(part.minutes for part in parts) == 60_000


def test_a_phase_of_no_followed_lot_asks_its_usual_share() -> None:
    parts = parts_of([phase(1, None, "20")], {}, MONDAY, OPEN, RATE)

    assert [part.minutes for part in parts] == [20 * 5 * 7 * 60 // 20]


def test_a_lot_that_owes_nothing_more_needs_nobody() -> None:
    assert parts_of([phase(4)], {1: 0}, MONDAY, OPEN, RATE) == []


def test_a_lot_without_a_week_to_come_is_said() -> None:
    assert unplaced([phase(2)], {1: 600, 2: 700, 3: 0}, week(0)) == {2: 700}
    assert unplaced([phase(2)], {1: 600}, week(3)) == {1: 600}


@pytest.mark.parametrize(
    ("minutes", "people"),
    [(0, 0), (WEEKLY // 2 - 1, 0), (WEEKLY // 2, 1), (WEEKLY, 1), (9 * WEEKLY, 9), (9 * WEEKLY + 1000, 9)],
)
def test_people_are_counted_to_the_nearest(minutes: int, people: int) -> None:
    found = needs([minutes])

    assert [one.people for one in found] == ([people] if people else [])


def test_those_who_work_already_are_taken_away() -> None:
    (found,) = needs(
        [9 * WEEKLY] * 4, [Present("Canalisateur", MONDAY, week(2) - timedelta(days=1), 3 * WEEKLY)]
    )

    assert (found.people, found.people_weeks, found.first) == (9, 6 + 6 + 9 + 9, MONDAY)


def test_those_of_another_trade_are_not() -> None:
    (found,) = needs([WEEKLY], [Present("Peintre", MONDAY, None, WEEKLY)])

    assert found.people == 1


def test_a_need_begins_when_half_of_its_people_lack() -> None:
    (found,) = needs([WEEKLY, WEEKLY, 5 * WEEKLY, 9 * WEEKLY])

    assert (found.first, found.needed_on, found.last) == (MONDAY, week(2), week(3))


@pytest.mark.parametrize(("gap", "count"), [(1, 1), (3, 1), (4, 2)])
def test_a_holiday_does_not_cut_a_need_in_two(gap: int, count: int) -> None:
    assert len(needs([WEEKLY, *[0] * gap, WEEKLY])) == count


@given(
    st.dictionaries(st.integers(1, 4), st.integers(0, 100_000), min_size=1),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 20), st.integers(0, 30)), min_size=1, max_size=8),
)
def test_the_parts_of_a_lot_sum_to_what_remains_on_it(
    remaining: dict[int, int], works: list[tuple[int, int, int]]
) -> None:
    phases = [
        phase(weeks, lot, starts_on=week(later), ends_on=week(later + weeks) - timedelta(days=3))
        for lot, weeks, later in works
    ]
    parts = parts_of(phases, remaining, MONDAY, OPEN, RATE)

    for lot in {lot for lot, *_ in works}:
        assert sum(part.minutes for part in parts if part.lot_id == lot) == remaining.get(lot, 0)
    assert set(unplaced(phases, remaining, MONDAY)) == {
        lot for lot, minutes in remaining.items() if minutes and lot not in {each for each, *_ in works}
    }


@given(st.lists(st.integers(0, 12 * WEEKLY), min_size=1, max_size=40))
def test_needs_are_apart_and_hold_every_person_week(minutes: list[int]) -> None:
    found = needs(minutes)

    assert sum(one.people_weeks for one in found) == sum(
        (2 * each + WEEKLY) // (2 * WEEKLY) for each in minutes
    )
    for one in found:
        assert monday(one.first) == one.first <= one.needed_on <= one.last
        assert sum(one.worksites.values()) == one.people
    for before, after in zip(found, found[1:], strict=False):
        assert before.last < after.first
