"""Open, read and revoke sessions kept on the server."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.orm import aliased

from facilitator.accounts.factors.queries import factor_count
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.passwords.queries import forget_failures
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.rules import SESSION_LASTS, Visit, is_alive
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db, looking
from facilitator.prepared import Prepared

EVERY = aliased(Membership)
LIVE = and_(Membership.id == SignInSession.membership_id, Membership.revoked_at.is_(None))
OF_TOKEN = Prepared(
    select(SignInSession.id, SignInSession.created_at, SignInSession.factor_expected)
    .add_columns(SignInSession.second_factor_at, User.id, User.name)
    .add_columns(
        select(func.count())
        .where(EVERY.user_id == User.id, EVERY.revoked_at.is_(None))
        .correlate(User)
        .scalar_subquery()
    )
    .add_columns(Membership.id, Membership.role, Organisation.id, Organisation.name)
    .join(User, User.id == SignInSession.user_id)
    .outerjoin(Membership, LIVE)
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    .where(SignInSession.token_hash == bindparam("token_hash"), SignInSession.revoked_at.is_(None))
)
"""All that the guard needs of a session, in one select, built once."""


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


def open_session(user: User, second_factor: bool, browser: str = "") -> tuple[SignInSession, str]:
    """A new session for the user (the caller commits) and the token for the cookie.

    `second_factor` says that it has been given already; otherwise it is asked if there is one.
    """
    token = secrets.token_urlsafe(32)
    memberships = live_memberships(user.id)
    row = SignInSession(
        token_hash=token_hash(token),
        user_id=user.id,
        membership_id=memberships[0].id if len(memberships) == 1 else None,
        created_at=now(),
        second_factor_at=now() if second_factor else None,
        factor_expected=factor_count(user) > 0,
        browser=browser,
    )
    db.session.add(row)
    return row, token


def rotate_token(row: SignInSession) -> str:
    """A new token for the same session, whose former one is dead (the caller commits)."""
    token = secrets.token_urlsafe(32)
    row.token_hash = token_hash(token)
    return token


def grant_second_factor(row: SignInSession) -> str:
    """The second factor was given: the sign-in is complete and the token new (the caller commits)."""
    row.second_factor_at = now()
    forget_failures(row.user)
    record("signin.second_factor", row.user)
    return rotate_token(row)


def choose(row: SignInSession, membership_id: int) -> str | None:
    """Act under this membership from now on: a new token, or None when it is not the user's."""
    membership = next((one for one in live_memberships(row.user_id) if one.id == membership_id), None)
    if membership is None:
        return None
    row.membership = membership
    record("membership.chosen", membership)
    return rotate_token(row)


def revoke(row: SignInSession) -> None:
    """End this session (the caller commits)."""
    row.revoked_at = now()
    row.id_token = None
    record("session.closed", row.user)


def sessions_of(user_id: int) -> list[SignInSession]:
    """The sessions of a user that may still be used, the latest first."""
    return list(
        db.session.scalars(
            select(SignInSession)
            .where(
                SignInSession.user_id == user_id,
                SignInSession.revoked_at.is_(None),
                SignInSession.created_at > now() - SESSION_LASTS,
            )
            .order_by(SignInSession.id.desc())
        )
    )


def visit_of(token: str, last_seen: datetime) -> Visit | None:
    """What the guard needs of the living session of this cookie, or None. It waits for no writer."""
    with looking() as base:
        found = OF_TOKEN.first({"token_hash": token_hash(token)}, on=base)
    if found is None:
        return None
    visit = Visit(*found)
    return visit if is_alive(visit.created_at, last_seen, now()) else None


def revoke_sessions(user_id: int, but: int | None = None) -> None:
    """End every session of a user, save one (the caller commits)."""
    db.session.execute(
        update(SignInSession)
        .where(
            SignInSession.user_id == user_id,
            SignInSession.revoked_at.is_(None),
            SignInSession.id != (but or 0),
        )
        .values(revoked_at=now(), id_token=None)
    )
