"""Declarations killed in the middle: `python -m tests.crashing FILE ROUNDS` (500 by `make crash`).

A child fills, sends, takes back, returns, validates and corrects statements without end, and tells the
seal of each act's event through a pipe once it is committed. It dies by SIGKILL at a random instant. Then,
by plain SQL: every seal told is in the journal, the journal is not cut, no total differs from its lines,
nothing is half written. `killed` serves any other work that tells what it has committed.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, func, select

from clauses.hours.bench.world import build, plan
from clauses.hours.doctor.event_queries import told as untold
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import correct, give_back, put_line, recall, submit, touched, validate
from clauses.hours.ledger.rules import State
from facilitator.app import create_app
from facilitator.audit.models import AuditHead
from facilitator.audit.queries import broken_links
from facilitator.clock import now
from facilitator.db import Installation, db
from facilitator.schema import upgrade
from facilitator.words import RuleBroken

Tell = Callable[[str], None]
LAST = date(2026, 10, 1)
UNEQUAL = {
    "statements": """SELECT count(*) FROM (SELECT s.id FROM statement s LEFT JOIN statement_line l
        ON l.statement_id = s.id GROUP BY s.id HAVING s.declared_minutes != coalesce(sum(CASE
        WHEN s.state IN ('submitted', 'validated') THEN l.minutes END), 0))""",
    "commitments": """SELECT count(*) FROM (SELECT t.commitment_id FROM commitment_total t JOIN statement s
        ON s.commitment_id = t.commitment_id GROUP BY t.commitment_id
        HAVING t.declared_minutes != sum(s.declared_minutes))""",
    "events": "SELECT count(*) != (SELECT count FROM audit_head) FROM audit_event",
    "receipts": """SELECT count(*) FROM sending WHERE id NOT IN (SELECT json_extract(details, '$.sending')
        FROM audit_event WHERE action = 'statement.sent')""",
}


def killed(work: Callable[[Tell], None], most: float) -> list[str]:
    """Fork a child that works, kill it within so many seconds; what it had told by then."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            work(lambda told: os.write(into, f"{told}\n".encode()) and None)
        finally:
            os._exit(1)
    os.close(into)
    with os.fdopen(out) as lines:
        said = [lines.readline()]  # it works
        time.sleep(random.uniform(0, most))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += lines.read().splitlines(keepends=True)
    return [line.strip() for line in said if line.endswith("\n")]


def declare_for_ever(app: Flask, tell: Tell) -> None:
    """One act after the other, on any statement, each in its own transaction."""
    chance = random.Random(os.getpid())
    with app.app_context():
        keys = db.session.scalars(select(Statement.id)).all()
        db.session.rollback()
        while True:
            statement = db.session.get_one(Statement, chance.choice(keys))
            try:
                act(statement, chance)
            except RuleBroken:
                db.session.rollback()
                continue
            db.session.commit()
            tell(db.session.scalar(select(AuditHead.sealed)) or "")
            db.session.rollback()


def act(statement: Statement, chance: random.Random) -> None:
    """What may be done to a statement as it stands."""
    line = chance.choice(statement.lines)
    if statement.state in (State.DRAFT, State.RETURNED):
        put_line(statement, line.employment, line.kind, chance.randint(60, 6000))
        touched(statement)
        if chance.random() < 0.7:
            submit([statement], "Camille Essai")
    elif statement.state is State.SUBMITTED:
        step = chance.randrange(3)
        if step == 0:
            recall(statement)
        elif step == 1:
            give_back(statement, "Heures à vérifier", [(line, "")])
        else:
            validate(statement)
    else:
        correct(statement, line.employment, line.kind, chance.choice((-60, 60)), "Erreur de saisie")


def prepare(file: Path) -> None:
    """A base with something to declare."""
    engine = create_engine(f"sqlite:///{file}")
    upgrade(engine)
    with engine.begin() as base:
        base.execute(Installation.__table__.insert().values(id=1, is_demo=False))
        build(base, plan(200, LAST, contracts=20), now())
    engine.dispose()


def wrong_after(file: Path, told: list[str]) -> list[str]:
    """What does not hold once the child is dead."""
    reader = sqlite3.connect(file)
    known = {row[0] for row in reader.execute("SELECT sealed FROM audit_event")}
    found = [f"lost {seal}" for seal in told if seal not in known]
    found += [name for name, bare in UNEQUAL.items() if reader.execute(bare).fetchone()[0]]
    if reader.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        found.append("integrity")
    reader.close()
    return found


def silent(app: Flask) -> set[str]:
    """The changes that no event tells: those of the base as it was made, which nobody acted on."""
    with app.app_context():
        found = set(untold())
        db.session.rollback()
        db.engine.dispose()
    return found


def whole(app: Flask, made: set[str]) -> list[str]:
    """The doctor's words at the end, and those of the journal."""
    with app.app_context():
        events = db.session.scalar(select(func.count()).select_from(AuditHead))
        found = [breach for each in INVARIANTS for breach in each.breaches()] + broken_links()
        db.session.rollback()
        db.engine.dispose()
    found += sorted(silent(app) - made)
    return found if events else ["no event"]


def main(file: Path, rounds: int) -> None:
    """Kill so many children; fail when an act told is lost or something does not hold."""
    if not file.exists():
        prepare(file)
    app = create_app(SECRET_KEY="x" * 40, DATABASE_URL=f"sqlite:///{file}")  # connects in the children only
    made, acts, wrong = silent(app), 0, []
    for _ in range(rounds):
        told = killed(lambda tell: declare_for_ever(app, tell), 0.15)
        acts += len(told)
        wrong += wrong_after(file, told)
    wrong += whole(app, made)
    sys.stdout.write(json.dumps({"kills": rounds, "acts": acts, "wrong": wrong[:20]}) + "\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
