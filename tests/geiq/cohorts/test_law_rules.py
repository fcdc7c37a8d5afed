"""What the law lets a cohort be, and what the refusals say."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.rules import Settings, Value
from clauses.people.employments.rules import ContractType
from facilitator.words import RuleBroken
from geiq.cohorts.law_rules import (
    KEYS,
    HireTerms,
    Limits,
    Shape,
    check_law,
    company_limit,
    hire_advice,
    limits_in,
    refusals,
)
from geiq.cohorts.rules import CohortKind, FunderKind

LAW = Limits()
POEC, POEI, GROUP = CohortKind.POEC, CohortKind.POEI, CohortKind.GEIQ_GROUP
H = 60


def fields(shape: Shape) -> list[str]:
    """The fields that the law refuses."""
    return [one.field for one in refusals(shape, LAW)]


def test_each_figure_of_the_law_is_a_dated_parameter_with_its_source() -> None:
    held = limits_in(Settings())

    assert replace(held, unsure=frozenset()) == LAW
    assert set(KEYS) == {field.name for field in fields_of(Limits)} - {"unsure"}
    assert all(CATALOGUE[key].source and CATALOGUE[key].dated for key in KEYS.values())
    assert {name for name in KEYS if name.startswith("poei")} <= held.unsure
    assert held.unsure & {"poec_minutes", "poec_company_share", "poec_exit_months"} == set()


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        (Shape(POEC, 400 * H, 8001), False),
        (Shape(POEC, 400 * H + 1), True),
        (Shape(POEI, 451 * H), True),
        (Shape(POEI, starts_on=date(2027, 1, 4), ends_on=date(2027, 7, 4)), True),
        (Shape(POEI, funder_kind=FunderKind.STATE), False),
        (Shape(POEC, None, 60), False),
    ],
)
def test_a_refusal_by_a_figure_to_be_validated_says_so(shape: Shape, says: bool) -> None:
    (refusal,) = refusals(shape, limits_in(Settings()))

    assert ("à valider" in refusal.says()) is says


def test_a_figure_that_the_body_has_set_is_no_longer_to_be_validated() -> None:
    parameter = CATALOGUE["poei_months"]
    own = Settings({parameter.key: Value(parameter, Decimal(6), "Note de France Travail", date(2026, 1, 1))})

    assert "poei_months" not in limits_in(own).unsure
    assert "poei_minutes" in limits_in(own).unsure


@pytest.mark.parametrize(
    ("shape", "refused"),
    [
        (Shape(POEC), []),
        (Shape(POEC, 400 * H, 8000, funder_kind=FunderKind.OPCO), []),
        (Shape(POEC, 400 * H, 8001, funder_kind=FunderKind.OPCO), ["company_minutes"]),
        (Shape(POEC, 400 * H + 1), ["derogation"]),
        (Shape(POEC, 434 * H, derogation="Accord de branche"), []),
        (Shape(POEC, 434 * H + 1, derogation="Accord de branche"), ["training_minutes"]),
        (Shape(POEC, 500 * H), ["training_minutes"]),
        (Shape(POEC, None, 60), ["training_minutes"]),
        (Shape(POEC, 60, 61), ["company_minutes"]),
        (Shape(POEC, job_offer="183XYZ"), ["job_offer"]),
        (Shape(POEC, has_employer=True), ["employer_id"]),
        (Shape(POEC, funder_kind=FunderKind.FRANCE_TRAVAIL), []),
        (Shape(POEC, funder_kind=FunderKind.REGION), ["funder_kind"]),
        (Shape(POEC, funder_kind=FunderKind.EMPLOYER), ["funder_kind"]),
        (Shape(POEI, 450 * H, 450 * H, job_offer="183XYZ", has_employer=True), []),
        (Shape(POEI, 451 * H, has_employer=True), ["derogation"]),
        (Shape(POEI, 301 * H, has_provider=False), ["derogation"]),
        (Shape(POEI, 600 * H, derogation="Plan d’investissement"), []),
        (Shape(POEI, 601 * H, derogation="Plan d’investissement"), ["training_minutes"]),
        (Shape(POEI, starts_on=date(2027, 1, 4), ends_on=date(2027, 7, 3)), []),
        (Shape(POEI, starts_on=date(2027, 1, 4), ends_on=date(2027, 7, 4)), ["ends_on"]),
        (Shape(POEI, funder_kind=FunderKind.STATE), ["funder_kind"]),
        (Shape(GROUP, 600 * H, 60 * H, funder_kind=FunderKind.OPCO), []),
        (Shape(GROUP, job_offer="183XYZ"), ["job_offer"]),
        (Shape(GROUP, starts_on=date(2027, 1, 4), ends_on=date(2029, 1, 4)), ["ends_on"]),
    ],
)
def test_the_law_refuses_what_it_refuses(shape: Shape, refused: list[str]) -> None:
    assert fields(shape) == refused


def test_a_refusal_says_why_and_where_it_is_written() -> None:
    with pytest.raises(RuleBroken) as broken:
        check_law(Shape(POEC, 400 * H, 8001), LAW)

    assert broken.value.field == "company_minutes"
    assert "au plus un tiers en entreprise, soit 133 h 20" in " ".join(broken.value.message.split())
    assert "L6326-3" in broken.value.message


@pytest.mark.parametrize(("total", "most"), [(0, 0), (60, 20), (100, 33), (24_000, 8000), (26_040, 8680)])
def test_a_third_is_to_the_nearest_minute(total: int, most: int) -> None:
    assert company_limit(total, LAW) == most


FIRST, YEAR, SHORT = date(2027, 3, 1), date(2028, 2, 29), date(2027, 8, 31)


@pytest.mark.parametrize(
    ("kind", "contract", "ends_on", "fits"),
    [
        (POEC, ContractType.PERMANENT, None, True),
        (POEC, ContractType.FIXED_TERM, YEAR, True),
        (POEC, ContractType.FIXED_TERM, date(2028, 2, 28), False),
        (POEC, ContractType.PROFESSIONALISATION, YEAR, True),
        (POEC, ContractType.APPRENTICESHIP, SHORT, False),
        (POEC, ContractType.TEMPORARY, YEAR, False),
        (POEI, ContractType.FIXED_TERM, YEAR, True),
        (POEI, ContractType.FIXED_TERM, SHORT, False),
        (GROUP, ContractType.PROFESSIONALISATION, SHORT, True),
        (GROUP, ContractType.PROFESSIONALISATION, date(2027, 8, 30), False),
        (GROUP, ContractType.PROFESSIONALISATION, date(2029, 3, 1), False),
        (GROUP, ContractType.TEMPORARY, SHORT, True),
    ],
)
def test_a_hire_is_or_is_not_the_exit_that_the_text_provides(
    kind: CohortKind, contract: ContractType, ends_on: date | None, fits: bool
) -> None:
    assert (hire_advice(kind, HireTerms(contract, FIRST, ends_on), LAW) == "") is fits
