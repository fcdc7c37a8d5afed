"""What the forms of an event offer, inside what the asker's body owns."""

from sqlalchemy import select

from clauses.contracts.queries import operations_offered
from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.queries import organisations_of, owned
from facilitator.db import db
from worksites.events.models import Event, Venue
from worksites.sites.models import Worksite

Choices = list[tuple[int, str]]
"""(id, name), for a form."""


def offered_to(asker: Asker, event: Event | None = None) -> dict[str, Choices]:
    """The operations, worksites and venues that are not archived; those of the event stay."""
    sites = owned(Worksite, asker).where(
        Worksite.archived_on.is_(None) | (Worksite.id == (event.worksite_id if event else None))
    )
    venues = owned(Venue, asker).where(
        Venue.archived_on.is_(None) | (Venue.id == (event.venue_id if event else None))
    )
    operations = operations_offered(asker)
    if event and event.operation and event.operation_id not in dict(operations):
        operations = [*operations, (event.operation.id, event.operation.name)]
    return {
        "operation_id": operations,
        "worksite_id": [(one.id, one.name) for one in db.session.scalars(sites.order_by(Worksite.name))],
        "venue_id": [(one.id, one.name) for one in db.session.scalars(venues.order_by(Venue.name))],
    }


def hosts_offered(asker: Asker) -> Choices:
    """(id, name) of the organisations that may welcome a part of a day, or be invited."""
    found = organisations_of(asker).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def colleagues_of(asker: Asker) -> Choices:
    """(id, name) of the people of the asker's body who may hold an event."""
    found = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == asker.body_id,
            Membership.role.in_(BODY_ROLES),
            Membership.revoked_at.is_(None),
        )
        .distinct()
        .order_by(User.name)
    )
    return [(row.id, row.name) for row in db.session.execute(found)]


def rooms_of(event: Event) -> list[str]:
    """The rooms of an event's venue."""
    return [one.name for one in event.venue.rooms] if event.venue else []
