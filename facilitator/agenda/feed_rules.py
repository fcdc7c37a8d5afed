"""Calendars read by a secret address: how far they reach, how heavy they may be, how often they are read."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.agenda.rules import END, header
from facilitator.formats import NBSP, number

MINE, TERRITORY = "mine", "body"
"""One's own calendar; all that the body does. The others are named by the table of their thing."""
COLORS = {MINE: "steelblue", TERRITORY: "teal", "worksite": "darkorange", "cohort": "seagreen"}
OTHER_COLOR = "slategray"
"""CSS names (RFC 7986 §5.9): one's own calendars are told apart at a glance."""
BEFORE_MONTHS, AFTER_MONTHS = 3, 18
CANCELLED_STAYS = timedelta(days=30)
"""What is taken out at once leaves a ghost in Outlook: it stays, cancelled."""
READS_AN_HOUR = 60
TOKEN_BYTES = 24


def new_token() -> str:
    """192 bits, as 32 characters for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def window(on: date) -> tuple[date, date]:
    """The first and the last day that a calendar shows: three months behind, eighteen ahead."""
    return _month(on, -BEFORE_MONTHS), _month(on, AFTER_MONTHS)


def _month(on: date, months: int) -> date:
    """The first day of the month, so many months away."""
    index = on.year * 12 + on.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Written:
    """An appointment as it was last written, and its day."""

    on: date
    text: bytes


@dataclass(frozen=True)
class Feed:
    """A calendar ready to be read."""

    body: bytes
    etag: str
    held: int
    """How many appointments it holds."""
    found: int
    """How many there were: more than it holds when it was cut."""

    @property
    def is_cut(self) -> bool:
        """Whether something was left out."""
        return self.held < self.found


def built(name: str, about: str, events: Sequence[Written], on: date, most_kb: int) -> Feed:
    """The calendar, in order; past `most_kb`, the appointments nearest to this day alone, and it says so."""
    color = COLORS.get(about, OTHER_COLOR)
    head = header(name, color)
    kept: Sequence[Written] = events
    if len(head) + len(END) + sum(len(one.text) for one in events) > most_kb * 1024:
        kept = nearest(events, on, most_kb * 1024 - len(header(name, color, said_cut(0, len(events)))) - 1024)
        head = header(name, color, said_cut(len(kept), len(events)))
    body = b"".join((head, *[one.text for one in kept], END))
    return Feed(body, hashlib.sha256(body).hexdigest()[:32], len(kept), len(events))


def nearest(events: Sequence[Written], on: date, most: int) -> list[Written]:
    """Those nearest to a day that fit in so many bytes, in their order."""
    ranked = sorted(range(len(events)), key=lambda place: abs((events[place].on - on).days))
    weight, taken = 0, []
    for place in ranked:
        weight += len(events[place].text)
        if weight > most:
            break
        taken.append(place)
    return [events[place] for place in sorted(taken)]


def said_cut(held: int, found: int) -> str:
    """What a calendar that was cut says of itself."""
    return (
        f"Agenda trop lourd{NBSP}: {number(held)} rendez-vous sur {number(found)}, les plus proches "
        "d’aujourd’hui. Abonnez-vous plutôt à un chantier ou à une cohorte."
    )


def left_of_hour(at: datetime) -> int:
    """Seconds until the count of readings begins again."""
    return 3600 - (at.minute * 60 + at.second)
