"""Find the accounts of the demonstration, and act as one of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from facilitator.access import Asker, asking
from facilitator.accounts.demonstration.rules import DOORS, Door
from facilitator.accounts.models import User
from facilitator.accounts.signin.queries import live_memberships
from facilitator.db import db


def user_of(door: Door) -> User | None:
    """The user of a demonstration account; None until it is built."""
    return db.session.scalar(select(User).where(User.email == door.email))


def asker_behind(door: Door) -> Asker:
    """The asker that this account's first membership makes. Raises LookupError before it is built."""
    user = user_of(door)
    if user is None:
        raise LookupError(f"the demonstration account {door.key} is not built yet")
    membership = live_memberships(user.id)[0]
    return Asker(
        user_id=user.id,
        membership_id=membership.id,
        role=membership.role,
        organisation_id=membership.organisation_id,
        name=user.name,
        organisation_name=membership.organisation.name,
    )


@contextmanager
def acting(door: Door = DOORS[0]) -> Iterator[Asker]:
    """Act as a demonstration account (the facilitator), so that the journal says who did what."""
    asker = asker_behind(door)
    token = asking.set(asker)
    try:
        yield asker
    finally:
        asking.reset(token)
