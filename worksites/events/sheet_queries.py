"""The page of an event, as the asker may read it."""

from dataclasses import dataclass, field

from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker
from facilitator.clock import now
from worksites.events.life_queries import facts_of
from worksites.events.life_rules import NEXT, OPEN, better_before, missing_to_announce
from worksites.events.list_queries import guest_counts
from worksites.events.models import Event
from worksites.events.place_rules import address_of, place_of
from worksites.events.rules import EventState
from worksites.events.when_rules import said_span

PARTS = (
    ("preparation", "Préparation"),
    ("entreprises", "Entreprises et partenaires"),
    ("creneaux", "Créneaux et places"),
    ("deroule", "Déroulé"),
    ("budget", "Budget"),
    ("organisateurs", "Organisateurs"),
)


@dataclass(frozen=True)
class EventSheet:
    """What the page shows, and who reads it."""

    when: str
    place: str
    address: str
    editor: bool
    buyer: bool
    is_open: bool
    begun: bool
    following: tuple[EventState, ...] = ()
    lacking: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    expected: int = 0
    came: int = 0
    companies: int = 0
    parts: tuple[tuple[str, str], ...] = PARTS
    """The parts of the body's page: their anchor and their name."""


def sheet_of(asker: Asker, event: Event) -> EventSheet:
    """All of it for the body, time and place for its guests, counts for a buyer."""
    editor, buyer = asker.role in BODY_ROLES, asker.role in BUYER_ROLES
    facts = facts_of(event) if editor else None
    expected, came, companies = guest_counts([event.id]).get(event.id, (0, 0, 0))
    prepared = event.state is EventState.PREPARED
    return EventSheet(
        when=said_span(event.starts_at, event.ends_at),
        place=place_of(event),
        address=address_of(event),
        editor=editor,
        buyer=buyer,
        is_open=event.state in OPEN,
        begun=event.starts_at <= now(),
        following=NEXT[event.state] if editor else (),
        lacking=missing_to_announce(facts, now()) if facts and prepared else [],
        better=better_before(facts) if facts and event.state in OPEN else [],
        expected=expected if editor or buyer else 0,
        came=came if editor or buyer else 0,
        companies=companies if editor or buyer else 0,
    )
