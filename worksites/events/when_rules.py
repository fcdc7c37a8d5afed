"""When an event is: hours as people type them, instants of Paris, what moves with its beginning.

An hour that comes twice (the night of October) is the first one; an hour that does not come (the night of
March) is read with the offset before the change (RFC 5545, §3.3.5).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitator.formats import NBSP, day
from facilitator.words import RuleBroken

PARIS = ZoneInfo("Europe/Paris")
"""Where every event is."""
HOUR = re.compile(r"^(\d{1,2})\s*(?:h(?:eures?)?|:)?\s*(\d{2})?(?::00)?$", re.IGNORECASE)
LONGEST = timedelta(days=31)
"""An event of more than a month is a typing fault."""


def parse_hour(text: str) -> time:
    """An hour of the day: `9 h`, `9h30`, `09:30`, `14`. Raises ValueError."""
    found = HOUR.match(re.sub(r"[\s\u00a0\u202f]+", " ", text).strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"not an hour: {text}")
    return time(hour, minute)


def said_hour(at: time) -> str:
    """`9 h`, `9 h 30`."""
    return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02d}" if at.minute else "")


def moment(on: date, at: time) -> datetime:
    """The instant of a day and an hour of Paris, in UTC."""
    return datetime.combine(on, at.replace(fold=0), PARIS).astimezone(UTC)


def local(instant: datetime) -> datetime:
    """The clock of Paris at an instant, without zone: for adding days and hours as people do."""
    return instant.astimezone(PARIS).replace(tzinfo=None, fold=0)


def span(on: date, starts: time, ends: time, ends_on: date | None = None) -> tuple[datetime, datetime]:
    """Beginning and end of an event, in UTC. Raises `RuleBroken` on `ends` or `ends_on`."""
    last = ends_on or on
    if last < on:
        raise RuleBroken(f"La fin vient avant le début ({day(on)}).", "ends_on")
    begins, finishes = moment(on, starts), moment(last, ends)
    if finishes <= begins:
        raise RuleBroken(f"La fin vient après {said_hour(starts)}, l’heure du début.", "ends")
    if finishes - begins > LONGEST:
        raise RuleBroken("Un événement dure au plus un mois : vérifiez les dates.", "ends_on")
    return begins, finishes


def shifted(instant: datetime, before: datetime, after: datetime) -> datetime:
    """An instant that follows an event's beginning when it moves: as many days and hours, by the clock."""
    moved = local(instant) + (local(after) - local(before))
    return moment(moved.date(), moved.time())


def said_span(starts_at: datetime, ends_at: datetime) -> str:
    """`3 décembre 2026, de 9 h à 12 h 30`; both days when there are two."""
    begins, finishes = local(starts_at), local(ends_at)
    if begins.date() == finishes.date():
        return f"{day(begins.date())}, de {said_hour(begins.time())} à {said_hour(finishes.time())}"
    first = f"du {day(begins.date())} à {said_hour(begins.time())}"
    return f"{first} au {day(finishes.date())} à {said_hour(finishes.time())}"


def said_hours(starts_at: datetime, ends_at: datetime) -> str:
    """`9 h - 9 h 30`, for a slot."""
    return f"{said_hour(local(starts_at).time())} - {said_hour(local(ends_at).time())}"
