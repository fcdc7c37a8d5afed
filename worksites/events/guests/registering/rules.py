"""The limits of the public page. Pure."""

import hashlib
import hmac
from datetime import datetime, timedelta

from facilitator.formats import NBSP
from facilitator.words import RuleBroken

FASTEST = timedelta(seconds=3)
"""Nobody reads the page and fills it faster."""
SLOWEST = timedelta(hours=12)
FROM_ONE = 10
"""Registrations from one network address in a quarter of an hour: a family, a public library."""
AT_ONE_EVENT = 100
"""Registrations for one event in a quarter of an hour."""
TO_ONE = 3
"""Messages of registration to one address or number in a day, whoever asks for them."""
TOO_FAST = "Prenez le temps de lire la page, puis appuyez de nouveau."
TOO_OLD = "Cette page est ouverte depuis trop longtemps : vérifiez vos réponses, puis appuyez de nouveau."


def _seal(key: str, text: str) -> str:
    return hmac.new(key.encode(), f"registration opened {text}".encode(), hashlib.sha256).hexdigest()[:32]


def opened(key: str, at: datetime) -> str:
    """When the page was opened, as the form gives it back, signed."""
    text = str(int(at.timestamp()))
    return f"{text}.{_seal(key, text)}"


def check_pace(key: str, given: str, at: datetime) -> None:
    """Refuse what was sent faster than one reads, or with a time that is not ours; `RuleBroken`."""
    text, _, sealed = given.partition(".")
    known = text.isascii() and text.isdecimal() and len(text) < 12
    if not known or not hmac.compare_digest(sealed.encode(), _seal(key, text).encode()):
        raise RuleBroken(TOO_OLD)
    since = at.timestamp() - int(text)
    if since < FASTEST.total_seconds():
        raise RuleBroken(TOO_FAST)
    if since > SLOWEST.total_seconds():
        raise RuleBroken(TOO_OLD)


def consent_sentence(days: int, body: str) -> str:
    """What is kept, by whom, for how long (RGPD art. 13)."""
    return (
        f"J’accepte que l’organisateur ({body}) garde mon nom et mon adresse ou mon téléphone, pour cet "
        f"événement seulement. Ils sont effacés {days}{NBSP}jours après."
    )


def closes_at(closes: datetime | None, starts: datetime) -> datetime:
    """Until when one registers: as said, never after it begins."""
    return min(closes, starts) if closes is not None else starts
