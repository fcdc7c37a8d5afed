"""Claim a run, close it, read what ran."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from facilitator.db import db, unaudited
from facilitator.jobs.models import JobRun
from facilitator.jobs.rules import RUN_LASTS, TRIES_AT_MOST, RunState, wait_after

KEPT = timedelta(days=30)


def claim(job: str, period: str, at: datetime) -> int | None:
    """The run's id, for this caller alone; None when somebody has it or it is done. Commits.

    The unique row decides between callers. A run that failed, or whose taker has died, is taken up
    again, five tries in all.
    """
    with unaudited(db.session, "a job is claimed"):
        identifier = _first(job, period, at) or _again(job, period, at)
        db.session.commit()
    return identifier


def _first(job: str, period: str, at: datetime) -> int | None:
    taken = select(JobRun.id).where(JobRun.job == job, JobRun.period == period)
    if db.session.scalar(taken) is not None:
        return None
    run = JobRun(job=job, period=period, started_at=at, next_try_at=at + RUN_LASTS)
    try:
        with db.session.begin_nested():
            db.session.add(run)
    except IntegrityError:
        return None
    return run.id


def _again(job: str, period: str, at: datetime) -> int | None:
    return db.session.scalar(
        update(JobRun)
        .where(
            JobRun.job == job,
            JobRun.period == period,
            JobRun.state != RunState.DONE,
            JobRun.next_try_at <= at,
            JobRun.tries < TRIES_AT_MOST,
        )
        .values(state=RunState.RUNNING, tries=JobRun.tries + 1, started_at=at, next_try_at=at + RUN_LASTS)
        .returning(JobRun.id)
    )


def close(identifier: int, state: RunState, outcome: str, at: datetime) -> None:
    """Write how the run ended. Commits."""
    with unaudited(db.session, "a job has ended"):
        run = db.session.get_one(JobRun, identifier)
        run.state, run.outcome, run.finished_at = state, outcome[:300], at
        if state is RunState.FAILED:
            run.next_try_at = at + wait_after(run.tries)
        db.session.commit()


def last_runs(jobs: Iterable[str]) -> dict[str, JobRun]:
    """The latest run of each job that has one."""
    latest = select(func.max(JobRun.id)).where(JobRun.job.in_(list(jobs))).group_by(JobRun.job)
    return {run.job: run for run in db.session.scalars(select(JobRun).where(JobRun.id.in_(latest)))}


def forget_before(at: datetime) -> int:
    """Drop the runs older than thirty days; how many. Commits."""
    with unaudited(db.session, "old runs are forgotten"):
        gone = db.session.scalars(
            delete(JobRun).where(JobRun.started_at < at - KEPT).returning(JobRun.id)
        ).all()
        db.session.commit()
    return len(gone)
