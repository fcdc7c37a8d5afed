"""Positions as they are typed; where a worksite stands in its time."""

from datetime import date
from decimal import Decimal

import pytest

from facilitator.words import RuleBroken
from worksites.sites.place_rules import Moment, Position, moment_of, parse_position

CLERMONT = Position(Decimal("45.777200"), Decimal("3.111000"))


@pytest.mark.parametrize(
    "text",
    [
        "45,7772, 3,1110",
        "45.7772, 3.1110",
        "45,7772,3,1110",
        "45,7772 ; 3,1110",
        "45.7772 3.111",
        "(45.7772, 3.1110)",
        " 45,7772°,\u00a03,1110° ",
        "45.7772/3.1110",
    ],
)
def test_a_position_reads_as_people_write_it(text: str) -> None:
    assert parse_position(text) == CLERMONT


@pytest.mark.parametrize("text", ["", "  ", None])
def test_nothing_said_is_no_position(text: str | None) -> None:
    assert parse_position(text) is None


@pytest.mark.parametrize(
    "text",
    ["45", "45,3", "Clermont", "45,7772", "95,1, 3,1", "45,1, 190,5", "3,1110, 45,7772", "45,1, 3,1, 2,2"],
)
def test_what_is_no_position_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        parse_position(text)

    assert broken.value.field == "position"


def test_a_position_is_written_as_it_is_typed() -> None:
    assert str(CLERMONT) == "45,7772, 3,111"
    assert parse_position(str(CLERMONT)) == CLERMONT


def test_overseas_and_the_south_read_too() -> None:
    assert parse_position("-21,1151, 55,5364") == Position(Decimal("-21.1151"), Decimal("55.5364"))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (None, None, Moment.UNDATED),
        (date(2027, 3, 2), None, Moment.COMING),
        (date(2027, 3, 1), None, Moment.RUNNING),
        (date(2026, 1, 1), date(2027, 3, 1), Moment.RUNNING),
        (date(2026, 1, 1), date(2027, 2, 28), Moment.OVER),
        (None, date(2027, 2, 28), Moment.OVER),
        (None, date(2027, 3, 1), Moment.RUNNING),
    ],
)
def test_a_worksite_stands_somewhere_in_its_time(
    starts_on: date | None, ends_on: date | None, expected: Moment
) -> None:
    assert moment_of(starts_on, ends_on, date(2027, 3, 1)) is expected
