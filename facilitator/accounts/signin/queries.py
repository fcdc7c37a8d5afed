"""Open, read and revoke sessions kept on the server."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import func, select, update

from facilitator.access import Asker
from facilitator.accounts.models import Membership, User
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.rules import is_alive
from facilitator.clock import now
from facilitator.db import db


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def live_memberships(user_id: int) -> list[Membership]:
    """The memberships of a user that are not revoked, the oldest first."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.user_id == user_id, Membership.revoked_at.is_(None))
            .order_by(Membership.id)
        )
    )


def open_session(user: User, second_factor: bool) -> tuple[SignInSession, str]:
    """A new session for the user (the caller commits) and the token for the cookie."""
    token = secrets.token_urlsafe(32)
    memberships = live_memberships(user.id)
    row = SignInSession(
        token_hash=token_hash(token),
        user_id=user.id,
        membership_id=memberships[0].id if len(memberships) == 1 else None,
        created_at=now(),
        second_factor_at=now() if second_factor else None,
    )
    db.session.add(row)
    return row, token


def session_of(token: str, last_seen: datetime) -> SignInSession | None:
    """The living session of this cookie, or None."""
    row = db.session.scalar(
        select(SignInSession).where(
            SignInSession.token_hash == token_hash(token), SignInSession.revoked_at.is_(None)
        )
    )
    if row is None or not is_alive(row.created_at, last_seen, now()):
        return None
    return row


def asker_of(row: SignInSession) -> Asker | None:
    """Who asks through this session; None while no living membership is chosen."""
    membership = row.membership
    if membership is None or membership.revoked_at is not None:
        return None
    count = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(Membership.user_id == row.user_id, Membership.revoked_at.is_(None))
    )
    return Asker(
        user_id=row.user_id,
        membership_id=membership.id,
        role=membership.role,
        organisation_id=membership.organisation_id,
        name=row.user.name,
        organisation_name=membership.organisation.name,
        memberships=count or 0,
    )


def revoke_sessions(user_id: int, but: int | None = None) -> None:
    """End every session of a user, save one (the caller commits)."""
    db.session.execute(
        update(SignInSession)
        .where(
            SignInSession.user_id == user_id,
            SignInSession.revoked_at.is_(None),
            SignInSession.id != (but or 0),
        )
        .values(revoked_at=now())
    )
