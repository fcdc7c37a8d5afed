"""Second factors: six-digit codes used once, passkeys, ten recovery codes."""

import re
import secrets
from datetime import datetime

import pyotp

from facilitator.access import SECOND_FACTOR_ROLES, Role
from facilitator.accounts.passwords.rules import hash_password, is_right
from facilitator.words import RuleBroken

ISSUER = "Facilitator"
STEP_SECONDS = 30
# RFC 6238 §5.2: one step of delay is tolerated on each side, for slow fingers and clocks.
DRIFT_STEPS = 1
RECOVERY_CODES = 10
RECOVERY_CODES_LOW = 3
RECOVERY_LENGTH = 12  # of 31 signs: 59 bits, hashed by argon2id besides
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_totp_secret() -> str:
    """A fresh secret of 160 bits, in base 32 (RFC 4226 §4)."""
    return pyotp.random_base32()


def totp_address(secret: str, email: str) -> str:
    """The `otpauth://` address that an authenticator application reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def accepted_step(secret: str, code: str, last_step: int | None, at: datetime) -> int | None:
    """The time step that this code opens, spaces ignored; None when wrong or already used.

    A step at or before `last_step` never opens again (RFC 6238 §5.2: a code works once).
    """
    digits = re.sub(r"[\s\u00a0\u202f.-]", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    now_step = int(at.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(now_step - DRIFT_STEPS, now_step + DRIFT_STEPS + 1):
        if secrets.compare_digest(totp.at(step * STEP_SECONDS), digits):
            return step if last_step is None or step > last_step else None
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes to print: `abcd-efgh-jkmn`, without look-alike letters and digits."""
    return [
        "-".join(
            "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(4)) for _ in range(RECOVERY_LENGTH // 4)
        )
        for _ in range(RECOVERY_CODES)
    ]


def bare_recovery_code(code: str) -> str:
    """The code as compared: lower case, without spaces nor hyphens ('' when it cannot be one)."""
    bare = re.sub(r"[^a-z0-9]", "", code.lower())
    return bare if len(bare) == RECOVERY_LENGTH else ""


def hash_recovery_code(code: str) -> str:
    """What the database keeps of a recovery code."""
    return hash_password(bare_recovery_code(code))


def opens(stored: str, code: str) -> bool:
    """Whether this is the recovery code of that hash."""
    bare = bare_recovery_code(code)
    return bool(bare) and is_right(stored, bare)


def must_keep_one(roles: set[Role], left: int) -> None:
    """Refuse to remove the last second factor of somebody whose role demands one."""
    if left == 0 and roles & SECOND_FACTOR_ROLES:
        raise RuleBroken(
            "Votre rôle demande un second facteur\u00a0: ajoutez-en un autre avant de retirer celui-ci."
        )
