"""Mail: the life of a message, its back-off, and what may stand in a header."""

import hashlib
import unicodedata
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email

from facilitator.words import RuleBroken, Word

TRIES_AT_MOST = 5
FIRST_WAIT = timedelta(minutes=1)
WAIT_GROWS = 5
# While a sender holds a message, no other takes it; a sender that died gives it back after this.
CLAIM_LASTS = timedelta(minutes=10)
SUBJECT_AT_MOST = 200
# Control characters, and the separators at which Python and some servers break a line.
FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Channel(Word):
    """How a message travels."""

    MAIL = "mail", "Courriel"
    SMS = "sms", "SMS"


class MailState(Word):
    """Where a message stands."""

    QUEUED = "queued", "En attente"
    SENT = "sent", "Envoyé"
    FAILED = "failed", "Échec, nouvel essai prévu"
    DEAD = "dead", "Abandonné"


WAITING = (MailState.QUEUED, MailState.FAILED)


def check_header(text: str, field: str) -> str:
    """The text, when it can stand in a header: no line break nor control character, not empty.

    Otherwise a name typed by somebody could add a recipient or a header of its own (CWE-93).
    """
    if any(unicodedata.category(char) in FORBIDDEN_CATEGORIES for char in text):
        raise RuleBroken("Ce texte contient un saut de ligne ou un caractère invisible.", field)
    if not text.strip():
        raise RuleBroken("Ce texte est vide.", field)
    return text


def parse_email(text: str, field: str = "email") -> str:
    """An e-mail address, in lower case, checked without any network."""
    check_header(text, field)
    try:
        checked = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise RuleBroken(
            "Cette adresse électronique n’est pas valable : vérifiez-la, par exemple nom@domaine.fr.", field
        ) from None
    return checked.normalized.lower()


def message_id(kind: str, to: str, key: str, domain: str) -> str:
    """The same for the same thing said to the same person: a second copy is then seen as one."""
    digest = hashlib.sha256("\n".join((kind, to, key)).encode()).hexdigest()[:40]
    return f"<{digest}@{domain}>"


def after_failure(tries: int, at: datetime) -> tuple[MailState, datetime]:
    """What follows the given number of failed tries: wait 1, 5, 25, 125 minutes, then give up."""
    if tries >= TRIES_AT_MOST:
        return MailState.DEAD, at
    return MailState.FAILED, at + FIRST_WAIT * WAIT_GROWS ** (tries - 1)
