"""What the people offer to the search box and to the page of a contract."""

from collections.abc import Iterator

from flask import url_for

from clauses.people.eligibility.queries import windows_of
from clauses.people.participants.list_queries import count_on
from clauses.people.participants.models import Participant
from clauses.people.participants.pages import READERS
from clauses.people.participants.queries import participants_of
from clauses.people.participants.standing_rules import countdown
from facilitator.access import Asker
from facilitator.clock import today
from facilitator.feature import Hit, Link
from facilitator.formats import plural
from facilitator.search import find

MOST_HITS = 8


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The people that the search box finds, inside what the asker may see."""
    if asker.role not in READERS:
        return
    seen = participants_of(asker).where(Participant.archived_on.is_(None))
    found = find(seen, Participant, text, MOST_HITS)
    windows = windows_of([person.id for person in found])
    for person in found:
        context = countdown(windows.get(person.id, ()), today()).sentence
        yield Hit("Personne", person.name, context, url_for("people.show", participant_id=person.id))


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The people who work on a contract, for whoever may see their names."""
    if kind != "contract" or asker.role not in READERS:
        return
    count = count_on(asker, thing_id)
    if count:
        label = plural(count, "personne sur ce marché", "personnes sur ce marché")
        yield Link(label, url_for("people.index", marche=thing_id))
