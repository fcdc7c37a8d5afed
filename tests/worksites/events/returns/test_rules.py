"""What came of an event: each person once, each hire for one event, hours by month, the cost of a hire."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksites.events.guests.rules import Coming, GuestState
from worksites.events.returns.rules import (
    MARKS,
    Exhibitor,
    Held,
    Hire,
    Meeting,
    Return,
    Visitor,
    Worth,
    attributed,
    companies,
    reached,
    referrers,
    returned,
    together,
)
from worksites.events.rounds.rules import MeetingResult

DAY = date(2026, 3, 12)
ROOFER, PAINTER = 1, 2


def visitor(
    person: int | None, coming: Coming = Coming.PRESENT, *meetings: Meeting, referrer: int | None = None
) -> Visitor:
    """A person who said that she comes."""
    return Visitor(person, GuestState.COMING, coming, referrer, meetings)


def company(number: int, coming: Coming = Coming.PRESENT, state: GuestState = GuestState.COMING) -> Exhibitor:
    """A company with two jobs."""
    return Exhibitor(number, f"Entreprise {number}", state, coming, 2)


def hire(person: int, on: date, *employers: int, minutes: dict[date, int] | None = None) -> Hire:
    """An employment."""
    return Hire(person * 100, person, on, frozenset(employers), minutes or {})


def held(event: int, day: date, people: Iterable[int], *exhibitors: Exhibitor) -> Held:
    """An event where these people came."""
    return Held(event, day, [visitor(one) for one in people], exhibitors)


def test_each_figure_counts_people_once() -> None:
    event = Held(
        1,
        DAY,
        [
            visitor(10, Coming.PRESENT, Meeting(ROOFER, MeetingResult.SEE_AGAIN), Meeting(PAINTER)),
            visitor(11, Coming.PRESENT, Meeting(ROOFER, MeetingResult.IMMERSION)),
            visitor(12, Coming.ABSENT, Meeting(ROOFER)),
            Visitor(13, GuestState.NOT_COMING, Coming.UNKNOWN),
            Visitor(14, GuestState.PROPOSED, Coming.UNKNOWN),
            visitor(None),
        ],
        [company(ROOFER), company(PAINTER)],
        Decimal("900"),
    )
    hires = [hire(10, date(2026, 4, 1), ROOFER, minutes={date(2026, 4, 1): 600, date(2026, 7, 1): 60})]
    found = returned(event, hires)
    assert (found.listed, found.invited, found.said_no) == (6, 5, 1)
    assert (found.came, found.met, found.see_again, found.immersions) == (3, 2, 1, 1)
    assert (found.hired, found.hired_here, found.cost_per_hire) == (1, 1, Decimal("900.00"))
    assert found.minutes == (600, 660, 660)


@pytest.mark.parametrize(
    ("began", "employers", "expected"),
    [
        (date(2026, 3, 11), (ROOFER,), None),
        (date(2026, 3, 12), (), 1),
        (date(2026, 9, 11), (), 2),
        (date(2026, 9, 30), (), 2),
        (date(2026, 10, 20), (), None),
        (date(2026, 5, 2), (), 2),
        (date(2026, 5, 2), (ROOFER,), 1),
    ],
)
def test_a_hire_counts_for_one_event(began: date, employers: tuple[int, ...], expected: int | None) -> None:
    events = [held(1, DAY, [10], company(ROOFER)), held(2, date(2026, 4, 20), [10])]
    found = attributed([hire(10, began, *employers)], events, 6)
    assert [event for event, hires in found.items() if hires] == ([expected] if expected else [])


def test_somebody_who_did_not_come_was_not_hired_there() -> None:
    events = [Held(1, DAY, [visitor(10, Coming.ABSENT)], [company(ROOFER)])]
    assert attributed([hire(10, date(2026, 4, 1), ROOFER)], events, 6) == {1: []}


MONTHS = [date(2026, one, 1) for one in range(1, 13)]
HIRES = st.builds(
    hire,
    st.integers(1, 6),
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    st.integers(1, 4),
    minutes=st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 9000)),
)
EVENTS = st.lists(
    st.builds(
        lambda day, people, company_id: (day, people, company_id),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.sets(st.integers(1, 6)),
        st.integers(1, 4),
    ),
    max_size=5,
)


@given(st.lists(HIRES, max_size=8), EVENTS)
def test_no_hire_and_no_minute_is_counted_twice(hires: list[Hire], drawn: list) -> None:
    events = [held(rank, day, people, company(one)) for rank, (day, people, one) in enumerate(drawn)]
    found = attributed(hires, events, 6)
    counted = [one for there in found.values() for one in there]
    assert len(counted) <= len(hires)
    total = sum((returned(one, found[one.event]) for one in events), Return())
    assert total.minutes[-1] <= sum(sum(one.minutes.values()) for one in hires)
    assert list(total.minutes) == sorted(total.minutes), "more months, no fewer hours"
    assert total.hired_here <= total.hired


def test_a_company_is_worth_inviting_again_for_a_reason() -> None:
    people = [visitor(10, Coming.PRESENT, Meeting(1, MeetingResult.NO), Meeting(2, MeetingResult.SEE_AGAIN))]
    there = [
        company(1),
        company(2),
        company(3),
        company(4, Coming.ABSENT),
        company(5, Coming.UNKNOWN, GuestState.NOT_COMING),
        company(6, Coming.UNKNOWN, GuestState.INVITED),
    ]
    lines = companies(Held(1, DAY, people, there), [hire(10, date(2026, 4, 1), 1)])
    assert [one.verdict for one in lines] == list(Worth)
    assert lines[0].sentence == "À réinviter\xa0: 1\xa0embauche"
    assert lines[1].sentence == "À réinviter\xa0: 1\xa0candidat retenu"
    both = together([*lines, *lines])
    assert [(one.name, one.hired, one.seats) for one in both][0] == ("Entreprise 1", 2, 4)
    assert len(both) == 6


def test_referrers_have_those_they_sent_and_nobody_is_left_out() -> None:
    people = [visitor(10, referrer=7), visitor(11, Coming.ABSENT, referrer=7), visitor(12)]
    lines = referrers(Held(1, DAY, people), [hire(10, date(2026, 4, 1), 1)], {7: "Mission locale"})
    assert [(one.name, one.listed, one.came, one.hired) for one in lines] == [
        ("Mission locale", 2, 1, 1),
        ("Sans prescripteur", 1, 1, 0),
    ]


def test_what_is_not_known_is_not_zero() -> None:
    assert Return(hired=2).cost_per_hire is None
    assert Return(cost=Decimal(100)).cost_per_hire is None
    assert (Return(cost=Decimal(100)) + Return()).cost == Decimal(100)
    assert (Return() + Return()).cost is None
    assert Return(cost=Decimal(100), hired=3).cost_per_hire == Decimal("33.33")
    assert reached(DAY, date(2026, 9, 30)) == list(MARKS[:2])
