"""What the exits offer to the home page and to the page of a person."""

from collections.abc import Iterator

from flask import url_for

from clauses.people.exits.list_queries import due_count, find_reviews, ordered, rows_of
from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import STATE_TONES, ExitState
from clauses.people.exits.views import READERS
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.clock import today
from facilitator.feature import Alert, Panel
from facilitator.formats import plural
from facilitator.traces import leaves_trace


def alerts(asker: Asker) -> Iterator[Alert]:
    """Answers that are due."""
    if asker.role not in READERS:
        return
    count = due_count(asker, today())
    if count:
        said = plural(count, "devenir de personne à demander", "devenirs de personnes à demander")
        yield Alert(count, said, url_for("exits.index", etat=ExitState.DUE.value))


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """On a person's page, for those who may answer: her reviews."""
    if (
        kind != "participant"
        or asker.role not in READERS
        or not leaves_trace(ExitReview, Participant, thing_id)
    ):
        return
    found = ordered(find_reviews(asker, {"personne": str(thing_id)}, today()), "du")
    rows = rows_of(found, today())
    if rows:
        shown = {"rows": rows, "tones": STATE_TONES, "today": today()}
        yield Panel("clauses/people/exits/panel.html", shown)
