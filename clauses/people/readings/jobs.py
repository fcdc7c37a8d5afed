"""The job that looks for accounts reading very many people's pages."""

from clauses.people.readings.queries import find_bursts
from clauses.people.readings.storage import forget_before
from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.feature import Job
from facilitator.formats import plural


def run() -> str:
    """Safe to run twice; the files older than a week go."""
    at = now()
    new = find_bursts(at)
    with unaudited(db.session, "a burst that goes on is brought up to date"):
        db.session.commit()
    forget_before(at.date())
    return f"{plural(new, 'lecture en masse signalée', 'lectures en masse signalées')}."


MASS_READING = Job("mass-reading", "Signaler les lectures en masse de fiches de personnes", run, 10)
