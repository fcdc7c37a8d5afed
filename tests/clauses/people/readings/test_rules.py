"""Very many different people within an hour, whatever the order of the lines."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.people.readings.rules import WITHIN, Reading, bursts, read_lines

START = datetime(2026, 11, 3, 9, tzinfo=UTC)


def reading(minute: float, person: int, user: int = 1, body: int = 1) -> Reading:
    return Reading(START + timedelta(minutes=minute), user, body, person)


READINGS = st.lists(
    st.builds(reading, st.integers(0, 240), st.integers(1, 6), st.integers(1, 2), st.integers(1, 2)),
    max_size=40,
)


@pytest.mark.parametrize(
    ("minutes", "people", "found"),
    [
        ([0, 1, 2], [1, 2, 3], []),
        ([0, 1, 2, 3], [1, 2, 3, 4], [(0, 3, 4)]),
        ([0, 1, 2, 3], [1, 2, 3, 3], []),
        ([0, 20, 40, 60], [1, 2, 3, 4], []),
        ([0, 20, 40, 59], [1, 2, 3, 4], [(0, 59, 4)]),
        ([0, 1, 2, 3, 30, 90], [1, 2, 3, 4, 5, 6], [(0, 30, 5)]),
        ([0, 1, 2, 3, 200, 201, 202, 203], [1, 2, 3, 4] * 2, [(0, 3, 4), (200, 203, 4)]),
    ],
)
def test_more_than_three_people_in_an_hour(
    minutes: list[int], people: list[int], found: list[tuple[int, int, int]]
) -> None:
    told = bursts(map(reading, minutes, people), 3)
    spans = [
        ((one.begun_at - START).seconds // 60, (one.ended_at - START).seconds // 60, one.people)
        for one in told
    ]
    assert spans == found


@given(READINGS, st.integers(1, 5), st.randoms())
def test_every_hour_past_the_limit_is_in_a_burst_and_no_other(
    readings: list[Reading], most: int, luck: object
) -> None:
    told = bursts(readings, most)
    luck.shuffle(readings)  # type: ignore[attr-defined]
    assert bursts(readings, most) == told
    for each in readings:
        hour = {
            one.person
            for one in readings
            if (one.user, one.body) == (each.user, each.body) and each.at - WITHIN < one.at <= each.at
        }
        inside = any(
            (one.user, one.body) == (each.user, each.body) and one.begun_at <= each.at <= one.ended_at
            for one in told
        )
        assert inside or len(hour) <= most
    assert all(one.people > most for one in told)


@given(READINGS)
def test_a_line_comes_back_as_it_was(readings: list[Reading]) -> None:
    assert list(read_lines(each.line for each in readings)) == readings


@given(st.text())
def test_a_broken_line_is_passed_over(text: str) -> None:
    list(read_lines([text, reading(1, 2).line[:-3], "1 2 3"]))
