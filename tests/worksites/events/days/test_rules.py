"""When the door is open, what becomes of a tap, what a telephone may send."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.words import RuleBroken
from tests.factories_events import at
from worksites.events.days.rules import Tap, TapVerdict, clamped, door_token, is_open, judged, read_taps
from worksites.events.guests.rules import Coming

START, END = at(9), at(12)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("when", "open_"),
    [
        (START - 2 * HOUR, True),
        (START - 2 * HOUR - timedelta(seconds=1), False),
        (END + 2 * HOUR, True),
        (END + 2 * HOUR + timedelta(seconds=1), False),
    ],
)
def test_the_door_is_open_two_hours_on_either_side(when: datetime, open_: bool) -> None:
    assert is_open(START, END, when) is open_


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (Coming.UNKNOWN, TapVerdict.DONE),
        (Coming.PRESENT, TapVerdict.DONE),
        (Coming.EXCUSED, TapVerdict.CONFLICT),
    ],
)
def test_nobodys_word_is_silently_taken_back(now: Coming, verdict: TapVerdict) -> None:
    tap = Tap("k" * 16, 1, Coming.UNKNOWN, Coming.PRESENT, START)

    assert judged(tap, now) is verdict


def test_a_wrong_clock_is_brought_back_into_the_hours_of_the_door() -> None:
    assert clamped(START - 9 * HOUR, START, END, END) == START - 2 * HOUR
    assert clamped(END + 9 * HOUR, START, END, START) == START
    assert clamped(START + HOUR, START, END, END) == START + HOUR


@pytest.mark.parametrize(
    "told",
    [
        None,
        {},
        {"taps": 3},
        {"taps": [{}]},
        {"taps": [{"key": "short", "guest": 1, "before": "came", "said": "came", "at": "2026-12-03T09:00Z"}]},
        {"taps": [{"key": "k" * 32, "guest": 1, "before": "x", "said": "came", "at": "2026-12-03T09:00Z"}]},
        {"taps": [{"key": "k" * 32, "guest": 1, "before": "came", "said": "came", "at": "2026-12-03T09:00"}]},
    ],
)
def test_what_is_no_tap_is_refused(told: object) -> None:
    with pytest.raises(RuleBroken):
        read_taps(told)


def test_a_tap_is_read() -> None:
    told = {
        "key": "k" * 32,
        "guest": 7,
        "before": "coming_unknown",
        "said": "came",
        "at": "2026-12-03T09:00Z",
    }

    (tap,) = read_taps({"taps": [told]})

    assert tap == Tap("k" * 32, 7, Coming.UNKNOWN, Coming.PRESENT, datetime(2026, 12, 3, 9, tzinfo=UTC))


def test_each_door_and_each_day_has_its_secret() -> None:
    secrets = {door_token(key, uid, day) for key in "ab" for uid in "cd" for day in "ef"}

    assert len(secrets) == 8
    assert all(len(one) == 22 for one in secrets)
