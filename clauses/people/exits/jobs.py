"""The job that asks what became of those whose employment has ended."""

from datetime import time

from clauses.people.exits.opening_queries import ended_employments, open_for
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.feature import Job
from facilitator.formats import plural


def run() -> str:
    """Each employment is committed by itself: what was interrupted is made up for by the next run."""
    opened = 0
    for employment_id in list(ended_employments(today())):
        opened += open_for(employment_id)
        with unaudited(db.session, "a day that moved moves its terms"):
            db.session.commit()
    return f"{plural(opened, 'devenir à demander', 'devenirs à demander')}."


OPEN_EXITS = Job("exits", "Demander le devenir à 3, 6 et 12 mois", run, 24 * 60, time(4, 30))
