"""Claim a run, close it, ask for one, read what ran; the beats of the workers."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from facilitator.clock import PARIS
from facilitator.db import db, unaudited
from facilitator.feature import Job
from facilitator.formats import number
from facilitator.jobs.models import JobRun, WorkerBeat
from facilitator.jobs.rules import (
    DEAD_RESTS,
    RUN_LASTS,
    SILENT_AFTER,
    TRIES_AT_MOST,
    UNFINISHED,
    RunState,
    after_failure,
    missed,
    period_of,
)

KEPT = timedelta(days=30)
DIED = "Cinq essais interrompus : celui qui la lançait est mort à chaque fois."


def last_run(job: str) -> JobRun | None:
    """The latest run of a job, whatever became of it."""
    return db.session.scalar(select(JobRun).where(JobRun.job == job).order_by(JobRun.id.desc()).limit(1))


def claim_due(job: Job, at: datetime) -> int | None:
    """The run to do now, for this caller alone: one that waits for its next try, else that of the period.

    None when nothing is due, when somebody has it, or while a run that failed waits: a job never runs beside
    itself. Commits. Transactions that write go one after the other; the unique row would decide between two.
    """
    period = period_of(job.minutes, at.astimezone(PARIS), job.at)
    if period is None:
        return None
    with unaudited(db.session, "a job is claimed"):
        run = _due(job, period, at)
        identifier = _take(run, at) if run is not None else None
        db.session.commit()
    return identifier


def _due(job: Job, period: str, at: datetime) -> JobRun | None:
    last = last_run(job.name)
    if last is None:
        return _new(job.name, period, at)
    if _waits(last, at):
        return None
    if last.state in UNFINISHED:
        return last
    if _is_known(job.name, period):
        return None
    _note_stop(last, job.minutes, job.at, at)
    return _new(job.name, period, at)


def _waits(last: JobRun, at: datetime) -> bool:
    """Whether nothing may begin yet because of this run; one that has died five times is buried."""
    if last.state in UNFINISHED and at >= last.next_try_at and last.tries >= TRIES_AT_MOST:
        last.state, last.finished_at, last.next_try_at = RunState.DEAD, at, at + DEAD_RESTS
        last.outcome = DIED
    return last.state in (*UNFINISHED, RunState.DEAD) and at < last.next_try_at


def _note_stop(last: JobRun, minutes: int, starts: time, at: datetime) -> None:
    """Write, as one skipped run, the periods that nobody ran since the last one.

    The run that follows makes up for them: what is owed is worked out afresh, so once is enough.
    """
    since = (last.finished_at or last.started_at).astimezone(PARIS)
    stop = missed(minutes, since, at.astimezone(PARIS), starts) if at - since > SILENT_AFTER else None
    run = _new(last.job, stop.name, at) if stop is not None else None
    if stop is None or run is None:
        return
    why = (
        "la tâche était abandonnée"
        if last.state is RunState.DEAD
        else "personne ne l’a lancée, worker arrêté"
    )
    count = "1 période" if stop.count == 1 else f"{number(stop.count)} périodes"
    run.state, run.finished_at = RunState.SKIPPED, at
    run.outcome = f"{count} sans passage : {why}. Le passage suivant rattrape tout en une fois."


def _take(run: JobRun, at: datetime) -> int:
    run.state, run.tries, run.started_at = RunState.RUNNING, run.tries + 1, at
    run.finished_at, run.next_try_at = None, at + RUN_LASTS
    return run.id


def _is_known(job: str, period: str) -> bool:
    known = select(JobRun.id).where(JobRun.job == job, JobRun.period == period)
    return db.session.scalar(known) is not None


def _new(job: str, period: str, at: datetime) -> JobRun | None:
    if _is_known(job, period):
        return None
    run = JobRun(job=job, period=period, tries=0, started_at=at, next_try_at=at)
    try:
        with db.session.begin_nested():
            db.session.add(run)
    except IntegrityError:
        return None
    return run


def claim(job: str, period: str, at: datetime) -> int | None:
    """The run of this name, for this caller alone, whatever else runs: what the console asks. Commits."""
    with unaudited(db.session, "a job is claimed"):
        run = _new(job, period, at)
        identifier = _take(run, at) if run is not None else None
        db.session.commit()
    return identifier


def close(identifier: int, state: RunState, outcome: str, at: datetime) -> None:
    """Write how the run ended. Commits."""
    with unaudited(db.session, "a job has ended"):
        run = db.session.get_one(JobRun, identifier)
        run.state, run.outcome, run.finished_at = state, outcome[:300], at
        if state is RunState.FAILED:
            run.state, run.next_try_at = after_failure(run.tries, at)
        db.session.commit()


def ask(job: str, at: datetime) -> JobRun:
    """Have it run at the worker's next minute: five new tries for a run that fails, or a run of its own.

    One that runs now is left alone. The caller records the act and commits.
    """
    last = last_run(job)
    if last is not None and last.state is RunState.RUNNING and at < last.next_try_at:
        return last
    if last is None or last.state in (RunState.DONE, RunState.SKIPPED):
        period = f"demandée, {at:%Y-%m-%d %H:%M:%S.%f}"
        last = JobRun(job=job, period=period, state=RunState.ASKED, tries=0, started_at=at, next_try_at=at)
        db.session.add(last)
    else:
        last.state, last.tries, last.next_try_at = RunState.ASKED, 0, at
    return last


def last_runs(jobs: Iterable[str]) -> dict[str, JobRun]:
    """The latest run of each job that has one."""
    latest = select(func.max(JobRun.id)).where(JobRun.job.in_(list(jobs))).group_by(JobRun.job)
    return {run.job: run for run in db.session.scalars(select(JobRun).where(JobRun.id.in_(latest)))}


def runs_of(job: str, most: int = 50) -> list[JobRun]:
    """The latest runs of one job, the last first."""
    return list(
        db.session.scalars(select(JobRun).where(JobRun.job == job).order_by(JobRun.id.desc()).limit(most))
    )


def forget_before(at: datetime) -> int:
    """Drop the runs, and the workers that are no more, older than thirty days; how many runs. Commits.

    The latest run of each job stays: it says since when nobody ran it.
    """
    latest = select(func.max(JobRun.id)).group_by(JobRun.job)
    with unaudited(db.session, "old runs are forgotten"):
        gone = db.session.scalars(
            delete(JobRun).where(JobRun.started_at < at - KEPT, JobRun.id.not_in(latest)).returning(JobRun.id)
        ).all()
        db.session.execute(delete(WorkerBeat).where(WorkerBeat.seen_at < at - KEPT))
        db.session.commit()
    return len(gone)


def beat(name: str, at: datetime, stopped: bool = False) -> None:
    """This worker lives, or stops. Commits."""
    with unaudited(db.session, "a worker says that it lives"):
        row = db.session.scalar(select(WorkerBeat).where(WorkerBeat.name == name))
        if row is None:
            row = WorkerBeat(name=name, started_at=at)
            db.session.add(row)
        row.seen_at, row.stopped_at = at, at if stopped else None
        db.session.commit()


def workers(at: datetime) -> list[WorkerBeat]:
    """Those heard of in the last day, the latest first."""
    lately = select(WorkerBeat).where(WorkerBeat.seen_at > at - timedelta(days=1))
    return list(db.session.scalars(lately.order_by(WorkerBeat.seen_at.desc()).limit(20)))


def last_beat() -> datetime | None:
    """When a worker was last heard of."""
    return db.session.scalar(select(WorkerBeat.seen_at).order_by(WorkerBeat.seen_at.desc()).limit(1))
