"""Each job runs once per period, whoever ticks."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from facilitator.clock import PARIS
from facilitator.config import ROOT
from facilitator.db import db
from facilitator.feature import Job
from facilitator.jobs.models import JobRun
from facilitator.jobs.queries import forget_before
from facilitator.jobs.rules import RunState
from facilitator.jobs.runner import build_scheduler, run_due

pytestmark = pytest.mark.each_engine

NOON = datetime(2027, 3, 1, 12, tzinfo=PARIS)
SCRIPT = """
import sys
from datetime import datetime, timedelta
from facilitator.app import create_app
from facilitator.feature import Job
from facilitator.jobs.runner import run_due

def work():
    with open(sys.argv[2], "a") as file:
        file.write("x")
    return "fait"

app = create_app(SECRET_KEY="x" * 32, DATABASE_URL=sys.argv[1])
noon = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
for minute in range(10):
    with app.app_context():
        run_due(Job("count", "Compter", work, 1), noon + timedelta(minutes=minute))
"""


def runs() -> list[JobRun]:
    return list(db.session.scalars(select(JobRun).order_by(JobRun.id)))


def test_many_threads_run_it_once_a_period(app: Flask) -> None:
    done: list[int] = []
    job = Job("count", "Compter", lambda: str(done.append(1)), 15)

    def tick(minute: int) -> None:
        with app.app_context():
            run_due(job, NOON + timedelta(minutes=minute // 8))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tick, range(8 * 60)))

    assert len(done) == 4
    assert [run.state for run in runs()] == [RunState.DONE] * 4


def test_many_processes_run_it_once_a_period(app: Flask, tmp_path: Path) -> None:
    url, witness = app.config["DATABASE_URL"], tmp_path / "witness"
    command = [sys.executable, "-c", SCRIPT, url, str(witness)]
    workers = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]

    assert [worker.wait(300) for worker in workers] == [0, 0, 0]
    assert witness.read_text() == "x" * 10
    assert {run.state for run in runs()} == {RunState.DONE}


def test_a_job_begins_with_no_lock_held(app: Flask) -> None:
    held: list[bool] = []

    run_due(Job("look", "Regarder", lambda: str(held.append(db.session.in_transaction())), 1), NOON)

    assert held == [False]


def test_nothing_runs_at_night(app: Flask) -> None:
    job = Job("count", "Compter", lambda: pytest.fail("it ran"), 1)

    assert run_due(job, NOON.replace(hour=2, minute=15)) is None
    assert runs() == []


def test_a_failure_is_kept_and_tried_again_five_times_in_all(app: Flask) -> None:
    tries: list[datetime] = []

    def poison() -> str:
        raise ValueError("cassé")

    job, at = Job("poison", "Échouer", poison, 1440), NOON
    for _ in range(300):
        try:
            run_due(job, at)
        except ValueError:
            tries.append(at)
        at += timedelta(minutes=1)

    assert len(tries) == 5
    (run,) = runs()
    assert (run.state, run.outcome) == (RunState.FAILED, "ValueError : cassé")


def test_a_run_whose_worker_died_is_taken_over_an_hour_later(app: Flask) -> None:
    def die() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_due(Job("count", "Compter", die, 1440), NOON)
    db.session.rollback()
    job = Job("count", "Compter", lambda: "fait", 1440)

    assert run_due(job, NOON + timedelta(minutes=59)) is None
    assert run_due(job, NOON + timedelta(minutes=61)) == "fait"
    assert run_due(job, NOON + timedelta(minutes=500)) is None


def test_a_missed_day_is_run_at_the_first_tick(app: Flask) -> None:
    job = Job("daily", "Chaque jour", lambda: "fait", 1440)

    assert run_due(job, NOON) == "fait"
    assert run_due(job, NOON + timedelta(days=3, hours=5)) == "fait"
    assert run_due(job, NOON + timedelta(days=3, hours=6)) is None


def test_old_runs_are_forgotten(app: Flask) -> None:
    run_due(Job("count", "Compter", lambda: "fait", 1), NOON)

    assert forget_before(NOON + timedelta(days=29)) == 0
    assert forget_before(NOON + timedelta(days=31)) == 1


def test_the_worker_asks_about_every_job(app: Flask) -> None:
    names = {job.id for job in build_scheduler(app).get_jobs()}

    assert {"deliver-mail", "forget-runs"} <= names
