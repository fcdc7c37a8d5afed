"""The job that concludes again on what changed."""

from clauses.compliance.standing.keeping_queries import keep, stale
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.feature import Job
from facilitator.formats import plural

AT_ONCE = 200
"""Clauses of one transaction: the write lock is never held for long."""


def run() -> str:
    """Conclude on the clauses that changed, and on all of them once a day; safe to run twice."""
    day, count = today(), 0
    waiting = stale(day)
    for first in range(0, len(waiting), AT_ONCE):
        count += keep(waiting[first : first + AT_ONCE], day)
        with unaudited(db.session, "conclusions are derived from the ledger"):
            db.session.commit()
    return f"{plural(count, 'clause conclue', 'clauses conclues')}."


CONCLUDE = Job("standing", "Dire comment chaque clause avance et où elle finira", run, 5)
