"""The history of a contract as its page shows it: when, who, what."""

from dataclasses import dataclass
from datetime import datetime

from clauses.contracts.history_rules import sentence
from clauses.contracts.models import Contract
from clauses.contracts.queries import who_acted
from facilitator.audit.queries import history_of


@dataclass(frozen=True)
class Entry:
    """One event."""

    at: datetime
    who: str
    what: str


def story_of(contract: Contract) -> list[Entry]:
    """The events of a contract, the latest first, with the names of those who acted (body only)."""
    events = history_of(contract)
    names = who_acted(events)
    return [Entry(one.at, names[one.id], sentence(one.action, one.details)) for one in events]
