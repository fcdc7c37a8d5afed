"""The laws of the parts of an event: its life, its slots, its checklist, its budget."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from facilitator.words import RuleBroken
from worksites.events.budget.rules import check_amount, total_of
from worksites.events.checklist.rules import check_days, default_tasks, due_on, is_late, said_when, tasks_left
from worksites.events.life_rules import EventFacts, better_before, check_step, missing_to_announce
from worksites.events.rules import EventKind, EventState
from worksites.events.slots.rules import check_apart, check_within, slots_between

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
NINE = datetime(2026, 12, 3, 8, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)
WHOLE = {"starts_at": NINE, "ends_at": NOON, "has_place": True, "organisers": 1, "trades": 1, "parts": 2}


def facts(
    kind: EventKind = EventKind.JOB_DATING, state: EventState = EventState.PREPARED, **over: object
) -> EventFacts:
    """An event that lacks nothing."""
    return EventFacts(kind, state, **WHOLE | over)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(EventKind))
def test_what_lacks_nothing_may_be_announced(kind: EventKind) -> None:
    assert missing_to_announce(facts(kind), NOW) == []


@pytest.mark.parametrize(
    ("kind", "lack", "said"),
    [
        (EventKind.JOB_DATING, {"has_place": False}, "lieu"),
        (EventKind.JOB_DATING, {"trades": 0}, "métier"),
        (EventKind.DISCOVERY, {"trades": 0}, "métier"),
        (EventKind.DISCOVERY, {"parts": 0}, "métier montré"),
        (EventKind.SEMINAR, {"parts": 1}, "deux étapes"),
        (EventKind.INFORMATION, {"organisers": 0}, "organisateur"),
        (EventKind.SITE_VISIT, {"starts_at": NOW}, "date à venir"),
    ],
)
def test_what_lacks_is_said_before_it_is_announced(kind: EventKind, lack: dict, said: str) -> None:
    (sentence,) = missing_to_announce(facts(kind, **lack), NOW)

    assert said in sentence
    with pytest.raises(RuleBroken, match=said):
        check_step(facts(kind, **lack), EventState.ANNOUNCED, "", NOW)


@pytest.mark.parametrize(
    ("state", "after", "reason", "now", "said"),
    [
        (EventState.HELD, EventState.CANCELLED, "x", NOON, "ne suit pas"),
        (EventState.CANCELLED, EventState.ANNOUNCED, "", NOW, "ne suit pas"),
        (EventState.PREPARED, EventState.HELD, "", NOON, "ne suit pas"),
        (EventState.ANNOUNCED, EventState.CANCELLED, "  ", NOW, "pourquoi"),
        (EventState.ANNOUNCED, EventState.HELD, "", NOW, "pas encore tenu"),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    state: EventState, after: EventState, reason: str, now: datetime, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        check_step(facts(state=state), after, reason, now)


def test_what_would_be_better_holds_nothing_back() -> None:
    assert len(better_before(facts())) == 4
    ready = facts(told="Venez", step_free_known=True, has_limit=True, companies=3)
    assert better_before(ready) == []


@pytest.mark.parametrize(
    ("minutes", "rest", "count"), [(30, 0, 6), (30, 15, 4), (180, 0, 1), (7, 0, 25), (100, 0, 1), (1, 0, 180)]
)
def test_slots_are_of_any_length_and_never_pass_the_end(minutes: int, rest: int, count: int) -> None:
    made = slots_between(NINE, NOON, minutes, rest)

    assert len(made) == count
    assert all(end - begin == timedelta(minutes=minutes) for begin, end in made)
    assert made[0][0] == NINE
    assert made[-1][1] <= NOON


@pytest.mark.parametrize(
    ("minutes", "rest", "field"),
    [(0, 0, "minutes"), (721, 0, "minutes"), (200, 0, "minutes"), (30, -1, "rest")],
)
def test_slots_that_cannot_be_are_refused_on_their_field(minutes: int, rest: int, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        slots_between(NINE, NOON, minutes, rest)

    assert refused.value.field == field


def test_a_slot_stands_inside_and_apart() -> None:
    half = (NINE, NINE + timedelta(minutes=30))
    check_within(half, (NINE, NOON))
    for part in ((NINE - timedelta(minutes=1), NOON), (NINE, NOON + timedelta(minutes=1)), (NOON, NINE)):
        with pytest.raises(RuleBroken):
            check_within(part, (NINE, NOON))
    with pytest.raises(RuleBroken, match="existe déjà"):
        check_apart(half, [half])


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_has_a_checklist_in_order_within_the_days(kind: EventKind) -> None:
    tasks = default_tasks(kind)

    assert len(tasks) >= 6
    assert [one.days_before for one in tasks] == sorted((one.days_before for one in tasks), reverse=True)
    assert len({one.label for one in tasks}) == len(tasks)
    for one in tasks:
        check_days(one.days_before)


def test_what_should_have_begun_before_today_is_to_be_done_today() -> None:
    on, today = date(2026, 12, 3), date(2026, 11, 23)
    tasks = tasks_left(EventKind.JOB_DATING, on, today)

    assert {one.days_before for one in tasks} == {10, 7, 5, 2, 1, -1, -2}
    assert not any(is_late(on, one.days_before, None, today) for one in tasks)


def test_days_are_counted_back_and_late_ones_are_known() -> None:
    on = date(2026, 12, 3)

    assert due_on(on, 21) == date(2026, 11, 12)
    assert due_on(on, -2) == date(2026, 12, 5)
    assert is_late(on, 21, None, date(2026, 11, 13))
    assert not is_late(on, 21, None, date(2026, 11, 12))
    assert not is_late(on, 21, date(2026, 11, 20), date(2026, 12, 1))
    assert [said_when(days).replace("\u00a0", " ") for days in (21, 1, 0, -2)] == [
        "21 jours avant", "1 jour avant", "le jour même", "2 jours après",
    ]  # fmt: skip
    with pytest.raises(RuleBroken):
        check_days(731)


def test_a_budget_is_exact_and_says_what_remains() -> None:
    total = total_of([(Decimal("100.10"), Decimal("80.05")), (Decimal("0.20"), None)])

    assert (total.planned, total.spent, total.left) == (Decimal("100.30"), Decimal("80.05"), Decimal("20.25"))
    assert total.unspent_lines == 1
    assert total_of([]).planned == 0


@pytest.mark.parametrize("amount", ["-0.01", "1000000.01", "10.001"])
def test_an_amount_that_cannot_be_is_refused_on_its_field(amount: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_amount(Decimal(amount), "planned")

    assert refused.value.field == "planned"
