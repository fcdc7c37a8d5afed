"""The events that an asker may read, with the names of those who acted."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Row, Select, select

from facilitator.access import Asker, Role
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.audit.models import AuditEvent
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.exchange.listing import Listing


@dataclass(frozen=True)
class Entry:
    """An event as the journal shows it."""

    event: AuditEvent
    who: str
    organisation: str

    @classmethod
    def of(cls, row: Row[AuditEvent, str | None, str | None]) -> "Entry":
        """From a row of `events_of`."""
        event, who, organisation = row
        return cls(event, who or "Le système", organisation or "")


def events_of(asker: Asker, listing: Listing) -> Select[AuditEvent, str, str]:
    """The events of the asker's body (of everybody, for the platform) that answer the filters."""
    found = (
        select(AuditEvent, User.name, Organisation.name)
        .outerjoin(User, User.id == AuditEvent.user_id)
        .outerjoin(Organisation, Organisation.id == AuditEvent.organisation_id)
    )
    if asker.role is not Role.PLATFORM_ADMIN:
        found = found.where(AuditEvent.organisation_id == asker.organisation_id)
    if listing["acte"]:
        found = found.where(AuditEvent.action == listing["acte"])
    if listing["personne"]:
        found = found.where(AuditEvent.user_id == int(listing["personne"]))
    if listing.day("depuis"):
        found = found.where(AuditEvent.at >= _midnight(listing, "depuis"))
    if listing.day("jusqu"):
        found = found.where(AuditEvent.at < _midnight(listing, "jusqu") + timedelta(days=1))
    order = AuditEvent.id.asc() if listing.sort == "date" else AuditEvent.id.desc()
    return found.order_by(order)


def _midnight(listing: Listing, name: str) -> datetime:
    """Midnight in Paris at the start of the day of this filter."""
    day = listing.day(name)
    assert day is not None
    return datetime.combine(day, time(), PARIS)


def actions_seen(asker: Asker) -> list[str]:
    """The acts found in the asker's journal."""
    found = select(AuditEvent.action).distinct().order_by(AuditEvent.action)
    if asker.role is not Role.PLATFORM_ADMIN:
        found = found.where(AuditEvent.organisation_id == asker.organisation_id)
    return list(db.session.scalars(found))


def people_of(asker: Asker) -> list[tuple[int, str]]:
    """Who acted or may have acted there: id and name, revoked members too."""
    found = select(User.id, User.name).order_by(User.name, User.id)
    if asker.role is not Role.PLATFORM_ADMIN:
        members = select(Membership.user_id).where(Membership.organisation_id == asker.organisation_id)
        found = found.where(User.id.in_(members))
    return [(one.id, one.name) for one in db.session.execute(found)]
