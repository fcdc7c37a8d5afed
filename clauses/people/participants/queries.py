"""The people that an asker may see. Everything that hangs on a person is reached through here."""

from functools import lru_cache

from sqlalchemy import Select, bindparam, false, or_, select

from clauses.contracts.models import Commitment
from clauses.people.employments.models import Assignment, Employment
from clauses.people.participants.models import Participant
from facilitator.access import COMPANY_ROLES, Asker, Role
from facilitator.accounts.queries import owned
from facilitator.db import db
from facilitator.prepared import PREPARED


def participants_of(asker: Asker) -> Select[Participant]:
    """The people an asker may see; those merged into another are left out.

    A body: its own. A company: those it employs or employed, and those assigned to its commitments. A
    partner: those it employs, and those it follows. A buyer, and whoever else: nobody.
    """
    if asker.body_id is not None:
        found = owned(Participant, asker)
    elif asker.role in COMPANY_ROLES:
        here = asker.organisation_id
        found = select(Participant).where(
            or_(Participant.id.in_(employed_by(here)), Participant.id.in_(assigned_to(here)))
        )
    elif asker.role is Role.PARTNER:
        here = asker.organisation_id
        found = select(Participant).where(
            or_(Participant.id.in_(employed_by(here)), Participant.referrer_id == here)
        )
    else:
        return select(Participant).where(false())
    return found.where(Participant.merged_into_id.is_(None))


def employed_by(organisation_id: int) -> Select[int]:
    """The ids of the people that an organisation employs or employed."""
    return select(Employment.participant_id).where(Employment.employer_id == organisation_id)


def assigned_to(organisation_id: int) -> Select[int]:
    """The ids of the people who work or worked for an organisation's own commitments."""
    return (
        select(Employment.participant_id)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .join(Commitment, Commitment.id == Assignment.commitment_id)
        .where(Commitment.organisation_id == organisation_id)
    )


def participant_of(asker: Asker, participant_id: int) -> Participant | None:
    """One person, if the asker may see her."""
    return db.session.scalar(_one_of(asker), {"person": participant_id})


@lru_cache(maxsize=PREPARED)
def _one_of(asker: Asker) -> Select[Participant]:
    return participants_of(asker).where(Participant.id == bindparam("person"))
