"""What a valuation rule may say, and how it reads."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.people.employments.rules import ContractType
from clauses.people.valuation.rules import MinutesKind, Rule, applying, value
from clauses.people.valuation.setting_rules import (
    SUGGESTIONS,
    check_rule,
    in_force,
    months_from,
    preview,
    scope,
)
from facilitator.words import RuleBroken

TODAY = date(2026, 11, 22)
RULE = Rule(1, date(2026, 11, 1), Decimal("1.5"), "Délibération")


def rule(**over: Any) -> Rule:
    """A rule of this month."""
    return replace(RULE, **over)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"multiplier": Decimal("-0.1")}, "multiplier"), ({"multiplier": Decimal("5.01")}, "multiplier"),
        ({"cap": 0}, "cap"), ({"valid_from": date(2026, 10, 1)}, "valid_from"),
        ({"valid_from": date(2026, 12, 2)}, "valid_from"), ({"source": "  "}, "source"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_rule_is_refused_on_its_field(over: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_rule(rule(**over), TODAY)
    assert refused.value.field == field


def test_this_month_and_the_eleven_next_ones_may_be_chosen() -> None:
    months = dict(months_from(TODAY))
    assert len(months) == 12
    assert (months["2026-11-01"], months["2027-02-01"]) == ("novembre 2026", "février 2027")
    for month in months:
        check_rule(rule(valid_from=date.fromisoformat(month)), TODAY)


@pytest.mark.parametrize(
    ("over", "text"),
    [
        ({}, "100\u00a0h → 150\u00a0h"), ({"cap": 7200}, "100\u00a0h → 120\u00a0h"),
        ({"multiplier": Decimal(0)}, "100\u00a0h → 0\u00a0h"),
    ],
)  # fmt: skip
def test_the_preview_says_what_a_hundred_hours_become(over: dict[str, Any], text: str) -> None:
    assert preview(rule(**over)) == text


def test_the_scope_is_said_in_words() -> None:
    assert scope(RULE, {}) == "Toutes les heures"
    precise = rule(contract_type=ContractType.PERMANENT, kind=MinutesKind.TRAINING, terms_id=3)
    assert scope(precise, {3: "2026-17, lot 2"}) == "CDI, Formation, 2026-17, lot 2"
    assert "plus suivie" in scope(precise, {})


rules = st.builds(
    Rule,
    st.integers(1, 50),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)).map(lambda day: day.replace(day=1)),
    st.sampled_from([Decimal(0), Decimal(1), Decimal("1.5"), Decimal(2)]),
    st.just("Délibération"),
    st.sampled_from([None, ContractType.PERMANENT]),
    st.sampled_from([None, MinutesKind.TRAINING]),
    st.sampled_from([None, 3]),
    st.sampled_from([None, 6000]),
)


@given(st.lists(rules, max_size=8, unique_by=lambda one: one.key), st.integers(0, 20000))
def test_the_rules_shown_in_force_give_what_the_ledger_counts(kept: list[Rule], minutes: int) -> None:
    month = date(2026, 7, 1)
    asked = (ContractType.PERMANENT, MinutesKind.TRAINING, 3, month)
    shown, counted = applying(in_force(kept, month), *asked), applying(kept, *asked)
    assert value(minutes, shown) == value(minutes, counted)


def test_no_suggestion_is_applied_by_itself_and_each_could_be() -> None:
    for one in SUGGESTIONS:
        made = Rule(0, date(2026, 12, 1), one.multiplier, one.why, one.contract_type, one.kind, None, one.cap)
        check_rule(made, TODAY)
        assert "retrouvé" in one.why or "rapporté" in one.why or "(Creil)" in one.why
    assert applying([], ContractType.PERMANENT, MinutesKind.WORK, 1, TODAY) is None
