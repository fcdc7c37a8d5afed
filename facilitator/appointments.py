"""What features put in a calendar: something that has a time, told to those who may see it, naming nobody."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from facilitator.words import Word


class Certainty(Word):
    """How sure an appointment is; the words of RFC 5545 §3.8.1.11, in capitals there."""

    TENTATIVE = "tentative", "À confirmer"
    CONFIRMED = "confirmed", "Confirmé"
    CANCELLED = "cancelled", "Annulé"


@dataclass(frozen=True)
class Appointment:
    """Something that has a time. Its texts never name a participant: its calendar is read by others."""

    key: str
    """Names it for ever (`evt-…`), so that a newer reading replaces it."""
    title: str
    begins: date | datetime
    """An instant, or the first of its whole days."""
    ends: date | datetime
    """An instant, or the day after the last: what comes then is free."""
    changed_at: datetime
    """When what is told of it last changed."""
    sequence: int = 0
    """How often its time, its place or its certainty changed."""
    certainty: Certainty = Certainty.CONFIRMED
    place: str = ""
    told: str = ""
    url: str = ""
    position: tuple[Decimal, Decimal] | None = None
    """Latitude and longitude, in degrees (WGS 84)."""
    kinds: tuple[str, ...] = ()
    """Its categories, in French."""
    takes_time: bool = True
    """Whether whoever has it in her calendar is busy then."""


@dataclass(frozen=True)
class Wanted:
    """What a calendar is about, between two days: one's own, all of the body's, or those of a thing."""

    about: str
    """`mine`, `body`, or the table of a thing (`worksite`, `cohort`, `organisation`)."""
    thing_id: int
    """0 where there is none."""
    first: date
    last: date


Read = Callable[[Sequence[Hashable]], Mapping[Hashable, Appointment]]


@dataclass(frozen=True)
class Appointments:
    """Appointments behind their marks: a mark is the same as long as nothing told of it has changed.

    A room of many rows gives marks out of a light select, and reads those alone that nobody has kept.
    """

    marks: Sequence[Hashable]
    read: Read

    @classmethod
    def told(cls, found: Sequence[Appointment]) -> "Appointments":
        """A few, all read already: each is its own mark."""
        return cls(found, lambda marks: {one: one for one in marks if isinstance(one, Appointment)})


@dataclass(frozen=True)
class Subject:
    """What somebody may take a calendar of: the table of the thing, its number, its French label."""

    about: str
    thing_id: int
    label: str
