"""Who opens a pathway, for whom, in which schemes: the body for its people, a partner for those it follows.

A partner is one of the scheme's consortium (or leads it), and the person's own referrer: no account comes to
read somebody whom it did not follow already. The heads of the body are told (`telling`).
"""

from sqlalchemy import or_, select

from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of
from facilitator.access import Asker, Role
from facilitator.db import db
from geiq.pathways.course.queries import Choices, schemes_offered
from geiq.pathways.scheme_models import SchemePartner, SupportScheme
from geiq.pathways.schemes.queries import schemes_of


def person_opened_to(asker: Asker, participant_id: int) -> Participant | None:
    """A person for whom the asker may open a pathway: the body's, or whom the partner is the referrer of."""
    person = participant_of(asker, participant_id)
    if person is None or asker.body_id is not None:
        return person
    follows = asker.role is Role.PARTNER and person.referrer_id == asker.organisation_id
    return person if follows and person.archived_on is None else None


def schemes_opened_to(asker: Asker, person: Participant) -> Choices:
    """(id, name) of the schemes that the asker may open to a person: a partner's, where it takes part."""
    if asker.body_id is not None:
        return schemes_offered(asker)
    here = asker.organisation_id
    taking = select(SchemePartner.scheme_id).where(SchemePartner.organisation_id == here)
    found = schemes_of(asker).where(
        or_(SupportScheme.lead_id == here, SupportScheme.id.in_(taking)),
        SupportScheme.body_id == person.body_id,
        SupportScheme.archived_on.is_(None),
    )
    return [(one.id, one.name) for one in db.session.scalars(found.order_by(SupportScheme.search_key))]


def may_open(asker: Asker, participant_id: int) -> bool:
    """Whether the page of a person offers a pathway to the asker."""
    if asker.body_id is not None:
        return True
    person = person_opened_to(asker, participant_id)
    return person is not None and bool(schemes_opened_to(asker, person))
