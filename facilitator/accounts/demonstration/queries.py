"""Find the accounts of the demonstration, and act as one of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from facilitator.access import Asker, Role, asking
from facilitator.accounts.demonstration.rules import DOORS, Door
from facilitator.accounts.models import Organisation, User
from facilitator.accounts.queries import asker_for
from facilitator.accounts.signin.queries import live_memberships
from facilitator.audit.models import AuditEvent
from facilitator.db import db

BUILT = "demo.built"
"""The event that says that a part of the demonstration stands."""


def has_done(asker: Asker, *actions: str) -> bool:
    """Whether the asker herself did one of these acts since the demonstration was built."""
    built = select(func.max(AuditEvent.id)).where(AuditEvent.action == BUILT).scalar_subquery()
    done = select(AuditEvent.id).where(
        AuditEvent.user_id == asker.user_id, AuditEvent.action.in_(actions), AuditEvent.id > built
    )
    return db.session.scalar(done.limit(1)) is not None


def user_of(door: Door) -> User | None:
    """The user of a demonstration account; None until it is built."""
    return db.session.scalar(select(User).where(User.email == door.email))


def asker_behind(door: Door) -> Asker:
    """The asker that this account's first membership makes. Raises LookupError before it is built."""
    user = user_of(door)
    if user is None:
        raise LookupError(f"the demonstration account {door.key} is not built yet")
    return asker_for(live_memberships(user.id)[0])


@contextmanager
def acting(door: Door | None = None) -> Iterator[Asker]:
    """Act as a demonstration account (the facilitator), so that the journal says who did what."""
    with being(asker_behind(door or DOORS[0])) as asker:
        yield asker


def by_link(organisation: Organisation, contact: str) -> Asker:
    """Who asks by a task link sent to a contact of this organisation."""
    return Asker(None, None, Role.LINK, organisation.id, contact, organisation.name, memberships=0)


@contextmanager
def being(asker: Asker) -> Iterator[Asker]:
    """Act as this asker, until the end of the block."""
    token = asking.set(asker)
    try:
        yield asker
    finally:
        asking.reset(token)
