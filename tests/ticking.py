"""Workers that tick together: `python -m tests.ticking FOLDER TICKS` (1,000 by `make ticks`).

Eight processes ask about the same jobs at the same instants, on SQLite, in three scenes:

- `together`: they wait for each other before each instant, which goes on minute by minute over the two nights
  of a year when the clocks change;
- `storm`: at each instant a new crowd of eight is born, and some are killed (SIGKILL) at a random moment of
  their work: between the claim and the act, in the act, between the act and its mark;
- `stopped`: all are stopped for three days, then come back together.

Each job writes its period in a file as its act. Then: no period has two successes, none of the waking day is
missing (`together`), the act was done once, and once more at most for each kill (`storm`).
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, select

from facilitator.app import create_app
from facilitator.clock import PARIS
from facilitator.db import Installation, db
from facilitator.feature import Job
from facilitator.jobs.models import JobRun
from facilitator.jobs.rules import RUN_LASTS, UNFINISHED, RunState, period_of
from facilitator.jobs.runner import run_due
from facilitator.schema import upgrade

WORKERS = 8
MINUTES = {"minute": 1, "quarter": 15, "hour": 60, "day": 1440}
NIGHTS = (datetime(2027, 3, 27, 21, tzinfo=UTC), datetime(2027, 10, 30, 21, tzinfo=UTC))
forked = get_context("fork")


def act(witness: Path, at: datetime, name: str) -> Callable[[], str]:
    """Work that says in a file which period it was asked for."""

    def work() -> str:
        period = period_of(MINUTES[name], at.astimezone(PARIS))
        with witness.open("a") as file:
            file.write(f"{name} {period}\n")
        return "fait"

    return work


def tick(app: Flask, witness: Path, at: datetime) -> None:
    """One worker asks about every job."""
    with app.app_context():
        for name, minutes in MINUTES.items():
            run_due(Job(name, name, act(witness, at, name), minutes), at)


def together(app: Flask, witness: Path, instants: list[datetime]) -> None:
    """Eight processes at each instant at once."""
    gate = forked.Barrier(WORKERS)
    crowd = [forked.Process(target=walk, args=(app, witness, instants, gate)) for _ in range(WORKERS)]
    for worker in crowd:
        worker.start()
    for worker in crowd:
        worker.join()
        assert worker.exitcode == 0, "a worker failed"


def walk(app: Flask, witness: Path, instants: list[datetime], gate: Barrier) -> None:
    """One of the eight."""
    for at in instants:
        gate.wait(120)
        tick(app, witness, at)


def storm(app: Flask, witness: Path, instants: list[datetime]) -> int:
    """A new crowd at each instant, some killed; how many were."""
    kills = 0
    for at in instants:
        crowd = [os.fork() or born(app, witness, at) for _ in range(WORKERS)]
        time.sleep(random.uniform(0, 0.03))
        doomed = {child for child in crowd if random.random() < 0.3}
        for child in doomed:
            os.kill(child, signal.SIGKILL)
        kills += sum(os.WIFSIGNALED(os.waitpid(child, 0)[1]) for child in crowd)
    return kills


def born(app: Flask, witness: Path, at: datetime) -> int:
    """The whole life of a worker of the storm; never comes back."""
    try:
        tick(app, witness, at)
    finally:
        os._exit(0)


def read(app: Flask) -> list[JobRun]:
    """Every run of the register."""
    with app.app_context():
        rows = list(db.session.scalars(select(JobRun).order_by(JobRun.id)))
        db.session.expunge_all()
        db.session.rollback()
        db.engine.dispose()
    return rows


def twice(rows: list[JobRun]) -> int:
    """Periods that succeeded twice: the figure that must be nought."""
    done = Counter((row.job, row.period) for row in rows if row.state is RunState.DONE)
    return sum(count - 1 for count in done.values())


def owed(instants: list[datetime]) -> set[tuple[str, str]]:
    """Every period that holds one of these instants."""
    walls = [at.astimezone(PARIS) for at in instants]
    return {
        (name, period)
        for name, minutes in MINUTES.items()
        for wall in walls
        if (period := period_of(minutes, wall))
    }


def fresh(folder: Path, name: str) -> tuple[Flask, Path]:
    """A base of its own for a scene, and the file its jobs write in."""
    file = folder / f"{name}.sqlite3"
    engine = create_engine(f"sqlite:///{file}")
    upgrade(engine)
    with engine.begin() as base:
        base.execute(Installation.__table__.insert().values(id=1, is_demo=False))
    engine.dispose()
    app = create_app(SECRET_KEY="x" * 40, DATABASE_URL=f"sqlite:///{file}")  # connects in the children only
    return app, folder / f"{name}.txt"


def scene_together(folder: Path, ticks: int) -> dict[str, int]:
    """Both nights of a year when the clocks change, minute by minute."""
    app, witness = fresh(folder, "together")
    half = ticks // 2
    instants = [night + timedelta(minutes=minute) for night in NIGHTS for minute in range(half)]
    together(app, witness, instants)
    acts = Counter(witness.read_text().splitlines())
    wanted = owed(instants)
    return {
        "ticks": len(instants),
        "asked": len(instants) * WORKERS * len(MINUTES),
        "periods": len(wanted),
        "double": sum(count - 1 for count in acts.values()) + twice(read(app)),
        "missed": len(wanted - {(job, period) for job, period in (line.split(" ") for line in acts)}),
    }


def scene_storm(folder: Path, ticks: int) -> dict[str, int]:
    """Workers born and killed at each instant, an hour apart: what a dead one held is taken up again."""
    app, witness = fresh(folder, "storm")
    step = RUN_LASTS + timedelta(minutes=1)
    instants = [NIGHTS[0] + step * number for number in range(ticks)]
    kills = storm(app, witness, instants)
    tick(app, witness, instants[-1] + step)
    rows = read(app)
    acts = sum(1 for _ in witness.open())
    done = sum(row.state is RunState.DONE for row in rows)
    return {
        "ticks": ticks,
        "kills": kills,
        "done": done,
        "acts": acts,
        "double": twice(rows),
        "acts_beyond_kills": max(0, acts - done - kills),
        "given_up": sum(row.state is RunState.DEAD for row in rows),
        "not_done": sum(row.state in UNFINISHED for row in rows),
    }


def scene_stopped(folder: Path) -> dict[str, int]:
    """Three days without any worker, then eight at once."""
    app, witness = fresh(folder, "stopped")
    back = NIGHTS[0] + timedelta(days=3)
    together(app, witness, [NIGHTS[0], back])
    rows = read(app)
    return {
        "acts_at_return": sum(1 for _ in witness.open()) - len(MINUTES),
        "skipped": sum(row.state is RunState.SKIPPED for row in rows),
        "double": twice(rows),
    }


def main(folder: Path, ticks: int) -> None:
    """Play the three scenes; fail when a figure that must be nought is not."""
    found = {
        "together": scene_together(folder, ticks),
        "storm": scene_storm(folder, ticks),
        "stopped": scene_stopped(folder),
    }
    sys.stdout.write(json.dumps(found) + "\n")
    nought = ("double", "missed", "acts_beyond_kills", "not_done")
    back = found["stopped"]["acts_at_return"] != len(MINUTES)
    sys.exit(back or any(scene.get(figure) for scene in found.values() for figure in nought))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
