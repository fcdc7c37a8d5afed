"""What a company says of its people, written down. The caller commits."""

from collections.abc import Collection
from datetime import date
from typing import IO, Any

from sqlalchemy import func, select

from clauses.contracts.models import Commitment
from clauses.hours.declaring.models import TickedPeople
from clauses.hours.declaring.queries import ticked, workers_of
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched
from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.queries import receive
from clauses.people.documents.rules import DocumentKind
from clauses.people.employments.announced_queries import announce
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.record_queries import end_assignment, end_employment
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import by_siret
from facilitator.accounts.rules import OrganisationKind, parse_siret
from facilitator.db import db
from facilitator.words import RuleBroken

UNKNOWN_LENDER = (
    "Cette structure n’est pas connue ici : vérifiez son SIRET, ou donnez son nom à la personne qui suit vos "
    "clauses sociales."
)
LENDING_KINDS = (
    OrganisationKind.TEMP_AGENCY,
    OrganisationKind.GEIQ,
    OrganisationKind.INSERTION_STRUCTURE,
)


def employers_for(statement: Statement) -> dict[int, Organisation]:
    """Who may employ somebody there: the company first, then the structures that lend it people already.

    Never all those that the body works with: whom others work with is not the company's.
    """
    lending = (
        select(Employment.employer_id)
        .join(Employment.assignments)
        .join(Assignment.commitment)
        .where(
            Employment.body_id == statement.body_id, Commitment.organisation_id == statement.organisation_id
        )
    )
    lenders = db.session.scalars(
        select(Organisation)
        .where(
            Organisation.id.in_(lending),
            Organisation.kind.in_(LENDING_KINDS),
            Organisation.id != statement.organisation_id,
        )
        .order_by(Organisation.search_key)
    )
    return {one.id: one for one in (statement.organisation, *lenders)}


def lender_named(siret: str) -> Organisation:
    """The structure with this SIRET, if it lends people. Raises `RuleBroken` on `siret`."""
    found = by_siret(parse_siret(siret))
    if found is None or found.kind not in LENDING_KINDS:
        raise RuleBroken(UNKNOWN_LENDER, "siret")
    return found


def welcome(statement: Statement, employer: Organisation, asked_by: str, **said: Any) -> Employment:
    """Somebody new on this contract, ticked this month; the question of eligibility goes to the facilitator.

    Leaves what `announce` leaves, and `statement.filled`. Raises `RuleBroken`.
    """
    before = ticked(statement, workers_of(statement))
    employment = announce(statement.commitment, employer=employer, asked_by=asked_by, **said)
    db.session.flush()
    _keep_ticked(statement, before | {employment.id})
    return employment


def farewell(statement: Statement, employment: Employment, ends_on: date) -> None:
    """Somebody who left: the employment ends if it is the company's own, else only what it does here; hours
    typed for a month after that day go. Leaves `employment.ended` or `employment.unassigned`.
    """
    workers = workers_of(statement)
    if employment.employer_id == statement.organisation_id:
        end_employment(employment, ends_on)
    else:
        here = [one for one in employment.assignments if one.commitment_id == statement.commitment_id]
        for assignment in here:
            end_assignment(assignment, ends_on)
    if ends_on < statement.month:
        _keep_ticked(statement, ticked(statement, workers) - {employment.id})
        for line in [line for line in statement.lines if line.employment_id == employment.id]:
            put_line(statement, employment, line.kind, 0)
        touched(statement)


def _keep_ticked(statement: Statement, employments: Collection[int]) -> None:
    kept = db.session.get(TickedPeople, statement.id)
    if kept is None:
        kept = TickedPeople(statement_id=statement.id)
        db.session.add(kept)
    kept.employments = sorted(employments)


def join_proof(
    statement: Statement, stream: IO[bytes], kind: DocumentKind, person: Employment | None
) -> SupportingDocument:
    """A payslip or the like, for one person of the month or for all. Leaves `document.received`."""
    return receive(
        stream,
        kind,
        statement.body_id,
        organisation_id=statement.organisation_id,
        participant_id=person.participant_id if person else None,
        subject=statement,
    )


def count_proofs(statement: Statement) -> int:
    """How many files came with a statement."""
    found = select(func.count()).where(
        SupportingDocument.subject_kind == Statement.__tablename__,
        SupportingDocument.subject_id == statement.id,
    )
    return db.session.scalar(found) or 0
