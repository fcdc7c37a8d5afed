"""The employments that an asker may see, and those that work for a commitment in a month."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import contains_eager

from clauses.contracts.contract_rules import end_of
from clauses.contracts.models import Commitment
from clauses.people.employments.models import Assignment, Employment
from clauses.people.participants.models import Participant
from facilitator.access import COMPANY_ROLES, Asker, Role
from facilitator.accounts.queries import owned
from facilitator.db import db


def employments_of(asker: Asker) -> Select[Employment]:
    """The employments an asker may see: its body's; a company's own and those lent to its commitments;
    a partner's own and those of the people it follows. A buyer's: none.
    """
    if asker.body_id is not None:
        return owned(Employment, asker)
    here = asker.organisation_id
    mine = Employment.employer_id == here
    if asker.role in COMPANY_ROLES:
        lent = (
            select(Assignment.employment_id)
            .join(Commitment, Commitment.id == Assignment.commitment_id)
            .where(Commitment.organisation_id == here)
        )
        return select(Employment).where(or_(mine, Employment.id.in_(lent)))
    if asker.role is Role.PARTNER:
        followed = select(Participant.id).where(Participant.referrer_id == here)
        return select(Employment).where(or_(mine, Employment.participant_id.in_(followed)))
    return select(Employment).where(false())


def employment_of(asker: Asker, employment_id: int) -> Employment | None:
    """One employment, if the asker may see it."""
    return db.session.scalar(employments_of(asker).where(Employment.id == employment_id))


def assigned_in(commitment_ids: Collection[int], month: date) -> Sequence[Assignment]:
    """Who works for these commitments on some day of a month (given by its first day): the people that
    their statements show, by name; employment, employer and person are loaded.
    """
    last = end_of(month, 1)
    return db.session.scalars(
        select(Assignment)
        .join(Assignment.employment)
        .join(Employment.participant)
        .join(Employment.employer)
        .where(
            Assignment.commitment_id.in_(commitment_ids),
            Assignment.starts_on <= last,
            Employment.starts_on <= last,
            or_(Assignment.ends_on.is_(None), Assignment.ends_on >= month),
            or_(Employment.ends_on.is_(None), Employment.ends_on >= month),
        )
        .order_by(Participant.family_name, Participant.given_name, Assignment.id)
        .options(
            contains_eager(Assignment.employment).contains_eager(Employment.participant),
            contains_eager(Assignment.employment).contains_eager(Employment.employer),
        )
    ).all()


def assignments_seen(asker: Asker, employment: Employment) -> list[Assignment]:
    """For whom an employment works, as far as the asker may know: the body and the employer know it all,
    a company that is lent somebody knows of its own commitments alone.
    """
    if asker.body_id is not None or employment.employer_id == asker.organisation_id:
        return list(employment.assignments)
    here = asker.organisation_id
    return [each for each in employment.assignments if each.commitment.organisation_id == here]


def assignment_of(asker: Asker, assignment_id: int) -> Assignment | None:
    """One assignment of an employment that the asker may see."""
    seen = employments_of(asker).with_only_columns(Employment.id)
    found = select(Assignment).where(Assignment.id == assignment_id, Assignment.employment_id.in_(seen))
    return db.session.scalar(found)
