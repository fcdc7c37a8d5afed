"""The job of Monday morning."""

from datetime import time, timedelta

from clauses.compliance.monday.queries import buyers, send_pack
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural
from facilitator.setting import absolute

PATH = "/lundi/"
WEEK = 7 * 24 * 60


def run() -> str:
    """One message a buyer for the week that begins, each committed by itself; twice changes nothing."""
    day = today()
    monday = day - timedelta(days=day.weekday())
    sent = 0
    for buyer in buyers():
        sent += send_pack(buyer, absolute(PATH), monday)
        db.session.commit()
    return f"{plural(sent, 'point du lundi écrit', 'points du lundi écrits')}."


MONDAY_PACK = Job("monday-pack", "Écrire aux acheteurs leur point du lundi", run, WEEK, time(7, 30))
