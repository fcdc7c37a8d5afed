"""Check and set passwords, count the wrong ones. The caller commits, failures included."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from facilitator.accounts.models import User
from facilitator.accounts.passwords.models import AddressTries
from facilitator.accounts.passwords.rules import (
    ADDRESS_TRIES,
    LOCKED_FOR,
    after_failure,
    check_new_password,
    hash_password,
    is_locked,
    is_right,
    needs_rehash,
    normal_email,
)
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def user_of(email: str) -> User | None:
    """The user of this address, if there is one."""
    return db.session.scalar(select(User).where(User.email == normal_email(email)))


def user_who_signs_in(email: str, password: str) -> User | None:
    """The user whose password this is; None otherwise, whatever the reason, after the same work."""
    user = user_of(email)
    if user is not None:  # two tries at once count for two
        db.session.refresh(user, with_for_update=True)
    right = is_right(user.password_hash if user else None, password)
    if user is None:
        record("signin.failed", "app_user")
        return None
    if is_locked(user.locked_until, now()):
        record("signin.refused_while_locked", user)
        return None
    if not right:
        count_failure(user, "password")
        return None
    if needs_rehash(user.password_hash or ""):
        user.password_hash = hash_password(password)
    return user


def count_failure(user: User, means: str) -> None:
    """One wrong try more, by `password`, `totp`…; the tenth locks the account for 15 minutes."""
    user.failed_tries, locked_until = after_failure(user.failed_tries, now())
    user.locked_until = locked_until or user.locked_until
    record("signin.locked" if locked_until else "signin.failed", user, means=means)


def forget_failures(user: User) -> None:
    """The sign-in is complete: the count starts again."""
    user.failed_tries = 0
    user.locked_until = None


def create_password_for(user: User, password: str) -> None:
    """Give the user a new password, or refuse it (`RuleBroken` on `new_password`)."""
    known = [user.name, user.email, *(membership.organisation.name for membership in user.memberships)]
    check_new_password(password, known)
    user.password_hash = hash_password(password)
    forget_failures(user)
    record("password.changed", user)


def tries_from(address_key: str) -> AddressTries:
    """The count of this address, made or started again when it is old."""
    insert = INSERT[db.engine.dialect.name]
    db.session.execute(
        insert(AddressTries).values(address_key=address_key, tries=0, since=now()).on_conflict_do_nothing()
    )
    row = db.session.scalars(
        select(AddressTries).where(AddressTries.address_key == address_key).with_for_update()
    ).one()
    if now() - row.since >= LOCKED_FOR:
        row.tries, row.since = 0, now()
    return row


def is_throttled(row: AddressTries) -> bool:
    """Whether this address has failed too often in the last quarter of an hour."""
    return row.tries >= ADDRESS_TRIES


def change_password(user: User, current: str, new: str) -> None:
    """Replace the password of somebody who knows the present one (`RuleBroken` otherwise; it counts)."""
    if is_locked(user.locked_until, now()):
        raise RuleBroken("Trop d’essais manqués\u00a0: attendez un quart d’heure.", "current_password")
    if not is_right(user.password_hash, current):
        count_failure(user, "password")
        raise RuleBroken("Ce n’est pas votre mot de passe actuel.", "current_password")
    create_password_for(user, new)
