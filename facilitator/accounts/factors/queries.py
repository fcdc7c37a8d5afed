"""Enrol, check and remove second factors. The caller commits."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from facilitator.access import Role
from facilitator.accounts.factors.models import RecoveryCode
from facilitator.accounts.factors.rules import (
    accepted_step,
    hash_recovery_code,
    must_keep_one,
    new_recovery_codes,
    opens,
)
from facilitator.accounts.models import Membership, User
from facilitator.accounts.passkeys.models import Passkey
from facilitator.accounts.passwords.queries import count_failure
from facilitator.accounts.passwords.rules import is_locked
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.queries import post
from facilitator.setting import absolute


def factor_count(user: User) -> int:
    """How many second factors the user has (recovery codes are a spare, not a factor)."""
    keys = db.session.scalar(select(func.count()).select_from(Passkey).where(Passkey.user_id == user.id))
    return (keys or 0) + (user.totp_secret is not None)


def set_totp(user: User, secret: str, code: str) -> bool:
    """Keep the secret if the code proves that the application has it."""
    step = accepted_step(secret, code, None, now())
    if step is None:
        return False
    user.totp_secret, user.totp_last_step = secret, step
    record("factor.added", user, kind="totp")
    tell_factors_changed(user, "Une application de codes vient d’être ajoutée à votre compte.")
    return True


def opens_with_code(user: User, code: str) -> bool:
    """Whether the code is the present one-time code or an unused recovery code; a failure counts."""
    user = db.session.scalars(
        select(User).where(User.id == user.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if is_locked(user.locked_until, now()):
        record("signin.refused_while_locked", user)
        return False
    step = accepted_step(user.totp_secret, code, user.totp_last_step, now()) if user.totp_secret else None
    if step is not None:
        user.totp_last_step = step
        return True
    if _spend_recovery_code(user, code):
        return True
    count_failure(user, "code")
    return False


def _spend_recovery_code(user: User, code: str) -> bool:
    for row in unused_codes(user):
        if opens(row.code_hash, code):
            row.used_at = now()
            record("recovery.used", user)
            return True
    return False


def unused_codes(user: User) -> Sequence[RecoveryCode]:
    """The recovery codes that still work."""
    return db.session.scalars(
        select(RecoveryCode).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    ).all()


def renew_recovery_codes(user: User) -> list[str]:
    """Ten new codes, to be shown once; the former ones are dead."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = new_recovery_codes()
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=hash_recovery_code(code)) for code in codes)
    record("recovery.renewed", user)
    return codes


def _roles_of(user: User) -> set[Role]:
    rows = select(Membership.role).where(Membership.user_id == user.id, Membership.revoked_at.is_(None))
    return set(db.session.scalars(rows))


def remove_totp(user: User) -> None:
    """Remove the one-time codes, unless they are the last factor of somebody who needs one."""
    if user.totp_secret is None:
        return
    must_keep_one(_roles_of(user), factor_count(user) - 1)
    user.totp_secret = user.totp_last_step = None
    record("factor.removed", user, kind="totp")
    tell_factors_changed(user, "L’application de codes vient d’être retirée de votre compte.")


def remove_passkey(user: User, passkey: Passkey) -> None:
    """Remove a passkey, unless it is the last factor of somebody who needs one."""
    must_keep_one(_roles_of(user), factor_count(user) - 1)
    db.session.delete(passkey)
    record("factor.removed", user, kind="passkey")
    tell_factors_changed(user, "Une clé d’accès vient d’être retirée de votre compte.")


def reset_factors(user: User) -> None:
    """Forget every factor of somebody who has lost them all; she enrols again at the next sign-in."""
    db.session.execute(delete(Passkey).where(Passkey.user_id == user.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    user.totp_secret = user.totp_last_step = None
    record("factor.reset", user)
    tell_factors_changed(
        user,
        "Vos seconds facteurs de connexion ont été remis à zéro par une personne qui gère les accès.\n"
        "À votre prochaine connexion, vous en choisirez de nouveaux.",
    )


def tell_factors_changed(user: User, sentence: str) -> None:
    """Tell the owner, who may not be the one who did it (ASVS 5.0 §6.3.7)."""
    post(
        "Second facteur changé",
        user.email,
        "Votre second facteur de connexion a changé",
        f"Bonjour,\n\n{sentence}\n"
        "Si ce n’est pas vous, changez aussitôt votre mot de passe et prévenez votre responsable\u00a0:\n"
        f"{absolute('/connexion')}\n",
        urgent=True,
    )
