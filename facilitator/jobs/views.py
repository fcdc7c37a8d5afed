"""The page of background jobs."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow
from facilitator.clock import PARIS, now
from facilitator.jobs.queries import last_runs
from facilitator.jobs.rules import RunState, next_period
from facilitator.jobs.runner import jobs_of

bp = Blueprint("jobs", __name__)
TONES = {RunState.RUNNING: "info", RunState.DONE: "good", RunState.FAILED: "bad"}


@bp.get("/taches-de-fond")
@allow(Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """Each job with its last and its next run."""
    jobs = jobs_of(current_app.extensions["features"])
    wall = now().astimezone(PARIS)
    return render_template(
        "facilitator/jobs/index.html",
        jobs=list(jobs.values()),
        tones=TONES,
        last=last_runs(jobs),
        following={name: next_period(job.minutes, wall) for name, job in jobs.items()},
    )
