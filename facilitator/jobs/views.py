"""The pages of the background jobs: how each stands, its last runs, have one run now."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow
from facilitator.audit.queries import is_demonstration, record
from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.feature import Job
from facilitator.jobs import queries
from facilitator.jobs.exports import COLUMNS, TONES
from facilitator.jobs.models import JobRun
from facilitator.jobs.rules import RunState, is_late, is_silent, next_period
from facilitator.jobs.runner import jobs_of

bp = Blueprint("jobs", __name__)


@dataclass(frozen=True)
class Standing:
    """How one job stands."""

    job: Job
    last: JobRun | None
    following: datetime
    late: bool

    @property
    def fails(self) -> bool:
        """Whether its last run failed."""
        return self.last is not None and self.last.state in (RunState.FAILED, RunState.DEAD)


def every_job() -> dict[str, Job]:
    """Every job of the house by its name."""
    return jobs_of(current_app.extensions["features"])


def standing(job: Job, last: JobRun | None) -> Standing:
    """How this job stands now; one that waits for its next try runs again then, not at the next period."""
    at = now()
    following = next_period(job.minutes, at.astimezone(PARIS), job.at)
    if last is not None and last.state in (RunState.ASKED, RunState.FAILED):
        following = min(following, last.next_try_at)
    return Standing(job, last, following, is_late(job.minutes, last.started_at if last else None, at))


@bp.get("/taches-de-fond")
@allow(Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """The workers, then each job with its last and its next run."""
    jobs = every_job()
    last = queries.last_runs(jobs)
    return render_template(
        "facilitator/jobs/index.html",
        standings=[standing(job, last.get(name)) for name, job in jobs.items()],
        tones=TONES,
        workers=queries.workers(now()),
        silent=is_silent(queries.last_beat(), now()),
        demonstration=is_demonstration(),
        is_gone=lambda worker: worker.stopped_at or is_silent(worker.seen_at, now()),
    )


def found(name: str) -> Job:
    """The job of this name; 404 when there is none."""
    return every_job().get(name) or abort(404)


@bp.get("/taches-de-fond/<name>")
@allow(Role.PLATFORM_ADMIN)
def show(name: str) -> ResponseReturnValue:
    """One job and its latest runs."""
    job = found(name)
    runs = queries.runs_of(name)
    return render_template(
        "facilitator/jobs/show.html",
        standing=standing(job, runs[0] if runs else None),
        runs=runs,
        columns=COLUMNS,
        tones=TONES,
    )


@bp.post("/taches-de-fond/<name>/lancer")
@allow(Role.PLATFORM_ADMIN)
def start(name: str) -> ResponseReturnValue:
    """Have it run at the worker's next minute; five new tries for one that was given up."""
    job = found(name)
    run = queries.ask(job.name, now())
    record("job.asked", run, job=job.name)
    db.session.commit()
    flash("C’est demandé : la tâche part à la prochaine minute du worker.")
    return redirect(url_for(".show", name=job.name))
