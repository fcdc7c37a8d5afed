"""One job for several contracts: nothing beyond what remains, nothing lost, and no better order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.schedule.rules import Calendar
from facilitator.words import RuleBroken
from geiq.matching.pooling.rules import (
    Duty,
    Job,
    Period,
    adjusted,
    check_job,
    doubt,
    job_months,
    proposed,
    usable,
    weights_of,
    why,
    withheld,
)

JOB = Job(date(2027, 1, 4), date(2027, 6, 30), 35 * 60)
HOUR = 60


def month(rank: int) -> date:
    """A month of the years 2027 and 2028, from 0."""
    return date(2027 + rank // 12, rank % 12 + 1, 1)


def end(rank: int) -> date:
    """The twentieth of a month: it is open still."""
    return month(rank).replace(day=20)


spans = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(sorted)
duty_lists = st.lists(st.tuples(st.integers(0, 300), spans), max_size=5).map(
    lambda told: [
        Duty(rank, f"Marché {rank}", minutes, month(first), end(last))
        for rank, (minutes, (first, last)) in enumerate(told)
    ]
)
worked_lists = st.lists(st.integers(1, 120), min_size=1, max_size=8).map(
    lambda minutes: [(month(rank), each) for rank, each in enumerate(minutes)]
)


Flow = dict[tuple[date, int], int]


def path_from(when: date, flow: Flow, room: dict[int, int], seen: set[int]) -> list[tuple[date, int, int]]:
    """Moves that give one more minute of a month to a duty, taking another's place if need be."""
    for key in [key for at, key in flow if at == when and key not in seen]:
        seen.add(key)
        if room[key]:
            return [(when, key, 1)]
        for other in [at for (at, same), there in flow.items() if same == key and at != when and there]:
            if rest := path_from(other, flow, room, seen):
                return [(when, key, 1), (other, key, -1), *rest]
    return []


def most(duties: list[Duty], worked: list[tuple[date, int]]) -> int:
    """The most minutes that any split covers (a maximal flow, found path after path)."""
    room = {duty.key: duty.remaining for duty in duties}
    flow: Flow = {(when, duty.key): 0 for when, _ in worked for duty in duties if duty.is_open(when)}
    for when, minutes in worked:
        for _ in range(minutes):
            path = path_from(when, flow, room, set())
            for at, key, sign in path:
                flow[at, key] += sign
            if path:
                room[path[-1][1]] -= 1
    return sum(flow.values())


def parts(periods: list[Period]) -> dict[int, int]:
    """The minutes of each duty."""
    found: dict[int, int] = {}
    for period in periods:
        for duty, part in zip(period.duties, period.parts, strict=True):
            found[duty.key] = found.get(duty.key, 0) + part
    return found


@given(duty_lists, worked_lists)
def test_no_contract_gets_more_than_remains_and_every_minute_is_told(
    duties: list[Duty], worked: list[tuple[date, int]]
) -> None:
    periods = proposed(duties, worked)
    got = parts(periods)

    assert all(got.get(duty.key, 0) <= duty.remaining for duty in duties)
    assert sum(got.values()) + sum(one.uncovered for one in periods) == sum(each for _, each in worked)
    for period in periods:
        told = list(period.month_parts())
        for when, minutes, shares in told:
            assert all(part >= 0 for part in shares.values())
            assert sum(shares.values()) <= minutes
            assert all(duty.is_open(when) for duty in period.duties)
        for duty, part in zip(period.duties, period.parts, strict=True):
            assert sum(shares[duty.key] for *_, shares in told) == part


@given(
    duty_lists,
    st.lists(st.integers(1, 20), min_size=1, max_size=5).map(
        lambda minutes: [(month(rank), each) for rank, each in enumerate(minutes)]
    ),
)
def test_no_other_split_covers_more(duties: list[Duty], worked: list[tuple[date, int]]) -> None:
    assert sum(parts(proposed(duties, worked)).values()) == most(duties, worked)


def test_the_contract_that_ends_first_is_served_first() -> None:
    worked = job_months(JOB, Calendar())
    soon = Duty(1, "Marché A", 300 * HOUR, None, date(2027, 3, 31))
    late = Duty(2, "Marché B", 900 * HOUR, None, date(2027, 12, 31))

    first, second = proposed([late, soon], worked)

    assert first.served[0] == (soon, 300 * HOUR)
    assert [duty.key for duty, _ in second.served] == [2]
    assert why(first).startswith(
        "Marché A passe d’abord (300\u00a0h), car il finit le 31\u00a0mars\u00a02027"
    )
    assert weights_of(first)[1] == 300


