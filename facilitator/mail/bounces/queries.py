"""Keep and forget the addresses that do not receive. The caller commits."""

from datetime import datetime

from sqlalchemy import Select, exists, func, select

from facilitator.access import BODY_ROLES, Asker, Role
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.mail.models import BouncedAddress, OutboxMessage
from facilitator.mail.rules import BounceSource


def bounce_of(address: str) -> BouncedAddress | None:
    """What is known against this address; None when it receives, as far as we know."""
    return db.session.scalar(select(BouncedAddress).where(BouncedAddress.address == address.lower()))


def mark_bounced(address: str, source: BounceSource, reason: str, at: datetime) -> BouncedAddress:
    """This address does not receive; what was known since earlier keeps its day."""
    row = bounce_of(address)
    if row is None:
        row = BouncedAddress(address=address.lower(), since=at)
        db.session.add(row)
    row.source, row.reason = source, reason[:300]
    return row


def clear_bounce(address: str, source: BounceSource | None = None) -> None:
    """This address receives again: `source` forgets only what that source had said."""
    row = bounce_of(address)
    if row is not None and source in (None, row.source):
        db.session.delete(row)


def bounced_addresses(body_id: int) -> Select[BouncedAddress]:
    """The addresses that a body has written to and that do not receive, the latest first."""
    wrote = exists().where(OutboxMessage.to == BouncedAddress.address, OutboxMessage.body_id == body_id)
    return select(BouncedAddress).where(wrote).order_by(BouncedAddress.since.desc(), BouncedAddress.id)


def bounces_of(asker: Asker) -> Select[BouncedAddress]:
    """Those that the asker may see: its body's, or all for whoever keeps the platform."""
    if asker.role is Role.PLATFORM_ADMIN:
        return select(BouncedAddress).order_by(BouncedAddress.since.desc(), BouncedAddress.id)
    assert asker.role in BODY_ROLES
    return bounced_addresses(asker.body_id or 0)


def listed(asker: Asker, listing: Listing) -> Select[BouncedAddress]:
    """Those that answer the filters."""
    found = bounces_of(asker)
    if listing["q"]:
        found = found.where(BouncedAddress.address.contains(listing["q"].lower(), autoescape=True))
    if listing["source"]:
        found = found.where(BouncedAddress.source == BounceSource(listing["source"]))
    return found


def count_bounces(asker: Asker) -> int:
    """How many the asker may see."""
    found = bounces_of(asker).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0
