"""When an event is: hours as people type them, the two nights of the clock, what follows a move."""

from datetime import UTC, date, datetime, time

import pytest

from facilitator.words import RuleBroken
from worksites.events.when_rules import moment, parse_hour, said_span, shifted, span

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9", time(9)), ("9h", time(9)), ("9 h 30", time(9, 30)), ("09:30", time(9, 30)),
        ("14h05", time(14, 5)), ("09:30:00", time(9, 30)), ("9\u00a0h\u00a030", time(9, 30)),
        ("17 heures", time(17)), ("1730", time(17, 30)),
    ],
)  # fmt: skip
def test_an_hour_reads_as_people_write_it(text: str, read: time) -> None:
    assert parse_hour(text) == read


@pytest.mark.parametrize("text", ["", "midi", "25 h", "9 h 75", "9h3", "-9"])
def test_what_is_not_an_hour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an hour"):
        parse_hour(text)


@pytest.mark.parametrize(
    ("on", "at", "utc"),
    [
        (date(2026, 12, 3), time(9), datetime(2026, 12, 3, 8, tzinfo=UTC)),
        (date(2027, 7, 1), time(9), datetime(2027, 7, 1, 7, tzinfo=UTC)),
        (SPRING, time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (SPRING, time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (SPRING, time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (AUTUMN, time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (AUTUMN, time(3), datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_the_two_nights_of_the_clock_follow_the_rfc(on: date, at: time, utc: datetime) -> None:
    assert moment(on, at) == utc
    assert moment(on, at.replace(fold=1)) == utc


def test_an_event_over_the_night_of_october_lasts_an_hour_more() -> None:
    begins, finishes = span(date(2027, 10, 30), time(22), time(6), AUTUMN)

    assert (finishes - begins).total_seconds() == 9 * 3600


@pytest.mark.parametrize(
    ("starts", "ends", "ends_on", "field"),
    [
        (time(9), time(9), None, "ends"),
        (time(12), time(9), None, "ends"),
        (time(9), time(12), date(2026, 12, 1), "ends_on"),
        (time(9), time(12), date(2027, 3, 3), "ends_on"),
    ],
)
def test_an_end_that_cannot_be_is_refused_on_its_field(
    starts: time, ends: time, ends_on: date | None, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        span(date(2026, 12, 3), starts, ends, ends_on)

    assert refused.value.field == field


def test_what_follows_a_move_keeps_its_hour_by_the_clock() -> None:
    before, slot = moment(date(2027, 3, 25), time(9)), moment(date(2027, 3, 25), time(10, 30))
    after = moment(date(2027, 4, 1), time(14))

    assert shifted(slot, before, after) == moment(date(2027, 4, 1), time(15, 30))


def test_a_span_is_said_once_when_it_is_one_day() -> None:
    one = said_span(moment(SPRING, time(9)), moment(SPRING, time(12, 30))).replace("\u00a0", " ")
    two = said_span(moment(SPRING, time(9)), moment(date(2027, 3, 29), time(17))).replace("\u00a0", " ")

    assert one == "28 mars 2027, de 9 h à 12 h 30"
    assert two == "du 28 mars 2027 à 9 h au 29 mars 2027 à 17 h"
