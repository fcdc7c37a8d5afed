"""The doctor's daily round of the hours."""

from clauses.hours.doctor.event_queries import EVENTS
from clauses.hours.doctor.queries import INVARIANTS
from facilitator.db import db, reading
from facilitator.feature import Job
from facilitator.formats import plural

DAILY = 24 * 60


def run() -> str:
    """Look at every invariant of the hours; the outcome says which do not hold. Nothing is written."""
    token = reading.set(True)
    try:
        broken = {each.label: sum(1 for _ in each.breaches()) for each in (*INVARIANTS, *EVENTS)}
    finally:
        db.session.rollback()
        reading.reset(token)
    said = [f"{label}\u00a0: {plural(count, 'écart')}" for label, count in broken.items() if count]
    if said:
        return ("À réparer. " + " ".join(f"{one}." for one in said))[:300]
    return f"Tout tient\u00a0: {plural(len(broken), 'règle prouvée', 'règles prouvées')}."


DOCTOR = Job("doctor", "Prouver que les heures tiennent", run, DAILY)
