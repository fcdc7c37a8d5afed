"""The jobs: count the pathways whose details may go (a command deletes them); forget dead addresses."""

from datetime import time

from facilitator.clock import today
from facilitator.db import db, reading
from facilitator.feature import Job
from facilitator.formats import plural
from geiq.pathways.keeping.queries import due, forget_pages


def run() -> str:
    """How many, and what deletes them."""
    token = reading.set(True)
    try:
        count = sum(1 for _ in due(today()))
    finally:
        db.session.rollback()
        reading.reset(token)
    if not count:
        return "Aucun parcours à réduire."
    said = plural(count, "parcours à réduire", "parcours à réduire")
    return f"{said} : « facilitator pathways reduce --apply » efface ce qui y est écrit."


def forget() -> str:
    """How many addresses of pages were forgotten."""
    return f"{plural(forget_pages(), 'adresse oubliée', 'adresses oubliées')}."


PATHWAYS_DUE = Job("pathways-due", "Compter les parcours gardés assez longtemps", run, 7 * 24 * 60)
FORGET_PAGES = Job(
    "forget-pages", "Oublier les adresses de pages qui n’ouvrent plus rien", forget, 24 * 60, time(4, 40)
)
