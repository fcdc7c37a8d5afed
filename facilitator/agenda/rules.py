"""Days to remember, as an iCalendar file (RFC 5545), written by the library `icalendar`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Facilitator//Clauses sociales//FR"


@dataclass(frozen=True)
class Day:
    """A whole day to remember: `key` names it for ever, so that a newer file replaces it."""

    key: str
    on: date
    title: str
    told: str = ""
    url: str = ""


def days_file(name: str, days: Iterable[Day], host: str, made_at: datetime) -> bytes:
    """The days as a file. `host` ends their identities, `made_at` says when they were written."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for day in sorted(days, key=lambda day: (day.on, day.key)):
        event = Event()
        event.add("uid", f"{day.key}@{host}")
        event.add("dtstamp", made_at)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.title)
        event.add("transp", "TRANSPARENT")
        if day.told:
            event.add("description", day.told)
        if day.url:
            event.add("url", day.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
