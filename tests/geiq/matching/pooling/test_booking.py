"""A job split between contracts, from its proposal to the ledger: each hour once, on the right contract."""

from collections.abc import Iterator

import pytest
import time_machine

from clauses.contracts.models import Commitment
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import CommitmentTotal, Statement
from clauses.hours.ledger.rules import State
from clauses.hours.pooling.models import PoolingAgreement
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import EmployerKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.clauses.hours.pooling.factories import MONTH, make_poolable
from tests.clauses.hours.statements.test_act_views import form_of
from tests.conftest import Client, keep
from tests.factories import add, make_meeting, make_organisation
from tests.factories_hours import make_employment
from tests.factories_sites import make_phase, make_worksite, make_worksite_share


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """October is to be declared."""
    with time_machine.travel("2026-11-05 09:00+01:00"):
        yield


def lend(geiq: Organisation, commitments: list[Commitment]) -> Employment:
    """Somebody whom the group lends for these contracts."""
    found = make_employment(commitments[0], employer=geiq, employer_kind=EmployerKind.GEIQ)
    for other in commitments[1:]:
        add(Assignment(employment=found, commitment=other, starts_on=found.starts_on))
    keep()
    return found


def agreed(
    client: Client, body: Organisation, geiq: Organisation, known: list[Commitment]
) -> PoolingAgreement:
    """The split of a mason's job, two thirds and one third; the gardeners' contract is left out, and why."""
    masons, gardens = make_worksite(body), make_worksite(body)
    make_phase(masons)
    make_phase(gardens, trade="Entretien des espaces verts (A1203)")
    for site, commitment in zip((masons, masons, gardens), known, strict=True):
        make_worksite_share(site, commitment.terms.lot.contract)
    job = {"employer": str(geiq.id), "person": "0", "trade": "maçonnerie", "weekly": "35"}
    job |= {"starts_on": "2026-10-01", "ends_on": "2026-12-31"}
    page = client.post("pooled_jobs.create", job)
    first, second = (str(one["name"]) for one in page.select("input[name^=part_]"))
    assert "pas le métier de cet emploi" in page.text
    said = job | {"seen": "1", "title": "Un maçon", "signed_on": "2026-10-01", first: "200", second: "100"}
    client.post("pooled_jobs.create", said)
    return db.session.query(PoolingAgreement).one()


def test_each_hour_of_a_month_is_booked_once_to_the_right_contract(client: Client) -> None:
    body = client.as_role(Role.FACILITATOR).organisation
    known, geiq = make_poolable(body, count=3), make_organisation(OrganisationKind.GEIQ)
    make_meeting(body, geiq)
    agreement = agreed(client, body, geiq, known)
    worker = lend(geiq, known[:2])

    declared = {"employment": str(worker.id), "month": str(MONTH), "kind": "work", "minutes": "151,67"}
    parts = client.post("pooling.month", declared, agreement_id=agreement.id).select("input[name^=part_]")
    typed = {str(one["name"]): str(one["value"]) for one in parts} | {"seen": "1"}
    client.post("pooling.month", declared | typed, agreement_id=agreement.id)

    for statement in [row for row in db.session.query(Statement) if row.lines]:
        client.as_role(Role.DECLARANT, statement.organisation)
        client.post(
            "sending.send_now",
            form_of(client, "sending.check", statement_id=statement.id),
            statement_id=statement.id,
        )
        client.as_role(Role.PARTNER, geiq)
        held = form_of(client, "confirmations.show", statement_id=statement.id)
        client.post("confirmations.show", held | {"act": "same"}, statement_id=statement.id)

    totals = dict(db.session.query(CommitmentTotal.commitment_id, CommitmentTotal.counted_minutes).all())
    assert [totals.get(one.id, 0) for one in known] == [6067, 3033, 0]
    assert sum(totals.values()) == 9100
    states = [row.state for row in db.session.query(Statement).order_by(Statement.commitment_id)]
    assert states == [State.VALIDATED, State.VALIDATED, State.EXPECTED]
    assert [breach for one in INVARIANTS for breach in one.breaches()] == []

    client.as_role(Role.FACILITATOR, body)
    again = client.post("pooling.month", declared | typed, agreement_id=agreement.id)
    assert "Choisissez dans la liste" in again.errors  # the month is validated: it is no longer offered
    assert sum(row.counted_minutes for row in db.session.query(CommitmentTotal)) == 9100
