"""Run one job now, or the worker: APScheduler ticks, the register decides."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import Feature, Job
from facilitator.jobs.queries import beat, claim, claim_due, close
from facilitator.jobs.rules import RunState

RUSH_SECONDS = 2
log = logging.getLogger("facilitator.jobs")


def jobs_of(features: Iterable[Feature]) -> dict[str, Job]:
    """Every job by its name, in the order of the features."""
    return {job.name: job for feature in features for job in feature.jobs}


def run_due(job: Job, at: datetime) -> str | None:
    """Run the job when it is due and nobody has it; what it answered, None when not run."""
    return _run(job, claim_due(job, at), at)


def run_once(job: Job, period: str, at: datetime) -> str | None:
    """Claim this one run, run the job, write how it ended. A failure is kept, then raised."""
    return _run(job, claim(job.name, period, at), at)


def _run(job: Job, identifier: int | None, at: datetime) -> str | None:
    if identifier is None:
        return None
    started = now()
    try:
        outcome = job.run()
    except Exception as error:
        db.session.rollback()
        close(identifier, RunState.FAILED, f"{type(error).__name__}\u00a0: {error}", at + (now() - started))
        raise
    db.session.rollback()
    close(identifier, RunState.DONE, outcome, at + (now() - started))
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


class Rush:
    """What of a job must not wait for the minute, asked again and again; after a failure, once a minute."""

    def __init__(self, app: Flask, work: Callable[[], str | None], name: str) -> None:
        self.app, self.work, self.name = app, work, name
        self.rests_until = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> None:
        """Do what waits; nothing is kept in the register, the job's own runs tell of it."""
        if now() < self.rests_until:
            return
        with self.app.app_context():
            try:
                outcome = self.work()
            except Exception:
                log.exception("%s, at once", self.name)
                self.rests_until = now() + timedelta(minutes=1)
                return
        if outcome is not None:
            log.info("%s, at once: %s", self.name, outcome)


def live(app: Flask, name: str, stopped: bool = False) -> None:
    """Say that this worker lives, or stops; not being able to say it stops nothing."""
    with app.app_context():
        try:
            beat(name, now(), stopped)
        except Exception:
            log.exception("heartbeat")


def worker_name() -> str:
    """A name that no other worker has."""
    return f"{socket.gethostname()[:50]}, {os.getpid()}, {secrets.token_hex(4)}"


def build_scheduler(app: Flask, name: str) -> BlockingScheduler:
    """A scheduler that asks about each job every minute; the register says which are due."""
    scheduler = BlockingScheduler(timezone=UTC)
    acts: list[tuple[Callable[..., None], tuple[Any, ...], str]] = [(live, (app, name), "heartbeat")]
    acts += [(tick, (app, job), job.name) for job in jobs_of(app.extensions["features"]).values()]
    for act, args, identifier in acts:
        scheduler.add_job(
            act,
            "cron",
            minute="*",
            args=args,
            id=identifier,
            next_run_time=now(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    add_rushes(scheduler, app)
    return scheduler


def add_rushes(scheduler: BlockingScheduler, app: Flask) -> None:
    """Ask every two seconds for what somebody waits for: each message is claimed, several workers may ask."""
    for job in jobs_of(app.extensions["features"]).values():
        if job.at_once is not None:
            scheduler.add_job(
                Rush(app, job.at_once, job.name),
                "interval",
                seconds=RUSH_SECONDS,
                id=f"{job.name} at once",
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
