"""What raises a request to confirm contacts: a refused message, no answer at all, works that start.

The caller commits.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select

from clauses.compliance.chase.line_queries import lines_of
from clauses.compliance.chase.rules import ChaseStep
from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.queries import people_of, raise_request
from clauses.compliance.contacts.rules import ContactReason, Person
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from facilitator.accounts.models import Meeting
from facilitator.db import db

BEFORE_START = timedelta(days=30)
"""Contacts are confirmed in the month before the works start."""
LASTING = timedelta(days=60)
"""A start older than this is no news any more."""
FRESH = timedelta(days=30)
"""A contact confirmed this lately needs no second question at the start."""


def raise_alarms(body_id: int, on: date) -> int:
    """Raise what is due; how many. Twice changes nothing."""
    return sum(
        raised is not None
        for raised in (*_bounced(body_id), *_unanswered(body_id, on), *_starting(body_id, on))
    )


def _bounced(body_id: int) -> Iterable[ContactRequest | None]:
    """The contacts whose address refused a message since they were confirmed."""
    met = db.session.scalars(
        select(Meeting.organisation_id).where(Meeting.body_id == body_id, Meeting.archived_on.is_(None))
    ).all()
    for organisation, people in people_of(body_id, met).items():
        for person in people:
            if person.bounced and not person.left:
                yield raise_request(
                    body_id,
                    organisation,
                    ContactReason.BOUNCED,
                    f"contact {person.id} {_confirmed(person)}",
                    contact=person,
                )


def _confirmed(person: Person) -> str:
    return person.confirmed_on.isoformat() if person.confirmed_on else "jamais"


def _unanswered(body_id: int, on: date) -> Iterable[ContactRequest | None]:
    """The companies that answered no step of the ladder, unless a contact was confirmed since its end."""
    for line in lines_of(body_id, on):
        ended = [one for one in line.standings if not one.held and one.reached(on) is ChaseStep.CALL]
        if not ended:
            continue
        first = min(ended, key=lambda one: one.day_of(ChaseStep.CALL))
        confirmed = max((one.confirmed_on for one in line.people if one.confirmed_on), default=date.min)
        if confirmed < first.day_of(ChaseStep.CALL):
            yield raise_request(body_id, line.organisation_id, ContactReason.NO_ANSWER, first.debt.key[:60])


def _starting(body_id: int, on: date) -> Iterable[ContactRequest | None]:
    """The companies of a contract whose works start, when their first contact was not confirmed lately."""
    start = func.coalesce(Contract.starts_on, Contract.kick_off_on, Contract.notified_on)
    rows = db.session.execute(
        select(Commitment.organisation_id, Contract.id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(
            Contract.body_id == body_id,
            Contract.archived_on.is_(None),
            Contract.stage.in_((Stage.NOTIFIED, Stage.KICK_OFF, Stage.RUNNING)),
            start.between(on - LASTING, on + BEFORE_START),
        )
        .distinct()
        .order_by(Contract.id, Commitment.organisation_id)
    ).all()
    people = people_of(body_id, {row.organisation_id for row in rows})
    for organisation, contract_id in rows:
        known = [one.confirmed_on for one in people.get(organisation, ()) if one.confirmed_on]
        if max(known, default=date.min) < on - FRESH:
            yield raise_request(body_id, organisation, ContactReason.START, f"contract {contract_id}")
