"""Employers, modalities, dates: the tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clauses.contracts.rules import Modality
from clauses.people.employments.rules import (
    FITTING,
    LENDERS,
    EmployerKind,
    Span,
    advice,
    check_assignment,
    check_contract_dates,
    check_employer,
    check_modality,
    check_weekly,
    first_day,
    modality_of,
    organisation_kind_of,
    suggested_kind,
)
from facilitator.accounts.rules import OrganisationKind
from facilitator.words import RuleBroken

MARKET = Span(date(2026, 3, 2), date(2028, 3, 1))
kinds = some.sampled_from(EmployerKind)


@pytest.mark.parametrize(
    ("organisation", "kind"),
    [
        (OrganisationKind.COMPANY, EmployerKind.COMPANY),
        (OrganisationKind.GEIQ, EmployerKind.GEIQ),
        (OrganisationKind.TEMP_AGENCY, EmployerKind.ETTI),
        (OrganisationKind.INSERTION_STRUCTURE, EmployerKind.EI),
        (OrganisationKind.TRAINING_PROVIDER, EmployerKind.TRAINING),
    ],
)
def test_the_kind_of_employer_is_suggested(organisation: OrganisationKind, kind: EmployerKind) -> None:
    assert suggested_kind(organisation) is kind


@given(kinds)
def test_whoever_is_registered_for_a_kind_may_be_it(kind: EmployerKind) -> None:
    check_employer(kind, organisation_kind_of(kind))


@pytest.mark.parametrize("organisation", [OrganisationKind.AUTHORITY, OrganisationKind.REFERRER])
def test_some_organisations_employ_nobody(organisation: OrganisationKind) -> None:
    with pytest.raises(RuleBroken, match="choisissez l’employeur"):
        check_employer(EmployerKind.COMPANY, organisation)


def test_a_company_is_no_agency() -> None:
    with pytest.raises(RuleBroken, match="ne peut pas être"):
        check_employer(EmployerKind.ETTI, OrganisationKind.COMPANY)


@given(kinds, some.sets(some.sampled_from(Modality)))
def test_a_modality_passes_when_the_clause_names_it_or_names_none(
    kind: EmployerKind, allowed: set[Modality]
) -> None:
    values = [each.value for each in allowed]
    if not allowed or modality_of(kind) in allowed:
        check_modality(kind, values)
        return
    with pytest.raises(RuleBroken) as refused:
        check_modality(kind, values)
    assert refused.value.field == "employer_kind"


def test_every_lender_seconds() -> None:
    assert {modality_of(kind) for kind in LENDERS} == {Modality.SECONDMENT}
    assert {kind for every in FITTING.values() for kind in every} == set(EmployerKind)


@pytest.mark.parametrize(
    ("span", "employment", "field"),
    [
        (Span(date(2026, 4, 1)), Span(date(2026, 4, 1)), None),
        (Span(date(2026, 4, 1), date(2026, 12, 31)), Span(date(2026, 4, 1), date(2026, 12, 31)), None),
        (Span(date(2026, 3, 31)), Span(date(2026, 4, 1)), "starts_on"),
        (Span(date(2026, 2, 1)), Span(date(2026, 1, 1)), "starts_on"),
        (Span(date(2028, 3, 2)), Span(date(2026, 1, 1)), "starts_on"),
        (Span(date(2026, 4, 1), date(2027, 1, 1)), Span(date(2026, 4, 1), date(2026, 12, 31)), "ends_on"),
        (Span(date(2026, 4, 1), date(2028, 6, 1)), Span(date(2026, 4, 1)), "ends_on"),
        (Span(date(2026, 4, 1), date(2026, 3, 5)), Span(date(2026, 3, 2)), "ends_on"),
    ],
)
def test_an_assignment_stays_inside_both_contracts(span: Span, employment: Span, field: str | None) -> None:
    if field is None:
        check_assignment(span, employment, MARKET)
        return
    with pytest.raises(RuleBroken) as refused:
        check_assignment(span, employment, MARKET)
    assert refused.value.field == field


@given(some.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_first_day_belongs_to_both_contracts(starts_on: date) -> None:
    first = first_day(Span(starts_on), MARKET)

    assert first >= starts_on
    assert first >= date(2026, 3, 2)


@pytest.mark.parametrize(
    ("employment", "said"),
    [
        (Span(date(2026, 4, 1), date(2027, 4, 1)), 0),
        (Span(date(2026, 2, 1), date(2027, 4, 1)), 1),
        (Span(date(2025, 6, 1), date(2027, 4, 1)), 1),
        (Span(date(2026, 4, 1)), 1),
        (Span(date(2025, 6, 1)), 2),
    ],
)
def test_what_deserves_a_look(employment: Span, said: int) -> None:
    assert len(advice(employment, MARKET)) == said


@pytest.mark.parametrize("minutes", [0, -60, 48 * 60 + 1])
def test_impossible_weeks_are_refused(minutes: int) -> None:
    with pytest.raises(RuleBroken, match="48 heures"):
        check_weekly(minutes)


def test_possible_weeks_and_dates_pass() -> None:
    check_weekly(None)
    check_weekly(48 * 60)
    check_contract_dates(date(2026, 3, 2), None)
    with pytest.raises(RuleBroken, match="l’année"):
        check_contract_dates(date(1926, 3, 2), None)
