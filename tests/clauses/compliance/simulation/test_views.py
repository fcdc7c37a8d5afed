"""The what-if: what is tried, what it would change, and that nothing is saved."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from clauses.compliance.simulation.rules import Trial, check, effects, tried
from clauses.compliance.standing.rules import conclude
from clauses.contracts.models import Contract, TargetVersion
from clauses.contracts.rules import TrancheKind
from facilitator.access import Role
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.compliance.chart.test_rules import ON, clause
from tests.clauses.compliance.standing.test_queries import declared
from tests.conftest import Client, keep
from tests.factories_contracts import make_commitment, make_lot, make_terms, make_tranche
from tests.factories_hours import make_running

SOON = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("trial", "field"),
    [
        (Trial(people=1), "starts_on"),
        (Trial(people=-1, starts_on=SOON), "people"),
        (Trial(people=1, starts_on=date(2026, 1, 2)), "starts_on"),
        (Trial(people=1, starts_on=SOON, weekly_minutes=49 * 60), "weekly"),
        (Trial(people=1, starts_on=SOON, leaves_on=date(2026, 6, 30)), "leaves_on"),
        (Trial(more_minutes=-60_001), "more"),
        (Trial(ends_on=date(2026, 1, 1)), "ends_on"),
    ],
)
def test_what_could_not_be_is_refused_on_its_field(trial, field):
    with pytest.raises(RuleBroken) as refused:
        check(trial, clause(), ON)
    assert refused.value.field == field


def test_people_raise_the_forecast_and_hours_raise_the_target():
    facts = clause()
    before = conclude(facts, ON)
    people = conclude(tried(facts, Trial(people=2, starts_on=SOON), ON), ON)
    more = conclude(tried(facts, Trial(more_minutes=6000), ON), ON)
    later = conclude(tried(facts, Trial(ends_on=date(2027, 6, 30)), ON), ON)
    assert people.forecast.middle > before.forecast.middle
    assert more.forecast.target == before.forecast.target + 6000
    assert later.forecast.middle > before.forecast.middle
    assert [one.gap for one in effects(before, more)][0] == 6000
    assert tried(facts, Trial(), ON) == replace(facts)
    assert Trial().is_empty


def test_nothing_is_saved_and_the_forecast_is_shown(client: Client) -> None:
    commitment = make_running()
    contract = commitment.terms.lot.contract
    declared(commitment, date(2026, 9, 1), 3000)
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(type(contract.buyer), contract.body_id))
    before = counts()
    page = client.get(
        "simulation.show", contract_id=contract.id, people="2", starts_on="2030-01-01", more="120"
    )
    assert "Ce que cela donnerait" in page.text
    assert "953 h" in page.text
    assert page.select("svg.chart")
    refused = client.get("simulation.show", contract_id=contract.id, people="2")
    assert refused.errors
    assert counts() == before


def counts() -> list[int]:
    """How many rows an act would have changed."""
    models = (Contract, TargetVersion, AuditEvent)
    return [db.session.scalar(select(func.count()).select_from(model)) for model in models]


def test_an_optional_tranche_can_be_tried_before_it_is_affirmed(client: Client) -> None:
    contract = make_running().terms.lot.contract
    tranche = make_tranche(contract, TrancheKind.OPTIONAL, title="Tranche Nord")
    make_commitment(make_terms(make_lot(contract), tranche=tranche))
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(type(contract.buyer), contract.body_id))
    page = client.get("simulation.show", contract_id=contract.id)
    assert "Tranche Nord (si elle est affermie)" in page.text


def test_a_contract_without_hours_says_so(client: Client) -> None:
    contract = make_lot().contract
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(type(contract.buyer), contract.body_id))
    assert "Rien à simuler" in client.get("simulation.show", contract_id=contract.id).text
