"""The job that tells of the windows that end."""

from datetime import time

from clauses.people.eligibility.warning_queries import endings, warn
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural


def run() -> str:
    """Whoever was not told of an end that comes; each window is committed by itself."""
    told = 0
    for ending in list(endings(today())):
        count = warn(ending, today())
        if count:
            told += count
            db.session.commit()
    return f"{plural(told, 'personne prévenue', 'personnes prévenues')} d’une fin d’éligibilité."


WARN_WINDOWS = Job("window-warnings", "Prévenir des éligibilités qui se terminent", run, 24 * 60, time(7, 0))
