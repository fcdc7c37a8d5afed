"""The laws of a cell: what it takes, what it refuses, what clashes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.hours.grid.rules import Change, Ground, Held, Typed, clashes, field_name, read_diffs, read_fields
from clauses.hours.ledger.rules import State
from clauses.people.eligibility.rules import Window
from facilitator.formats import hours
from facilitator.words import RuleBroken

OPEN = Ground(
    month=date(2026, 10, 1),
    state=State.DRAFT,
    takes=True,
    kept="",
    starts_on=date(2026, 3, 2),
    ends_on=None,
    assigned=(date(2026, 3, 2), None),
    windows=(Window(date(2026, 3, 2), date(2028, 3, 1)),),
)
minutes = st.integers(0, 100_000)


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({}, ""),
        ({"takes": False}, "n’accepte plus"),
        ({"state": State.VALIDATED}, "est validé"),
        ({"state": State.SUBMITTED}, "est envoyé"),
        ({"kept": "Déjà contrôlée."}, "Déjà contrôlée"),
    ],
)
def test_a_cell_is_locked_for_a_reason(over: dict[str, Any], why: str) -> None:
    ground = replace(OPEN, **over)
    assert why in ground.locked
    assert bool(ground.locked) == bool(why)
    if why:
        with pytest.raises(RuleBroken, match=why):
            ground.refuse(0)


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"starts_on": date(2026, 11, 2)}, "ne couvre pas ce mois"),
        ({"ends_on": date(2026, 9, 30)}, "ne couvre pas ce mois"),
        ({"assigned": None}, "pas affectée"),
        ({"assigned": (date(2026, 3, 2), date(2026, 9, 30))}, "pas affectée"),
        ({"windows": ()}, "pas encore validée"),
        ({"windows": (Window(date(2024, 1, 1), date(2026, 9, 30)),)}, "Éligible jusqu’au"),
        ({"windows": (Window(date(2026, 11, 3), date(2027, 1, 1)),)}, "Éligible à partir du"),
    ],
)
def test_where_no_hours_may_stand_they_may_still_go(over: dict[str, Any], why: str) -> None:
    ground = replace(OPEN, **over)
    assert why in ground.barren
    assert ground.most == 0
    ground.refuse(0)
    with pytest.raises(RuleBroken, match=why):
        ground.refuse(1)


@pytest.mark.parametrize(
    ("over", "days"),
    [({}, 27), ({"starts_on": date(2026, 10, 30)}, 2), ({"ends_on": date(2026, 10, 1)}, 1)],
)
def test_a_month_holds_ten_hours_a_day_but_sundays(over: dict[str, Any], days: int) -> None:
    ground = replace(OPEN, **over)
    ground.refuse(days * 600)
    with pytest.raises(RuleBroken, match="le plus que ce mois permet"):
        ground.refuse(days * 600 + 1)


@given(seen=st.builds(Held, minutes, minutes), held=st.builds(Held, minutes, minutes), wanted=minutes)
def test_only_what_was_not_seen_and_is_not_wanted_clashes(seen: Held, held: Held, wanted: int) -> None:
    change = Change((1, 2), wanted, seen)
    assert clashes(change, held) == (seen != held and wanted != held.minutes)
    assert not clashes(change, seen)


@given(place=st.tuples(minutes, minutes), held=st.builds(Held, minutes, minutes), wanted=minutes)
def test_a_field_says_where_it_stands_and_what_was_there(
    place: tuple[int, int], held: Held, wanted: int
) -> None:
    assert read_fields([(field_name(place, held), hours(wanted)), ("csrf_token", "x")]) == [
        Typed(place, held, hours(wanted))
    ]
    change = Typed(place, held, hours(wanted)).change()
    assert change == (None if wanted == held.minutes else Change(place, wanted, held))


def test_a_cell_named_twice_keeps_its_last_figure() -> None:
    cell = {"statement": 1, "employment": 2, "before": 0, "line_version": None}
    assert read_diffs([cell | {"minutes": 5}, cell | {"minutes": 6}]) == [Change((1, 2), 6, Held())]
