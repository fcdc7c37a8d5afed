"""The job that counts the decisions whose reasons may go: it deletes nothing, a command does."""

from clauses.people.eligibility.keeping.queries import due
from facilitator.clock import today
from facilitator.db import db, reading
from facilitator.feature import Job
from facilitator.formats import plural


def run() -> str:
    """How many, and what deletes them."""
    token = reading.set(True)
    try:
        count = sum(1 for _ in due(today()))
    finally:
        db.session.rollback()
        reading.reset(token)
    if not count:
        return "Aucune décision à réduire."
    said = plural(count, "décision à réduire", "décisions à réduire")
    return f"{said} : « facilitator eligibility reduce --apply » efface leurs critères."


REASONS_DUE = Job(
    "reasons-due", "Compter les critères d’éligibilité gardés assez longtemps", run, 7 * 24 * 60
)
