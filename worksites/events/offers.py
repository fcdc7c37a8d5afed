"""What the events offer to the home page, to the search box, to the pages of lower rooms."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.queries import owned
from facilitator.feature import Alert, Hit, Panel
from facilitator.formats import plural
from facilitator.search import find
from worksites.events import part_offers, place_offers
from worksites.events.dates import offers as date_offers
from worksites.events.list_queries import count_of, find_events
from worksites.events.models import Event, Venue
from worksites.events.pages import READERS
from worksites.events.promises import offers as promise_offers
from worksites.events.queries import events_of
from worksites.events.returns import offers as return_offers
from worksites.events.rules import EventToDo
from worksites.events.when_rules import said_span

MOST_HITS = 8
TOLD = {
    EventToDo.LATE: (
        "événement dont la préparation est en retard",
        "événements dont la préparation est en retard",
    ),
    EventToDo.FEW: ("événement proche avec peu d’inscrits", "événements proches avec peu d’inscrits"),
    EventToDo.UNSAID: ("événement passé à dire tenu ou annulé", "événements passés à dire tenus ou annulés"),
    EventToDo.UNFILLED: (
        "événement passé dont les présences restent à pointer",
        "événements passés dont les présences restent à pointer",
    ),
}
URGENT = frozenset({EventToDo.FEW})


def alerts(asker: Asker) -> Iterator[Alert]:
    """What waits for an organiser, each count with the list that shows them."""
    if asker.role not in BODY_ROLES:
        return
    for to_do, words in TOLD.items():
        if count := count_of(find_events(asker, {"afaire": to_do.value})):
            url = url_for("events.index", afaire=to_do.value)
            yield Alert(count, plural(count, *words), url, to_do in URGENT)


def every_alert(asker: Asker) -> Iterator[Alert]:
    """What waits in the events, then among the promises."""
    yield from alerts(asker)
    yield from promise_offers.alerts(asker)


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The events, and a body's venues, that the search box finds, inside what the asker may see."""
    if asker.role not in READERS:
        return
    for one in find(events_of(asker), Event, text, MOST_HITS):
        context = f"{one.kind.label}, {said_span(one.starts_at, one.ends_at)}"
        yield Hit("Événement", one.title, context, url_for("events.show", event_id=one.id))
    for venue in find(owned(Venue, asker), Venue, text, MOST_HITS):
        yield Hit("Lieu", venue.name, venue.commune, url_for("venues.show", venue_id=venue.id))


PANELS = (
    date_offers.panels,
    part_offers.panels,
    place_offers.panels,
    promise_offers.panels,
    return_offers.panels,
)
"""Who adds parts to pages, in their order: each asks `(asker, kind, thing_id)`."""


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """All that the events add to a page: their own parts, then those of each of their rooms."""
    for offer in PANELS:
        yield from offer(asker, kind, thing_id)