def test_a_day_is_a_fifth_of_the_week() -> None:
    assert job_months(JOB, Calendar())[0] == (date(2027, 1, 1), 20 * 7 * HOUR)
    part = Job(date(2027, 1, 4), date(2027, 6, 30), 35 * 60, date(2027, 1, 8))
    assert job_months(part, Calendar()) == [(date(2027, 1, 1), 35 * HOUR)]


@pytest.mark.parametrize(
    ("duty", "reason"),
    [
        (Duty(1, "A", 0, None, None), "Il ne reste aucune heure à faire."),
        (Duty(1, "A", 60, None, date(2026, 12, 31)), "Le marché finit le"),
        (Duty(1, "A", 60, date(2027, 7, 1), None), "Le marché commence le"),
        (Duty(1, "A", 60, None, None, why_not="Non."), "Non."),
    ],
)
def test_a_contract_that_cannot_be_served_says_why(duty: Duty, reason: str) -> None:
    good, ((_, said),) = usable([duty], JOB)

    assert not good
    assert said.startswith(reason)


@pytest.mark.parametrize(
    ("job", "field"),
    [
        (Job(date(2027, 6, 30), date(2027, 1, 4), 2100), "ends_on"),
        (Job(date(2027, 1, 4), date(2031, 1, 4), 2100), "ends_on"),
        (Job(date(2027, 1, 4), date(2027, 6, 30), 0), "weekly"),
        (Job(date(2027, 1, 4), date(2027, 6, 30), 49 * 60), "weekly"),
        (Job(date(2027, 1, 4), date(2027, 6, 30), 2100, date(2026, 12, 31)), "starts_on"),
    ],
)
def test_a_job_that_cannot_be_is_refused(job: Job, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_job(job)
    assert broken.value.field == field


def test_parts_typed_by_hand_keep_to_the_job_and_to_what_remains() -> None:
    duty = Duty(1, "Marché A", 100, None, None)
    periods = proposed([duty], [(month(0), 120)])

    assert adjusted(periods, {(0, 1): 90})[0].uncovered == 30
    with pytest.raises(RuleBroken, match="n’en compte que"):
        adjusted(periods, {(0, 1): 121})
    with pytest.raises(RuleBroken, match="il n’en reste que"):
        adjusted(periods, {(0, 1): 110})


PIPES, ROADS, SHELL = "Canalisateur", "Construction en voirie (F1702)", "Maçonnerie (F1703)"


@pytest.mark.parametrize(
    ("trade", "employed", "left_out", "checked"),
    [
        (SHELL, {SHELL, "Peinture en bâtiment (F1606)"}, "", ""),
        (SHELL, {ROADS}, "", "métier voisin"),
        (SHELL, set(), "", "Aucune phase"),
        (SHELL, {"Nettoyage de locaux (K2204)"}, "« Nettoyage de locaux (K2204) », pas le métier", ""),
        (PIPES, {"Jardinier", "Peintre"}, "« Jardinier » et « Peintre », pas le métier", ""),
        ("", {"Peintre"}, "", ""),
    ],
)
def test_a_job_serves_only_the_lots_whose_works_employ_its_trade(
    trade: str, employed: set[str], left_out: str, checked: str
) -> None:
    duty = Duty(1, "Lot 2", 100, None, None, trades=frozenset(employed))
    job = Job(JOB.starts_on, JOB.ends_on, JOB.weekly, trade=trade)

    good, others = usable([duty], job)

    assert bool(good) is not bool(left_out)
    assert left_out in "".join(reason for _, reason in others).replace("\u00a0", " ")
    assert (checked in doubt(duty, trade)) if checked or good else True
    assert bool(doubt(duty, trade)) is bool(checked) or bool(left_out)


def test_what_is_to_be_checked_gets_nothing_by_itself_where_some_lot_employs_the_trade() -> None:
    worked = job_months(JOB, Calendar())
    sure = Duty(1, "Lot 2", 300 * HOUR, None, None, trades=frozenset({SHELL}))
    near = Duty(2, "Lot 3", 300 * HOUR, None, date(2027, 3, 31), trades=frozenset({ROADS}))
    unsaid = Duty(3, "Lot 4", 300 * HOUR, None, date(2027, 3, 31))

    assert withheld([sure, near, unsaid], SHELL) == {2, 3}
    assert withheld([near, unsaid], SHELL) == withheld([sure, unsaid], "") == frozenset()
    found = parts(proposed([sure, near, unsaid], worked, withheld([sure, near, unsaid], SHELL)))
    assert found == {1: 300 * HOUR, 2: 0, 3: 0}
