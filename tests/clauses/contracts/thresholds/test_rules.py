"""The threshold check: dated, sourced, and its exemptions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clauses.contracts.rules import BuyerKind, ClauseKind, ContractForm, Nature
from clauses.contracts.thresholds.rules import (
    PUBLISHED,
    ExemptionReason,
    Facts,
    Finding,
    Setting,
    Subject,
    check_confirmation,
    check_exemption,
    needs_second_person,
    threshold_at,
    verdict,
)
from facilitator.words import RuleBroken

AFTER = date(2026, 9, 1)


def facts(amount: int | None, on: date | None = AFTER, **over: Any) -> Facts:
    values: dict[str, Any] = {
        "nature": Nature.SERVICES,
        "form": ContractForm.CONTRACT,
        "buyer_kind": BuyerKind.OTHER,
        "amount": None if amount is None else Decimal(amount),
        "consulted_on": on,
        "notified_on": None,
        "today": date(2026, 11, 21),
    }
    return Facts(**values | over)


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        (facts(215_999), Finding.NOT_CONCERNED),
        (facts(216_000), Finding.UNMET),
        (facts(140_000, buyer_kind=BuyerKind.STATE), Finding.UNMET),
        (facts(431_999, buyer_kind=BuyerKind.ENTITY), Finding.NOT_CONCERNED),
        (facts(5_403_999, nature=Nature.WORKS), Finding.NOT_CONCERNED),
        (facts(5_404_000, nature=Nature.WORKS), Finding.UNMET),
        (facts(5_403_999, form=ContractForm.CONCESSION), Finding.NOT_CONCERNED),
        (facts(9_000_000, on=date(2026, 8, 20)), Finding.NOT_CONCERNED),
        (facts(9_000_000, on=date(2026, 8, 21)), Finding.UNMET),
        (facts(9_000_000, on=None, notified_on=date(2026, 8, 1)), Finding.NOT_CONCERNED),
        (facts(9_000_000, on=None), Finding.UNMET),
        (facts(None), Finding.UNKNOWN),
        (facts(9_000_000, kinds=frozenset({ClauseKind.PERFORMANCE})), Finding.MET),
        (facts(9_000_000, kinds=frozenset({ClauseKind.CRITERION})), Finding.UNMET),
        (facts(9_000_000, exempt=True), Finding.EXEMPT),
        (facts(9_000_000, exemption_pending=True), Finding.PENDING),
    ],
)
def test_the_check_says_who_must_carry_a_social_condition(given: Facts, finding: Finding) -> None:
    assert verdict(given).finding is finding


def test_the_sentence_gives_its_figures() -> None:
    said = verdict(facts(300_000)).sentence.replace("\u202f", " ").replace("\u00a0", " ")

    assert "300 000 €" in said
    assert "216 000 €" in said
    assert "21 août 2026" in said


def test_a_body_may_say_that_the_obligation_began_another_day() -> None:
    own = [Setting(Subject.OBLIGATION, date(2026, 8, 22), None, "Loi 2021-1104")]

    assert verdict(facts(300_000, on=date(2026, 8, 21)), own).finding is Finding.NOT_CONCERNED
    assert verdict(facts(300_000, on=date(2026, 8, 22)), own).finding is Finding.UNMET


def test_a_new_threshold_holds_from_its_day() -> None:
    own = [Setting(Subject.OTHER, date(2028, 1, 1), Decimal(220_000), "JOUE")]

    assert threshold_at(Subject.OTHER, date(2027, 12, 31), own) == PUBLISHED[6]
    assert threshold_at(Subject.OTHER, date(2028, 1, 1), own) == own[0]
    assert threshold_at(Subject.OTHER, date(2020, 1, 1)) is None


def test_the_body_s_own_setting_stands_over_the_published_one_of_the_same_day() -> None:
    own = [Setting(Subject.OTHER, date(2026, 1, 1), Decimal(1), "essai")]

    assert threshold_at(Subject.OTHER, date(2026, 2, 1), own) == own[0]


@pytest.mark.parametrize(
    ("reason", "text", "nature", "months", "field"),
    [
        (ExemptionReason.NO_LINK, "", Nature.SERVICES, 12, None),
        (ExemptionReason.OTHER, "trop court", Nature.SERVICES, 12, "text"),
        (ExemptionReason.OTHER, "x" * 30, Nature.SERVICES, 12, None),
        (ExemptionReason.SHORT_WORKS, "", Nature.SERVICES, 5, "reason"),
        (ExemptionReason.SHORT_WORKS, "", Nature.WORKS, 6, "reason"),
        (ExemptionReason.SHORT_WORKS, "", Nature.WORKS, None, "reason"),
        (ExemptionReason.SHORT_WORKS, "", Nature.WORKS, 5, None),
    ],
)
def test_an_exemption_fits_its_reason(
    reason: ExemptionReason, text: str, nature: Nature, months: int | None, field: str | None
) -> None:
    assert refused_field(reason, text, nature, months) == field


def refused_field(reason: ExemptionReason, text: str, nature: Nature, months: int | None) -> str | None:
    try:
        check_exemption(reason, text, nature, months)
    except RuleBroken as broken:
        return broken.field
    return None


def test_only_another_reason_needs_a_second_person_and_it_is_not_the_first() -> None:
    assert [reason for reason in ExemptionReason if needs_second_person(reason)] == [ExemptionReason.OTHER]
    check_confirmation(1, 2)
    with pytest.raises(RuleBroken):
        check_confirmation(1, 1)
