"""The invariants of the people, for `facilitator doctor`."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.people.employments.models import Assignment, Employment
from clauses.people.participants.models import Participant
from facilitator.db import db
from facilitator.feature import Invariant


def merged() -> Iterator[str]:
    """A record that was merged employs nobody any more, and stands for a record of the same body."""
    found = (
        select(Employment.id, Participant.id)
        .join(Participant, Participant.id == Employment.participant_id)
        .where(Participant.merged_into_id.is_not(None))
    )
    for identifier, person in db.session.execute(found):
        yield f"Contrat de travail {identifier} : il est resté sur la fiche {person}, déjà fusionnée."


def assignments() -> Iterator[str]:
    """An assignment stays inside its employment, and inside the body that owns it."""
    found = (
        select(Assignment.id)
        .join(Assignment.employment)
        .join(Assignment.commitment)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(
            or_(
                Assignment.starts_on < Employment.starts_on,
                Assignment.starts_on > Employment.ends_on,
                Assignment.ends_on > Employment.ends_on,
                Employment.body_id != Contract.body_id,
            )
        )
    )
    for identifier in db.session.scalars(found):
        yield f"Affectation {identifier} : elle sort de son contrat de travail ou de sa structure."


INVARIANTS = (
    Invariant("people.merged", "Une fiche fusionnée n’a plus de contrat de travail", merged),
    Invariant("people.assignments", "Une affectation reste dans son contrat de travail", assignments),
)
