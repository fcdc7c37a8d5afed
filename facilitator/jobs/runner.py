"""Run one job now, or the worker: APScheduler ticks, the register decides."""

import logging
from collections.abc import Iterable
from datetime import datetime

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.feature import Feature, Job
from facilitator.jobs.queries import claim, close
from facilitator.jobs.rules import RunState, period_of

log = logging.getLogger("facilitator.jobs")


def jobs_of(features: Iterable[Feature]) -> dict[str, Job]:
    """Every job by its name, in the order of the features."""
    return {job.name: job for feature in features for job in feature.jobs}


def run_due(job: Job, at: datetime) -> str | None:
    """Run the job when its period is due and nobody has it; what it answered, None when not run."""
    period = period_of(job.minutes, at.astimezone(PARIS))
    return None if period is None else run_once(job, period, at)


def run_once(job: Job, period: str, at: datetime) -> str | None:
    """Claim the period, run the job, write how it ended. A failure is kept, then raised."""
    identifier = claim(job.name, period, at)
    if identifier is None:
        return None
    try:
        outcome = job.run()
    except Exception as error:
        db.session.rollback()
        close(identifier, RunState.FAILED, f"{type(error).__name__} : {error}", now())
        raise
    db.session.rollback()
    close(identifier, RunState.DONE, outcome, now())
    return outcome


def tick(app: Flask, job: Job) -> None:
    """One beat of the worker for one job: a failure is written and logged, the worker lives on."""
    with app.app_context():
        try:
            outcome = run_due(job, now())
        except Exception:
            log.exception("%s", job.name)
            return
    if outcome is not None:
        log.info("%s: %s", job.name, outcome)


def build_scheduler(app: Flask) -> BlockingScheduler:
    """A scheduler that asks about each job every minute; the register says which are due."""
    scheduler = BlockingScheduler(timezone=PARIS)
    for job in jobs_of(app.extensions["features"]).values():
        scheduler.add_job(
            tick,
            "interval",
            minutes=1,
            args=(app, job),
            id=job.name,
            next_run_time=now(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    return scheduler
