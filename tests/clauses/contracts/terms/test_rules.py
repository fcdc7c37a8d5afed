"""The legal frame of a clause: every article has its case."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from clauses.contracts.rules import (
    CapBasis,
    ClauseKind,
    ContractForm,
    HourlyBase,
    Nature,
    PenaltyFormula,
    PenaltyTrigger,
)
from clauses.contracts.terms.rules import (
    PenaltyLine,
    TermsFacts,
    advice,
    article_of,
    check,
    check_penalty,
    limits_said,
    refusals,
)
from facilitator.words import RuleBroken

HALF = Decimal("0.5")


def facts(kind: ClauseKind, **over: object) -> TermsFacts:
    return TermsFacts(kind, **over)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(ClauseKind))
def test_each_kind_of_clause_has_its_article_in_a_market_and_in_a_concession(kind: ClauseKind) -> None:
    assert article_of(kind, ContractForm.CONTRACT)
    assert article_of(kind, ContractForm.CONCESSION)


@pytest.mark.parametrize(
    ("given", "article", "field"),
    [
        (facts(ClauseKind.RESERVED_INSERTION), "R2113-7", "reserved_share"),
        (facts(ClauseKind.RESERVED_ADAPTED, reserved_share=Decimal("0.49")), "R2113-7", "reserved_share"),
        (facts(ClauseKind.RESERVED_ADAPTED, reserved_share=Decimal("1.01")), "R2113-7", "reserved_share"),
        (
            facts(ClauseKind.RESERVED_BOTH, form=ContractForm.CONCESSION, reserved_share=HALF),
            "L3113-3",
            "kind",
        ),
        (
            facts(
                ClauseKind.RESERVED_ADAPTED,
                form=ContractForm.CONCESSION,
                reserved_share=HALF,
                beside=frozenset({ClauseKind.RESERVED_INSERTION}),
            ),
            "L3113-3",
            "kind",
        ),
        (
            facts(
                ClauseKind.RESERVED_PRISON,
                reserved_share=HALF,
                beside=frozenset({ClauseKind.RESERVED_INSERTION}),
            ),
            "L2113-13-1",
            "kind",
        ),
        (facts(ClauseKind.RESERVED_ESS, nature=Nature.SERVICES, duration_months=37), "L2113-16", "kind"),
        (facts(ClauseKind.RESERVED_ESS, nature=Nature.SERVICES), "L2113-16", "kind"),
        (facts(ClauseKind.RESERVED_ESS, nature=Nature.WORKS, duration_months=36), "L2113-15", "kind"),
        (facts(ClauseKind.INSERTION_SERVICES, nature=Nature.SUPPLIES), "R2123-1", "kind"),
        (facts(ClauseKind.PERFORMANCE, minutes=0), "", "hours"),
        (facts(ClauseKind.CRITERION, criterion_weight=Decimal("1.2")), "", "criterion_weight"),
    ],
)
def test_what_the_law_refuses_names_its_article_and_its_field(
    given: TermsFacts, article: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        check(given)

    assert article in refused.value.message
    assert refused.value.field == field


@pytest.mark.parametrize(
    "given",
    [
        facts(ClauseKind.PERFORMANCE, minutes=49_980),
        facts(ClauseKind.PERFORMANCE),
        facts(ClauseKind.RESERVED_INSERTION, reserved_share=HALF),
        facts(ClauseKind.RESERVED_BOTH, reserved_share=Decimal(1)),
        facts(
            ClauseKind.RESERVED_ADAPTED,
            reserved_share=HALF,
            beside=frozenset({ClauseKind.RESERVED_INSERTION}),
        ),
        facts(ClauseKind.RESERVED_ESS, nature=Nature.SERVICES, duration_months=36),
        facts(ClauseKind.INSERTION_SERVICES, nature=Nature.SERVICES),
        facts(ClauseKind.CRITERION, criterion_weight=Decimal("0.1")),
    ],
)
def test_what_the_law_allows_passes(given: TermsFacts) -> None:
    assert list(refusals(given)) == []


def test_a_market_may_combine_what_a_concession_may_not() -> None:
    market = facts(ClauseKind.RESERVED_BOTH, reserved_share=HALF)
    concession = facts(ClauseKind.RESERVED_BOTH, reserved_share=HALF, form=ContractForm.CONCESSION)

    assert not list(refusals(market))
    assert list(refusals(concession))


def test_practice_advises_without_refusing() -> None:
    assert advice(facts(ClauseKind.PERFORMANCE, minutes=149 * 60))
    assert advice(facts(ClauseKind.TRAINING, minutes=300 * 60, duration_months=12))
    assert not advice(facts(ClauseKind.PERFORMANCE, minutes=150 * 60))


@pytest.mark.parametrize(
    ("trigger", "formula", "amount", "factor", "field"),
    [
        (PenaltyTrigger.MISSING_HOURS, PenaltyFormula.PER_HOUR, 60, None, None),
        (PenaltyTrigger.MISSING_HOURS, PenaltyFormula.MULTIPLE_OF_BASE, 29, Decimal(4), None),
        (PenaltyTrigger.MISSING_HOURS, PenaltyFormula.MULTIPLE_OF_BASE, 29, None, "factor"),
        (PenaltyTrigger.ABSENCE, PenaltyFormula.PER_HOUR, 60, None, "formula"),
        (PenaltyTrigger.LATE_REPORT, PenaltyFormula.PER_WORKING_DAY, 0, None, "amount"),
        (PenaltyTrigger.ABSENCE, PenaltyFormula.PER_ABSENCE, 500, None, None),
    ],
)
def test_a_penalty_that_could_not_be_computed_is_refused(
    trigger: PenaltyTrigger, formula: PenaltyFormula, amount: int, factor: Decimal | None, field: str | None
) -> None:
    assert refused_field(trigger, formula, amount, factor) == field


def refused_field(
    trigger: PenaltyTrigger, formula: PenaltyFormula, amount: int, factor: Decimal | None
) -> str | None:
    try:
        check_penalty(PenaltyLine(trigger, formula, Decimal(amount), factor))
    except RuleBroken as broken:
        return broken.field
    return None


CEILING = PenaltyLine(
    PenaltyTrigger.MISSING_HOURS,
    PenaltyFormula.MULTIPLE_OF_BASE,
    factor=Decimal(4),
    base=HourlyBase.CEILING,
    after_notice=False,
)


def test_a_dated_base_needs_no_amount_and_is_said_by_its_name() -> None:
    check_penalty(CEILING)

    assert CEILING.said == (
        "heures non réalisées × 4 × plafond horaire de la sécurité sociale, sans mise en demeure préalable"
    )


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"formula": PenaltyFormula.PER_HOUR, "amount": Decimal(60)}, "base"),
        ({"cap_rate": Decimal("0.1")}, "cap_basis"),
        ({"cap_rate": Decimal("1.2"), "cap_basis": CapBasis.LOT}, "cap_rate"),
        ({"cap_amount": Decimal(0)}, "cap_amount"),
        ({"notice_days": 0}, "notice_days"),
    ],
)
def test_a_line_that_could_not_be_computed_names_its_field(over: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_penalty(replace(CEILING, **over))

    assert refused.value.field == field


def test_what_bounds_penalties_together_is_one_sentence() -> None:
    assert limits_said(None, Decimal("0.1"), CapBasis.CONTRACT, Decimal(1000)) == (
        "plafond\u00a0: 10\u00a0% du montant du marché, aucune pénalité jusqu’à 1\u202f000\u00a0€"
    )
