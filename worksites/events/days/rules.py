"""The laws of the day: when the door is open, what becomes of a tap, the secret of the door. Pure."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from facilitator.words import RuleBroken, Word
from worksites.events.guests.rules import Coming

DOOR_OPENS = timedelta(hours=2)
"""The code at the door opens so long before the event and closes so long after it (product issue)."""
MOST_TAPS = 500
KEY_LENGTHS = range(16, 65)


class TapVerdict(Word):
    """What became of a tap."""

    DONE = "tap_done", "Enregistré"
    CONFLICT = "tap_conflict", "Pointé autrement entre-temps"
    REFUSED = "tap_refused", "Refusé"


@dataclass(frozen=True)
class Tap:
    """A tap as a telephone tells it: on whom, what it showed before, what it says, when."""

    key: str
    guest_id: int
    before: Coming
    said: Coming
    at: datetime


def is_open(starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Whether the door is open: the event's hours, and two hours on either side."""
    return starts_at - DOOR_OPENS <= at <= ends_at + DOOR_OPENS


def judged(tap: Tap, now: Coming) -> TapVerdict:
    """What becomes of a tap on somebody who stands so now: nobody's word is silently taken back."""
    return TapVerdict.DONE if now in (tap.before, tap.said) else TapVerdict.CONFLICT


def clamped(tapped: datetime, starts_at: datetime, ends_at: datetime, at: datetime) -> datetime:
    """When somebody was seen: the telephone's word, inside the door's hours and never to come."""
    return min(at, max(starts_at - DOOR_OPENS, min(tapped, ends_at + DOOR_OPENS)))


def read_taps(told: Any) -> list[Tap]:
    """The taps that a telephone sends. Raises `RuleBroken` for anything else."""
    try:
        taps = [_tap(one) for one in told["taps"]]
    except (KeyError, TypeError, ValueError):
        raise RuleBroken("Ces pointages ne se lisent pas : rechargez la page.") from None
    if len(taps) > MOST_TAPS:
        raise RuleBroken(f"Pas plus de {MOST_TAPS} pointages à la fois.")
    return taps


def _tap(one: Mapping[str, Any]) -> Tap:
    key, at = str(one["key"]), datetime.fromisoformat(str(one["at"]))
    if len(key) not in KEY_LENGTHS or at.tzinfo is None:
        raise ValueError(key)
    return Tap(key, int(one["guest"]), Coming(one["before"]), Coming(one["said"]), at)


def door_token(key: str, uid: str, day: str) -> str:
    """The secret of a door on one day: 128 bits, as 22 characters for an address. It follows from the house's
    key, and names nobody."""
    sealed = hmac.new(key.encode(), f"door\n{uid}\n{day}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(sealed[:16]).decode().rstrip("=")
