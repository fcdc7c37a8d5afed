"""What the jobs tell the home page of whoever keeps the platform."""

from collections.abc import Iterator

from flask import current_app, url_for

from facilitator.access import Asker, Role
from facilitator.audit.queries import is_demonstration
from facilitator.clock import now
from facilitator.feature import Alert
from facilitator.formats import instant, plural
from facilitator.jobs.queries import last_beat, last_runs
from facilitator.jobs.rules import RunState, is_silent
from facilitator.jobs.runner import jobs_of

NONE_HERE = "Cette démonstration n’a pas de worker : « facilitator worker » lance les tâches de fond."


def alerts(asker: Asker) -> Iterator[Alert]:
    """No worker runs; jobs that were given up."""
    if asker.role is not Role.PLATFORM_ADMIN:
        return
    url, seen = url_for("jobs.index"), last_beat()
    if is_silent(seen, now()) and is_demonstration():
        yield Alert(1, NONE_HERE, url)
    elif is_silent(seen, now()):
        said = f"dernier signe le {instant(seen)}" if seen else "jamais vu"
        yield Alert(1, f"Aucun worker ne tourne ({said}) : rien ne part, rien ne s’ouvre.", url, True)
    runs = last_runs(jobs_of(current_app.extensions["features"])).values()
    dead = sum(run.state is RunState.DEAD for run in runs)
    yield Alert(dead, plural(dead, "tâche de fond abandonnée", "tâches de fond abandonnées"), url, True)
