"""The job that tells of silences."""

from datetime import time

from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural
from geiq.matching.silence_queries import tell_silences, tell_unserved


def run() -> str:
    """Answers that did not come, needs for which nobody was proposed: each told once in its log."""
    people, needs = tell_silences(today()), tell_unserved(today())
    if people or needs:
        db.session.commit()
    said = plural(people, "personne sans réponse", "personnes sans réponse")
    return f"{said}, {plural(needs, 'besoin sans proposition', 'besoins sans proposition')}."


SILENCES = Job(
    "staffing-silences", "Noter les silences sur les besoins de recrutement", run, 24 * 60, time(6, 40)
)
