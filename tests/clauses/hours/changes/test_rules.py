"""What a form carries of a statement comes back whole, and tells what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.hours.changes.rules import Moved, Shown, is_outdated, moved, read_shown
from clauses.hours.ledger.rules import State
from clauses.people.valuation.rules import MinutesKind

WORK, TRAINING = MinutesKind.WORK, MinutesKind.TRAINING
KEYS = st.tuples(st.integers(1, 10**9), st.sampled_from(MinutesKind))
FIGURES = st.dictionaries(KEYS, st.integers(-44640, 44640), max_size=6)
SHOWN = st.builds(Shown, st.integers(1, 10**9), st.sampled_from(State), st.booleans(), FIGURES)


@given(SHOWN)
def test_what_was_shown_comes_back_whole(shown: Shown) -> None:
    assert read_shown(shown.packed) == shown
    assert not is_outdated(shown, shown)
    assert moved(shown, shown) == []


@given(SHOWN, SHOWN)
def test_every_figure_that_differs_is_told_once(before: Shown, now: Shown) -> None:
    told = {one.key: (one.before, one.after) for one in moved(before, now)}
    for key in {*before.figures, *now.figures}:
        values = before.figures.get(key), now.figures.get(key)
        assert told.get(key) == (None if values[0] == values[1] else values)
    if told:
        assert is_outdated(before, now)


@given(st.text())
def test_whatever_a_form_brings_back_is_read(text: str) -> None:
    read_shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, Shown(0)),
        ("", Shown(0)),
        ("x submitted 0", Shown(0)),
        ("7", Shown(7)),
        ("7 nowhere 0 1:work:60", Shown(7)),
        ("7 draft 1 1:work:60 2:nothing:5 zzz", Shown(7, State.DRAFT, True, {(1, WORK): 60})),
    ],
)
def test_what_cannot_be_read_is_outdated_at_worst(text: str | None, expected: Shown) -> None:
    assert read_shown(text) == expected


def test_a_line_that_changed_without_its_statement_is_seen() -> None:
    before = Shown(7, State.DRAFT, False, {(1, WORK): 60})
    now = Shown(7, State.DRAFT, False, {(1, TRAINING): 60})
    assert is_outdated(before, now)
    assert moved(before, now) == [Moved((1, TRAINING), None, 60), Moved((1, WORK), 60, None)]
