"""The one rule of the reminders, by tables and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.chase.rules import (
    DEFAULT_OFFSETS,
    STANDARD,
    STEPS,
    WRITTEN,
    ChaseStep,
    Debt,
    Ladder,
    Standing,
    What,
    call_since,
    check_ladder,
    next_step,
    quiet_until,
    said_by,
    step_due,
)
from clauses.compliance.schedule.calendar_rules import is_working, working_days_between
from facilitator.words import RuleBroken

DUE = date(2026, 11, 10)
"""A Tuesday; 11 November is a public holiday."""


def debt(due_on: date = DUE, key: str = "statement 1", **over: object) -> Debt:
    values = {"askable_on": due_on.replace(day=1), "label": "heures d’octobre 2026", "organisation_id": 1}
    return Debt(What.HOURS, key, due_on=due_on, **values | over)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2026, 10, 30), None),
        (date(2026, 11, 1), None),  # seven working days before is 30 October, but October is not over
        (date(2026, 11, 2), ChaseStep.BEFORE),
        (date(2026, 11, 9), ChaseStep.BEFORE),
        (date(2026, 11, 10), ChaseStep.DUE),
        (date(2026, 11, 17), ChaseStep.DUE),
        (date(2026, 11, 18), ChaseStep.LATE),
        (date(2026, 11, 25), ChaseStep.LATER),
        (date(2026, 12, 2), ChaseStep.SECOND),
        (date(2026, 12, 9), ChaseStep.THIRD),
        (date(2026, 12, 15), ChaseStep.THIRD),
        (date(2026, 12, 16), None),  # then the telephone
    ],
)
def test_each_step_has_its_day_in_working_days(day: date, step: ChaseStep | None) -> None:
    assert step_due([Standing(debt())], day) is step


def test_after_the_last_message_comes_the_telephone() -> None:
    assert call_since([Standing(debt())], date(2026, 12, 15)) is None
    assert call_since([Standing(debt())], date(2026, 12, 20)) == date(2026, 12, 16)
    assert call_since([Standing(debt(), held=True)], date(2026, 12, 20)) is None


@pytest.mark.parametrize(
    ("said", "day", "step"),
    [
        ({ChaseStep.BEFORE}, date(2026, 11, 9), None),
        ({ChaseStep.BEFORE}, date(2026, 11, 10), ChaseStep.DUE),
        ({ChaseStep.LATE}, date(2026, 11, 10), None),
        (set(), date(2026, 11, 27), ChaseStep.LATER),  # the worker slept: only the latest is said
    ],
)
def test_a_step_said_is_not_said_again_nor_an_earlier_one(
    said: set[ChaseStep], day: date, step: ChaseStep | None
) -> None:
    assert step_due([Standing(debt(), said=frozenset(said))], day) is step


def test_what_is_held_says_nothing_and_has_no_next_step() -> None:
    held = Standing(debt(), held=True)
    assert step_due([held], DUE) is None
    assert next_step([held], DUE) is None
    assert said_by([held], DUE) == []


def test_one_message_speaks_for_all_that_is_owed() -> None:
    old, new = Standing(debt(date(2026, 10, 12), "statement 1")), Standing(debt(key="statement 2"))
    assert step_due([old, new], date(2026, 11, 2)) is ChaseStep.SECOND
    assert said_by([old, new], date(2026, 11, 2)) == [
        (old.debt, ChaseStep.SECOND),
        (new.debt, ChaseStep.BEFORE),
    ]


def test_within_the_quiet_period_a_step_waits_and_the_next_says_when() -> None:
    owed = [Standing(debt(), said=frozenset({ChaseStep.BEFORE}))]
    until = quiet_until(date(2026, 11, 9), 3)
    assert until == date(2026, 11, 13)
    assert step_due(owed, date(2026, 11, 12), until) is None
    assert next_step(owed, date(2026, 11, 12), until) == (ChaseStep.DUE, date(2026, 11, 13))
    assert step_due(owed, date(2026, 11, 13), until) is ChaseStep.DUE
    assert quiet_until(None, 3) is None
    assert quiet_until(date(2026, 11, 9), 0) == date(2026, 11, 10)


def test_the_next_step_is_said_with_its_day() -> None:
    assert next_step([Standing(debt())], date(2026, 10, 20)) == (ChaseStep.BEFORE, date(2026, 11, 2))
    assert next_step([Standing(debt(), said=frozenset({ChaseStep.BEFORE}))], date(2026, 11, 2)) == (
        ChaseStep.DUE,
        DUE,
    )


def test_a_ladder_counts_from_the_day_the_thing_could_be_done() -> None:
    late = debt(date(2026, 3, 10), counts_from=DUE)
    assert step_due([Standing(late._replace(askable_on=DUE))], DUE) is ChaseStep.DUE


def test_a_return_was_told_at_once() -> None:
    returned = Standing(debt(told=ChaseStep.BEFORE))
    assert step_due([returned], date(2026, 11, 5)) is None
    assert step_due([returned], DUE) is ChaseStep.DUE


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({ChaseStep.BEFORE: 0}, "before"),
        ({ChaseStep.DUE: -1}, "due"),
        ({ChaseStep.LATE: 0}, "late"),
        ({ChaseStep.LATER: 5}, "later"),
        ({ChaseStep.CALL: 61}, "call"),
    ],
)
def test_a_ladder_out_of_order_is_refused_on_its_step(changed: dict[ChaseStep, int], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_ladder({**DEFAULT_OFFSETS, **changed})
    assert refused.value.field == field


def test_a_ladder_needs_a_message() -> None:
    with pytest.raises(RuleBroken):
        check_ladder(dict.fromkeys(WRITTEN) | {ChaseStep.CALL: 3})
    assert check_ladder({ChaseStep.DUE: 0, ChaseStep.LATE: None}) == {ChaseStep.DUE: 0}


ladders = st.dictionaries(st.sampled_from(STEPS), st.integers(-10, 40), min_size=1).map(
    lambda found: Ladder(dict(sorted(found.items(), key=lambda one: one[0].rank)))
)


def good(ladder: Ladder) -> bool:
    try:
        check_ladder(ladder.offsets)
    except RuleBroken:
        return False
    return True


some = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([STANDARD, Ladder({ChaseStep.DUE: 0, ChaseStep.LATE: 3})])),
    min_size=1,
    max_size=4,
)


@given(some, st.integers(1, 6), st.sets(st.integers(0, 130)), st.integers(0, 130))
def test_whatever_the_days_the_worker_is_up_each_thing_is_said_once_a_step_and_never_too_soon(
    owed: list[tuple[int, Ladder]], quiet: int, asleep: set[int], done_after: int
) -> None:
    start = date(2026, 9, 1)
    debts = [
        (debt(start + timedelta(offset), f"statement {index}", askable_on=start), ladder)
        for index, (offset, ladder) in enumerate(owed)
    ]
    said: dict[str, list[ChaseStep]] = {one.key: [] for one, _ in debts}
    last: date | None = None
    for offset in set(range(130)) - asleep:
        day = start + timedelta(offset)
        known = debts if offset <= done_after else debts[1:]
        standings = [Standing(one, ladder, frozenset(said[one.key])) for one, ladder in known]
        step = step_due(standings, day, quiet_until(last, quiet)) if is_working(day) else None
        if step is None:
            continue
        assert last is None or working_days_between(last, day) >= quiet
        for one, each in said_by(standings, day):
            if each is not None:
                assert each not in said[one.key]
                assert not said[one.key] or each.rank > said[one.key][-1].rank
                said[one.key].append(each)
        last = day
        again = [Standing(one, ladder, frozenset(said[one.key])) for one, ladder in known]
        assert step_due(again, day) is None


@given(ladders.filter(good), st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(-30, 90))
def test_what_comes_next_is_ahead_and_becomes_due_on_its_day(ladder: Ladder, due: date, shift: int) -> None:
    standing = Standing(debt(due, askable_on=due - timedelta(90)), ladder)
    day = due + timedelta(shift)
    following = next_step([standing], day)
    if following is not None:
        step, on = following
        assert on > day
        assert is_working(on)
        assert standing.reached(on) is not None
        assert step in ladder.steps
