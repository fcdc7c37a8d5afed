"""The jobs of the guests: remind, give back the places that lapse, forget."""

from datetime import time

from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural
from worksites.events.guests.keeping_queries import forget, give_back, remind, to_remind

FIRST_HOUR, LAST_HOUR = 8, 20
"""Nobody is reminded at night."""


def run_reminders() -> str:
    """Remind those who are awaited soon; each is committed by herself: a run that stops is taken up."""
    at = now()
    if not FIRST_HOUR <= at.astimezone(PARIS).hour < LAST_HOUR:
        return "La nuit, aucun rappel ne part."
    reminded = 0
    for guest_id in list(to_remind(at)):
        reminded += remind(guest_id, at)
        db.session.commit()
    return f"{plural(reminded, 'invité rappelé', 'invités rappelés')}."


def run_places() -> str:
    """Places of registrations that nobody confirmed go to who waits."""
    moved = give_back(now())
    db.session.commit()
    return f"{plural(moved, 'place donnée', 'places données')}."


def run_forgetting() -> str:
    """Names typed for an event are erased when it is past for long enough."""
    gone = forget(now())
    db.session.commit()
    return f"{plural(gone, 'nom effacé', 'noms effacés')}."


JOBS = (
    Job("event-reminders", "Rappeler les invités d’un événement", run_reminders, 15),
    Job("event-places", "Donner les places d’événements non confirmées", run_places, 10),
    Job("event-forgetting", "Effacer les noms des inscrits sans fiche", run_forgetting, 24 * 60, time(4, 10)),
)
