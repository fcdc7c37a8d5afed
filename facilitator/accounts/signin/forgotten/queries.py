"""Send the link of a forgotten password, find it, use it once. The caller commits."""

import secrets
from datetime import timedelta

from sqlalchemy import func, select

from facilitator.accounts.models import User
from facilitator.accounts.passwords.queries import create_password_for, user_of
from facilitator.accounts.signin.forgotten.models import PasswordReset
from facilitator.accounts.signin.forgotten.rules import LINKS_AN_HOUR, is_usable
from facilitator.accounts.signin.queries import revoke_sessions, token_hash
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import NBSP
from facilitator.mail.queries import post
from facilitator.setting import absolute
from facilitator.words import RuleBroken

PATH = "/mot-de-passe/"


def ask_reset(email: str) -> None:
    """Mail a link to the user of this address; nothing visible happens when there is none."""
    user = user_of(email)
    if user is None or _asked_lately(user) >= LINKS_AN_HOUR:
        record("password.reset_asked", "app_user")
        return
    token = secrets.token_urlsafe(32)
    reset = PasswordReset(user_id=user.id, token_hash=token_hash(token), created_at=now())
    db.session.add(reset)
    record("password.reset_asked", user)
    post(
        "Mot de passe oublié",
        user.email,
        "Choisir un nouveau mot de passe",
        "Bonjour,\n\n"
        "Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Facilitator.\n"
        f"Pour le choisir, ouvrez cette page dans la demi-heure{NBSP}:\n{absolute(PATH + token)}\n\n"
        f"Ce lien ne sert qu’une fois. Si vous n’avez rien demandé, ne faites rien{NBSP}: "
        "votre mot de passe ne change pas.\n",
        key=reset.token_hash,
        urgent=True,
    )


def _asked_lately(user: User) -> int:
    recent = select(func.count()).where(
        PasswordReset.user_id == user.id, PasswordReset.created_at > now() - timedelta(hours=1)
    )
    return db.session.scalar(recent) or 0


def reset_of(token: str) -> PasswordReset | None:
    """The usable link of this token; None when it is unknown, too old, or has served."""
    row = db.session.scalar(select(PasswordReset).where(PasswordReset.token_hash == token_hash(token)))
    return row if row is not None and is_usable(row.created_at, row.used_at, now()) else None


def use_reset(reset: PasswordReset, password: str) -> None:
    """Set the new password, kill the link and its sisters, and end every session of the user."""
    db.session.refresh(reset, with_for_update=True)
    if not is_usable(reset.created_at, reset.used_at, now()):
        raise RuleBroken("Ce lien vient de servir.")
    create_password_for(reset.user, password)
    for row in db.session.scalars(
        select(PasswordReset).where(PasswordReset.user_id == reset.user_id, PasswordReset.used_at.is_(None))
    ):
        row.used_at = now()
    revoke_sessions(reset.user_id)
    tell_password_changed(reset.user)


def tell_password_changed(user: User) -> None:
    """Tell the owner, who may not be the one who did it (ASVS 5.0 §6.3.7)."""
    post(
        "Mot de passe changé",
        user.email,
        "Votre mot de passe a changé",
        "Bonjour,\n\n"
        "Le mot de passe de votre compte Facilitator vient de changer.\n"
        "Si ce n’est pas vous, demandez-en aussitôt un autre avec «\u00a0Mot de passe oublié\u00a0» "
        f"sur cette page\u00a0:\n{absolute('/connexion')}\n",
        urgent=True,
    )
