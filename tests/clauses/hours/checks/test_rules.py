"""What blocks, what asks for a word, what passes: tables of one line each."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.rules import Modality
from clauses.hours.checks.rules import (
    Code,
    Elsewhere,
    Facts,
    Finding,
    Level,
    Limits,
    LineFacts,
    blocking,
    derogated,
    refusal,
    unexplained,
)
from clauses.hours.checks.warning_rules import warnings
from clauses.people.eligibility.rules import Window
from clauses.people.valuation.rules import MinutesKind

WORK, MENTORING = MinutesKind.WORK, MinutesKind.MENTORING
MONTH, SEPTEMBER, AUGUST, JULY = (date(2026, month, 1) for month in (10, 9, 8, 7))
WHOLE = Window(date(2026, 3, 2), date(2028, 3, 1))
LINE = LineFacts(
    1,
    "Camille Essai",
    WORK,
    6000,
    (WHOLE,),
    date(2026, 3, 2),
    None,
    modality=Modality.DIRECT_HIRE,
    weekly=2100,
)
FACTS = Facts(MONTH, date(2026, 11, 3), date(2026, 3, 2), date(2028, 3, 1), True)


def facts(*lines: LineFacts, **over: Any) -> Facts:
    """October 2026 on a running contract."""
    return replace(FACTS, lines=lines or (LINE,), **over)


def codes(findings: list[Finding], level: Level | None = None) -> set[Code]:
    return {found.code for found in findings if level in (None, found.level)}


def test_an_ordinary_month_raises_nothing() -> None:
    assert blocking(facts()) == warnings(facts()) == []


@pytest.mark.parametrize(
    ("line", "over", "code"),
    [
        ({"windows": ()}, {}, Code.NOT_ELIGIBLE),
        ({"windows": (Window(date(2025, 1, 1), date(2026, 9, 30)),)}, {}, Code.AFTER_WINDOW),
        ({"ends_on": date(2026, 9, 30)}, {}, Code.OUTSIDE_EMPLOYMENT),
        ({"starts_on": date(2026, 11, 1)}, {}, Code.OUTSIDE_EMPLOYMENT),
        ({"assigned": False}, {}, Code.NOT_ASSIGNED),
        ({"minutes": 27 * 600 + 1}, {}, Code.DAY_LIMIT),
        ({"minutes": 27 * 420 + 1}, {"limits": Limits(day_minutes=420)}, Code.DAY_LIMIT),
        ({"starts_on": date(2026, 10, 30), "minutes": 1201}, {}, Code.DAY_LIMIT),
        ({"windows": (Window(date(2026, 3, 2), date(2026, 10, 2)),), "minutes": 1201}, {}, Code.DAY_LIMIT),
        ({}, {"modalities": frozenset({"secondment"})}, Code.MODALITY),
        ({}, {"party": False}, Code.NOT_PARTY),
        ({}, {"declaring": False}, Code.CLOSED),
        ({}, {"month": date(2026, 12, 1)}, Code.FUTURE),
        ({}, {"contract_starts_on": date(2026, 11, 1)}, Code.BEFORE_CONTRACT),
        ({}, {"contract_ends_on": date(2026, 9, 30)}, Code.AFTER_CONTRACT),
    ],
)
def test_what_blocks(line: dict[str, Any], over: dict[str, Any], code: Code) -> None:
    found = blocking(facts(replace(LINE, **line), **over))
    assert code in codes(found)
    assert refusal(found)


def test_an_employment_let_pass_lets_neither_eligibility_nor_the_law_pass() -> None:
    ended = replace(LINE, ends_on=date(2026, 9, 30), windows=(), minutes=27 * 600 + 1)
    found = derogated(blocking(facts(ended)), {(ended.employment, Code.OUTSIDE_EMPLOYMENT): "Accord"})
    assert {one.code for one in found if one.level is Level.BLOCKING} == {Code.NOT_ELIGIBLE, Code.DAY_LIMIT}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"before": {SEPTEMBER: 2999}}, Code.MUCH_MORE),
        ({"before": {JULY: 6000}}, Code.SILENT),
        ({"weekly": 1050}, Code.TOO_MANY),
        ({"windows": (Window(date(2026, 3, 2), date(2026, 10, 16)),)}, Code.PARTIAL),
        ({"windows": (Window(date(2026, 10, 12), date(2028, 10, 11)),)}, Code.PARTIAL),
        ({"starts_on": date(2025, 11, 1)}, Code.HIRED_BEFORE),
        ({"kind": MENTORING}, Code.NO_WORK),
        ({"elsewhere": (Elsewhere(2, "Autre", 8000, False),)}, Code.OVERLAP),
        ({"elsewhere": (Elsewhere(2, "Agence", 5900, True),)}, Code.TWICE),
    ],
)
def test_what_asks_for_a_word(line: dict[str, Any], code: Code) -> None:
    told = facts(replace(LINE, **line))
    assert blocking(told) == []
    assert codes(warnings(told)) == {code}
    assert codes(unexplained(warnings(told), {})) == {code}
    assert unexplained(warnings(told), {1: "Deux équipes ce mois-ci"}) == []


@pytest.mark.parametrize(
    "line",
    [
        {"before": {SEPTEMBER: 3000}},
        {"before": {AUGUST: 3000, SEPTEMBER: 3000}},
        {"before": {AUGUST: 6000}},
        {"weekly": 1300},
        {"starts_on": date(2025, 12, 2)},
        {"starts_on": date(2025, 11, 1), "before": {SEPTEMBER: 6000}},
        {"elsewhere": (Elsewhere(2, "Autre", 3000, False),)},
        {"elsewhere": (Elsewhere(2, "Agence", 5000, True),)},
        {"minutes": 0, "before": {JULY: 6000}},
    ],
)
def test_what_passes(line: dict[str, Any]) -> None:
    assert warnings(facts(replace(LINE, **line))) == []


def test_a_body_sets_its_own_thresholds() -> None:
    line = replace(LINE, before={SEPTEMBER: 4100})
    assert codes(warnings(facts(line, limits=Limits(factor=Fraction(3, 2))))) == set()
    assert codes(warnings(facts(line, limits=Limits(factor=Fraction(13, 10))))) == {Code.MUCH_MORE}
    quiet = replace(LINE, before={AUGUST: 6000})
    assert codes(warnings(facts(quiet, limits=Limits(silent_months=1)))) == {Code.SILENT}


def test_an_employment_that_ends_is_told_and_asks_nothing() -> None:
    found = warnings(facts(replace(LINE, ends_on=date(2026, 11, 13))))
    assert codes(found, Level.NOTE) == {Code.ENDING}
    assert unexplained(found, {}) == []


def test_the_company_never_reads_who_else_declares() -> None:
    (found,) = warnings(facts(replace(LINE, elsewhere=(Elsewhere(2, "Agence Essai", 5900, True),))))
    assert "ailleurs" in found.sentence
    assert "Agence Essai" not in found.sentence
    assert "Agence Essai : 98" in found.inside


def test_a_derogation_lets_eligibility_pass_and_nothing_else() -> None:
    granted = {(1, Code.NOT_ELIGIBLE): "Validée par téléphone"}
    found = derogated(blocking(facts(replace(LINE, windows=(), minutes=20_000))), granted)
    assert codes(found, Level.DEROGATION) == {Code.NOT_ELIGIBLE}
    assert codes(found, Level.BLOCKING) == {Code.DAY_LIMIT}


@given(minutes=st.integers(0, 30_000), first=st.integers(1, 31), last=st.integers(1, 31))
def test_nobody_counts_more_than_the_days_that_count(minutes: int, first: int, last: int) -> None:
    window = Window(date(2026, 10, min(first, last)), date(2026, 10, max(first, last)))
    found = blocking(facts(replace(LINE, windows=(window,), minutes=minutes)))
    days = sum(date(2026, 10, day).weekday() != 6 for day in range(min(first, last), max(first, last) + 1))
    if days:
        assert (Code.DAY_LIMIT in codes(found)) == (minutes > days * 600)
