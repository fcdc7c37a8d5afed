"""The history of a contract as its page shows it: when, who, what."""

from dataclasses import dataclass
from datetime import datetime

from clauses.contracts.history_rules import sentence
from clauses.contracts.models import Contract
from clauses.contracts.queries import names_of_users
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
    names = names_of_users({event.user_id for event in events if event.user_id})
    return [
        Entry(
            event.at,
            names.get(event.user_id, "") if event.user_id else "Facilitator",
            sentence(event.action, event.details),
        )
        for event in events
    ]
