"""The job that opens the months."""

from datetime import time

from clauses.hours.opening.queries import open_months
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural


def run() -> str:
    """Open what has begun; safe to run twice."""
    born = open_months(today())
    db.session.commit()
    return f"{plural(born, 'relevé ouvert', 'relevés ouverts')}."


OPEN_MONTHS = Job("open-month", "Ouvrir les relevés du mois", run, 24 * 60, time(4))
