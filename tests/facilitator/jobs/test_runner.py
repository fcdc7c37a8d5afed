"""Each job runs once per period, whoever ticks."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, time, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select

from facilitator.app import create_app
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.feature import Job
from facilitator.jobs.models import JobRun
from facilitator.jobs.queries import ask, beat, forget_before, last_beat, workers
from facilitator.jobs.rules import RunState, check_hour, is_silent
from facilitator.jobs.runner import build_scheduler, jobs_of, run_due
from tests.conftest import keep

pytestmark = pytest.mark.each_engine

NOON = datetime(2027, 3, 1, 12, tzinfo=PARIS)
forked = get_context("fork")


def walk(url: str, witness: Path) -> None:
    """A worker's ten minutes; none begins for one worker before the last one is over for all."""

    def work() -> str:
        with witness.open("a") as file:
            file.write("x")
        return "fait"

    app = create_app(SECRET_KEY="x" * 32, DATABASE_URL=url)
    for minute in range(10):
        with app.app_context():
            run_due(Job("count", "Compter", work, 1), NOON + timedelta(minutes=minute))
        while not witness.exists() or witness.stat().st_size <= minute:
            sleep(0.005)


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
    workers = [forked.Process(target=walk, args=(url, witness)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(300)

    assert [worker.exitcode for worker in workers] == [0, 0, 0]
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
    assert (run.state, run.outcome) == (RunState.DEAD, "ValueError : cassé")


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


def test_a_stop_is_kept_as_one_skipped_run_with_its_reason(app: Flask) -> None:
    job = Job("daily", "Chaque jour", lambda: "fait", 1440)
    run_due(job, NOON)
    run_due(job, NOON + timedelta(days=4))

    first, skipped, last = runs()
    assert (first.period, skipped.period, last.period) == (
        "2027-03-01",
        "2027-03-02 … 2027-03-04",
        "2027-03-05",
    )
    assert skipped.state is RunState.SKIPPED
    assert skipped.outcome.startswith("3 périodes sans passage : personne ne l’a lancée")


def test_a_job_of_every_minute_notes_a_stop_and_not_its_own_length(app: Flask) -> None:
    job = Job("count", "Compter", lambda: "fait", 1)
    for minute in (0, 1, 3, 30, 31):
        run_due(job, NOON + timedelta(minutes=minute))

    (skipped,) = (run for run in runs() if run.state is RunState.SKIPPED)
    assert skipped.outcome.startswith("26 périodes")


def test_while_a_run_waits_for_its_next_try_no_other_period_begins(app: Flask) -> None:
    tries: list[int] = []

    def poison() -> str:
        tries.append(1)
        raise ValueError("cassé")

    job = Job("poison", "Échouer", poison, 1)
    for minute in range(24 * 60):
        with suppress(ValueError):
            run_due(job, NOON + timedelta(minutes=minute))

    kept = [run for run in runs() if run.state is not RunState.SKIPPED]
    assert {(run.state, run.tries) for run in kept[:-1]} == {(RunState.DEAD, 5)}
    assert len(tries) <= 5 * 16  # five tries in half an hour, then an hour of rest
    assert len(kept) == len({run.period for run in kept})


def test_a_daily_job_begins_at_its_hour(app: Flask) -> None:
    job = Job("morning", "Le matin", lambda: "fait", 1440, time(7, 30))

    assert run_due(job, NOON) == "fait"
    assert run_due(job, NOON + timedelta(hours=19, minutes=29)) is None
    assert run_due(job, NOON + timedelta(hours=19, minutes=31)) == "fait"


def test_what_somebody_asks_for_runs_at_the_next_tick(app: Flask) -> None:
    job = Job("daily", "Chaque jour", lambda: "fait", 1440)
    run_due(job, NOON)
    for _ in range(2):
        ask("daily", NOON)
        keep()

    assert run_due(job, NOON + timedelta(minutes=1)) == "fait"
    assert run_due(job, NOON + timedelta(minutes=2)) is None
    assert [run.state for run in runs()] == [RunState.DONE] * 2


def test_a_run_that_was_given_up_has_five_new_tries_when_asked(app: Flask) -> None:
    fails = [True]

    def work() -> str:
        if fails:
            raise ValueError("cassé")
        return "fait"

    job, at = Job("poison", "Échouer", work, 1440), NOON
    for minute in range(60):
        with suppress(ValueError):
            run_due(job, at + timedelta(minutes=minute))
    assert runs()[0].state is RunState.DEAD

    fails.clear()
    ask("poison", at + timedelta(minutes=60))
    keep()

    assert run_due(job, at + timedelta(minutes=60)) == "fait"
    assert (runs()[0].state, len(runs())) == (RunState.DONE, 1)


def test_a_run_whose_five_takers_died_is_given_up(app: Flask) -> None:
    def die() -> str:
        raise KeyboardInterrupt

    job, at = Job("count", "Compter", die, 1440), NOON - timedelta(hours=6)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            run_due(job, at)
        db.session.rollback()
        at += timedelta(minutes=61)

    assert run_due(job, at) is None
    (run,) = runs()
    assert (run.state, run.tries) == (RunState.DEAD, 5)


def test_old_runs_are_forgotten_save_the_last(app: Flask) -> None:
    for minute in range(2):
        run_due(Job("count", "Compter", lambda: "fait", 1), NOON + timedelta(minutes=minute))

    assert forget_before(NOON + timedelta(days=29)) == 0
    assert forget_before(NOON + timedelta(days=31)) == 1
    assert len(runs()) == 1


def test_a_worker_says_that_it_lives_then_that_it_stops(app: Flask) -> None:
    beat("a", NOON)
    beat("a", NOON + timedelta(minutes=1))

    assert last_beat() == NOON + timedelta(minutes=1)
    assert not is_silent(last_beat(), NOON + timedelta(minutes=4))
    assert is_silent(last_beat(), NOON + timedelta(minutes=5))
    beat("a", NOON + timedelta(minutes=2), stopped=True)
    assert [worker.stopped_at for worker in workers(NOON)] == [NOON + timedelta(minutes=2)]


def test_no_job_of_the_house_begins_in_the_night(app: Flask) -> None:
    assert all(check_hour(job.at) for job in jobs_of(app.extensions["features"]).values())


def test_the_worker_asks_about_every_job(app: Flask) -> None:
    names = {job.id for job in build_scheduler(app, "essai").get_jobs()}

    assert {"deliver-mail", "forget-runs"} <= names
