"""Mail: the life of a message, its back-off, and what may stand in a header."""

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta
from functools import lru_cache

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
    TO_CONFIRM = "to_confirm", "À confirmer par quelqu’un"
    REFUSED = "refused", "Refusé, jamais parti"
    HELD = "held", "Retenu, hors production"


class BatchState(Word):
    """What became of messages that wait for somebody to look at them."""

    TO_CONFIRM = "to_confirm", "À confirmer"
    CONFIRMED = "confirmed", "Confirmé"
    REFUSED = "refused", "Refusé"


class BounceSource(Word):
    """Who says that an address does not receive."""

    SERVER = "server", "Refus du serveur de courrier"
    NOTICE = "notice", "Avis de non-remise"
    PERSON = "person", "Signalée à la main"


ALONE_AT_MOST = 200
"""Messages of one kind, of one body, that leave in a day without anybody having confirmed them."""
SETTLES = timedelta(minutes=1)
"""What is not urgent waits this long before it leaves: by then the others of its kind are written too."""
RISING = 5
"""So many of one kind, of one body, written within that time: somebody is still writing, none leaves."""
RISES_AT_MOST = timedelta(minutes=10)
"""What has waited this long leaves even so: messages that come one by one all day are no batch."""

PLAIN_LOCAL = re.compile(r"(?=.{1,64}$)[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*")
"""What stands before the @ of almost every address: letters, digits and dots are good as they are."""
ADDRESS_AT_MOST = 254

WAITING = (MailState.QUEUED, MailState.FAILED)


def check_header(text: str, field: str) -> str:
    """The text, when it can stand in a header: no line break nor control character, not empty.

    Otherwise a name typed by somebody could add a recipient or a header of its own (CWE-93).
    """
    plain = text.isascii() and text.isprintable()
    if not plain and any(unicodedata.category(char) in FORBIDDEN_CATEGORIES for char in text):
        raise RuleBroken("Ce texte contient un saut de ligne ou un caractère invisible.", field)
    if not text.strip():
        raise RuleBroken("Ce texte est vide.", field)
    return text


def parse_email(text: str, field: str = "email") -> str:
    """An e-mail address, in lower case, checked without any network."""
    check_header(text, field)
    try:
        return _normal(text.strip())
    except EmailNotValidError:
        raise RuleBroken(
            "Cette adresse électronique n’est pas valable : vérifiez-la, par exemple nom@domaine.fr.", field
        ) from None


def _normal(address: str) -> str:
    """In lower case. Reading an address takes 0.1 ms: where nothing of it but its domain needs reading, what
    was said of the domain is remembered.
    """
    local, _, domain = address.rpartition("@")
    if len(address) <= ADDRESS_AT_MOST and PLAIN_LOCAL.fullmatch(local):
        return f"{local}@{_domain(domain)}".lower()
    return _read(address)


@lru_cache(maxsize=4096)
def _domain(domain: str) -> str:
    """A domain as it is written, after the shortest of local parts."""
    return _read(f"a@{domain}").rpartition("@")[2]


@lru_cache(maxsize=4096)
def _read(address: str) -> str:
    return validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized.lower()


def message_id(kind: str, to: str, key: str, domain: str) -> str:
    """The same for the same thing said to the same person: a second copy is then seen as one."""
    digest = hashlib.sha256("\n".join((kind, to, key)).encode()).hexdigest()[:40]
    return f"<{digest}@{domain}>"


def after_failure(tries: int, at: datetime) -> tuple[MailState, datetime]:
    """What follows the given number of failed tries: wait 1, 5, 25, 125 minutes, then give up."""
    if tries >= TRIES_AT_MOST:
        return MailState.DEAD, at
    return MailState.FAILED, at + FIRST_WAIT * WAIT_GROWS ** (tries - 1)


class ServerRefusal(Word):
    """What a server's refusal says."""

    ADDRESS = "address", "L’adresse n’existe pas ou plus"
    LATER = "later", "Le message, ou le moment, ne convient pas"


# RFC 3463: 5.1.x is about the address, 5.2.1 a closed mailbox; 5.2.2 (full) and 5.7.x (policy) are not.
ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
ADDRESS_CODES = frozenset({550, 551, 553})


def refusal_of(code: int, said: str) -> ServerRefusal:
    """Whether a server that refuses a recipient means that the address is wrong for good (RFC 5321, 3463)."""
    if not 500 <= code <= 599:
        return ServerRefusal.LATER
    found = ENHANCED.search(said)
    if found:
        about_address = found[2] == "1" or (found[2], found[3]) == ("2", "1")
        return ServerRefusal.ADDRESS if found[1] == "5" and about_address else ServerRefusal.LATER
    return ServerRefusal.ADDRESS if code in ADDRESS_CODES else ServerRefusal.LATER


ADDRESS_OF_PAGE = re.compile(r"https?://\S+")


def without_links(text: str) -> str:
    """A text for other eyes than its reader's: the links that open something to her are hidden."""
    return ADDRESS_OF_PAGE.sub("[lien]", text)


PRODUCTION = "production"


def may_leave(environment: str, allowed: str, to: str) -> bool:
    """Whether a message to this address or number may leave from here.

    Outside production, only what the list names: addresses, numbers, `@domain`, separated by commas.
    """
    if environment == PRODUCTION:
        return True
    names = {name.strip().lower() for name in allowed.split(",")} - {""}
    return to.lower() in names or f"@{to.rpartition('@')[2].lower()}" in names


def titled(subject: str, environment: str) -> str:
    """The subject as it travels: outside production, the environment comes first."""
    return subject if environment == PRODUCTION else f"[{environment}] {subject}"


METHOD = re.compile(r"^METHOD:([A-Z]+)\r$", re.MULTILINE)


def method_of(calendar: str) -> str:
    """What a calendar asks of its reader (`REQUEST`, `CANCEL`). Raises ValueError when it does not say."""
    found = METHOD.search(calendar)
    if found is None:
        raise ValueError("a calendar that travels by mail says its METHOD")
    return found[1]
