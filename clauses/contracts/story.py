"""The history of a contract as its page shows it: when, who, what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clauses.contracts.history_rules import sentence
from clauses.contracts.queries import who_acted
from facilitator.audit.queries import Told


@dataclass(frozen=True)
class Entry:
    """One event."""

    at: datetime
    who: str
    what: str


def story_of(events: Sequence[Told]) -> list[Entry]:
    """The events of a contract in sentences, with the names of those who acted (body only)."""
    names = who_acted(events)
    return [Entry(one.at, names[one.id], sentence(one.action, one.details)) for one in events]
