"""The counting window, its revocation, its countdown, where a person stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.contract_rules import add_months, end_of
from clauses.people.eligibility.rules import (
    Situation,
    Window,
    check_refusal,
    check_revocation,
    days_left,
    eligible_until,
    message,
    situation_of,
    told,
)
from facilitator.words import RuleBroken

TODAY = date(2026, 11, 22)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2026-01-31", 24, "2028-01-30"), ("2028-02-29", 24, "2030-02-27"), ("2026-03-01", 24, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-27"), ("2028-01-30", 1, "2028-02-28"), ("2026-12-31", 2, "2027-02-27"),
        ("2024-02-29", 12, "2025-02-27"), ("2026-01-01", 24, "2027-12-31"),
    ],
)  # fmt: skip
def test_a_window_of_months_ends_the_day_before_the_same_day(start: str, months: int, last: str) -> None:
    assert end_of(date.fromisoformat(start), months) == date.fromisoformat(last)


@given(days, st.integers(1, 120))
def test_a_window_is_never_longer_than_its_months_and_next_begins_within_three_days(
    start: date, months: int
) -> None:
    last = end_of(start, months)
    assert start <= last < add_months(start, months)
    again = end_of(last + timedelta(days=1), months)
    assert 0 <= (end_of(start, 2 * months) - again).days <= 3


@given(days, st.integers(0, 900), st.integers(0, 900))
def test_adjoining_windows_count_as_one_and_a_gap_cuts(start: date, length: int, gap: int) -> None:
    first = Window(start, start + timedelta(days=length))
    next_start = first.ends_on + timedelta(days=1 + gap)
    second = Window(next_start, next_start + timedelta(days=30))
    expected = second.ends_on if gap == 0 else first.ends_on
    assert eligible_until([second, first], start) == expected
    assert eligible_until([first, second], start - timedelta(days=1)) is None


@given(days, st.integers(0, 900), st.integers(-5, 905))
def test_a_revoked_window_counts_exactly_the_days_before(start: date, length: int, offset: int) -> None:
    window, on = Window(start, start + timedelta(days=length)), start + timedelta(days=offset)
    cut = window.until(on)
    for index in range(-1, length + 2):
        day = start + timedelta(days=index)
        assert (cut is not None and cut.covers(day)) == (window.covers(day) and day < on)


@pytest.mark.parametrize(
    ("until", "left"), [(None, None), (TODAY, 1), (TODAY - timedelta(1), None), (TODAY + timedelta(9), 10)]
)
def test_the_countdown_counts_the_present_day(until: date | None, left: int | None) -> None:
    assert days_left(until, TODAY) == left


@pytest.mark.parametrize(
    ("asked", "until", "refused", "standing"),
    [
        (True, None, False, Situation.ASKED), (True, date(2027, 1, 1), True, Situation.ASKED),
        (False, None, False, Situation.UNDECIDED), (False, None, True, Situation.REFUSED),
        (False, TODAY - timedelta(1), False, Situation.ENDED), (False, TODAY, False, Situation.ENDING),
        (False, TODAY + timedelta(60), False, Situation.ENDING),
        (False, TODAY + timedelta(61), True, Situation.ELIGIBLE),
    ],
)  # fmt: skip
def test_where_a_person_stands(asked: bool, until: date | None, refused: bool, standing: Situation) -> None:
    assert situation_of(asked, until, refused, TODAY, 60) is standing


RUNNING = Window(date(2026, 3, 2), date(2028, 3, 1))
TO_COME = Window(date(2026, 12, 1), date(2028, 11, 30))


@pytest.mark.parametrize(
    ("window", "on"),
    [(RUNNING, TODAY + timedelta(1)), (RUNNING, RUNNING.ends_on), (TO_COME, TO_COME.starts_on)],
)
def test_a_revocation_holds_from_tomorrow_on_or_from_a_start_to_come(window: Window, on: date) -> None:
    check_revocation(window, on, TODAY, "Erreur de dossier")


@pytest.mark.parametrize(
    ("window", "on", "reason", "sentence"),
    [
        (RUNNING, TODAY, "Erreur", "au plus tôt"), (RUNNING, RUNNING.starts_on, "Erreur", "au plus tôt"),
        (RUNNING, TODAY + timedelta(1), " ", "pourquoi"), (None, TODAY, "Erreur", "aucune période"),
        (RUNNING, RUNNING.ends_on + timedelta(1), "Erreur", "se termine déjà"),
        (Window(date(2020, 1, 1), date(2021, 12, 31)), TODAY, "Erreur", "aucune période"),
    ],
)  # fmt: skip
def test_a_revocation_never_takes_back_the_hours_done(
    window: Window | None, on: date, reason: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        check_revocation(window, on, TODAY, reason)


def test_a_refusal_has_a_reason_and_a_company_is_told_yes_or_no() -> None:
    with pytest.raises(RuleBroken, match="pourquoi"):
        check_refusal("  ")
    assert told("Camille Essai", None) == "Camille Essai n’est pas éligible."
    assert told("Camille Essai", date(2028, 3, 1)).startswith("Camille Essai est éligible jusqu’au 1er")


def test_the_mail_to_a_company_holds_in_a_subject_whatever_the_name() -> None:
    subject, text = message("A" * 100 + " " + "B" * 100, None, "Maison de l’emploi")
    assert len(subject) == 200
    assert "B" * 100 in text
    assert "confidentielle" in text
