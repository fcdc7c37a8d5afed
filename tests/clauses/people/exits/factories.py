"""Rows of the exits; they flush, never commit."""

from datetime import date
from typing import Any

from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import ExitOrigin
from clauses.people.participants.models import Participant
from tests.factories import add
from tests.factories_hours import make_participant


def make_review(person: Participant | None = None, **over: Any) -> ExitReview:
    """What became of somebody three months after an employment that ended on 1 June 2026."""
    person = person or make_participant()
    values = {
        "body_id": person.body_id,
        "participant": person,
        "origin": ExitOrigin.EMPLOYMENT,
        "origin_id": person.id,
        "counted_from": date(2026, 6, 1),
        "months": 3,
        "due_on": date(2026, 9, 1),
    }
    return add(ExitReview(**values | over))
