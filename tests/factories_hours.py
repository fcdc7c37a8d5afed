"""Rows of the people and of the hours, with sensible defaults; they flush, never commit."""

from datetime import date, datetime
from typing import Any

from clauses.contracts.models import Commitment
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import Statement
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.rules import Decision
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation
from facilitator.clock import PARIS
from tests.factories import add, make_body, make_user, numbers
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms

MONTH = date(2026, 10, 1)


def at(day: date) -> datetime:
    """Noon in Paris."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)


def make_participant(body: Organisation | None = None, **over: Any) -> Participant:
    """A person of a body."""
    body = body or make_body()
    values = {
        "body_id": body.id,
        "family_name": f"Essai{next(numbers)}",
        "given_name": "Camille",
        "birth_date": date(1990, 5, 17),
        "created_on": date(2026, 3, 2),
    }
    return add(Participant(**values | over))


def make_certificate(participant: Participant, **over: Any) -> EligibilityCertificate:
    """An eligible decision that opens twenty-four months from 2 March 2026."""
    values = {
        "body_id": participant.body_id,
        "participant": participant,
        "decision": Decision.ELIGIBLE,
        "decided_on": date(2026, 3, 2),
        "decided_by": over.pop("decided_by", None) or make_user(),
        "starts_on": date(2026, 3, 2),
        "window_months": 24,
        "ends_on": date(2028, 3, 1),
    }
    return add(EligibilityCertificate(**values | over))


def make_running(body: Organisation | None = None, **over: Any) -> Commitment:
    """A holder's commitment of 833 hours on a running contract."""
    contract = make_contract(body, **{"stage": Stage.RUNNING} | over.pop("contract", {}))
    return make_commitment(make_terms(make_lot(contract)), **over)


def make_employment(
    commitment: Commitment | None = None, participant: Participant | None = None, **over: Any
) -> Employment:
    """A fixed-term contract of the company itself, assigned to the commitment; the person is eligible."""
    commitment = commitment or make_running()
    body_id = commitment.terms.lot.contract.body_id
    if participant is None:
        participant = make_participant(body_id=body_id)
        make_certificate(participant)
    values = {
        "body_id": body_id,
        "participant": participant,
        "employer": commitment.organisation,
        "employer_kind": EmployerKind.COMPANY,
        "contract_type": ContractType.FIXED_TERM,
        "trade": "Maçon VRD",
        "weekly_minutes": 2100,
        "starts_on": date(2026, 3, 2),
    }
    employment = add(Employment(**values | over))
    add(Assignment(employment=employment, commitment=commitment, starts_on=employment.starts_on))
    return employment


def make_statement(commitment: Commitment | None = None, month: date = MONTH, **over: Any) -> Statement:
    """An expected statement of October 2026."""
    commitment = commitment or make_running()
    values = {
        "body_id": commitment.terms.lot.contract.body_id,
        "commitment": commitment,
        "organisation_id": commitment.organisation_id,
        "month": month,
        "opened_on": month,
        "due_on": date(2026, 11, 10),
    }
    return add(Statement(**values | over))
