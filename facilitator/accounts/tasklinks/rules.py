"""The life of a task link, of its codes and of the devices it trusts; what is said when one is refused.

The mail or SMS holds a pointer: it opens nothing by itself (Outlook SafeLinks, some antivirus programs
follow links and even press buttons). A person asks for a code; the code, typed in the same browser, does.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from facilitator.words import RuleBroken, Word

LINK_LASTS = timedelta(days=35)
"""A month to declare, and a few days of delay."""
CODE_LASTS = timedelta(minutes=10)
"""ASVS 5.0 §6.5.5: an out-of-band code lives ten minutes at most."""
CODE_DIGITS = 6
CODE_TRIES = 5
CODES_AN_HOUR = 5
DEVICE_LASTS = timedelta(days=30)


class LinkState(Word):
    """Where a task link stands."""

    LIVE = "live", "Ouvert"
    EXPIRED = "expired", "Expiré"
    REVOKED = "revoked", "Annulé"


class CodeState(Word):
    """Where a code stands; the label is what its owner reads when it opens nothing."""

    LIVE = "live", "Ce code ne convient pas."
    USED = "used", "Ce code a déjà servi : demandez-en un autre."
    EXPIRED = "expired", "Ce code a plus de dix minutes : demandez-en un autre."
    DEAD = "dead", "Trop d’essais : ce code ne sert plus. Demandez-en un autre."


OTHER_BROWSER = "Ce code a été demandé dans un autre navigateur, ou pour un autre lien : demandez-en un ici."


def digest(*parts: str) -> str:
    """What the database keeps of secrets."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def new_pointer() -> str:
    """128 bits, as 22 characters for an address."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Six digits; with five tries in ten minutes, one chance in 200,000."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def seal(code: str, nonce: str, link_id: int) -> str:
    """The digest of a code, for one link and one browser.

    The nonce stays in that browser's cookie: without it, whoever reads the database cannot try the million
    codes.
    """
    return digest(code, nonce, str(link_id))


def code_state(used_at: datetime | None, tries: int, created_at: datetime, at: datetime) -> CodeState:
    """Whether a code may still open its link."""
    if used_at is not None:
        return CodeState.USED
    if tries >= CODE_TRIES:
        return CodeState.DEAD
    return CodeState.LIVE if at - created_at < CODE_LASTS else CodeState.EXPIRED


def check_code(state: CodeState) -> None:
    """Refuse a code that opens nothing any more, saying why."""
    if state is not CodeState.LIVE:
        raise RuleBroken(state.label, "code")


def wrong_code(tries: int) -> RuleBroken:
    """What is said of a wrong code, after so many tries."""
    left = CODE_TRIES - tries
    if left <= 0:
        return RuleBroken(CodeState.DEAD.label, "code")
    rest = "Il reste un essai." if left == 1 else f"Il reste {left} essais."
    return RuleBroken(f"{CodeState.LIVE.label} {rest}", "code")


def masked(address: str) -> str:
    """`c•••@essai.example`, `•• •• •• •• 56`: its owner knows it again, nobody else learns it."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}" if at else f"•• •• •• •• {address[-2:]}"
