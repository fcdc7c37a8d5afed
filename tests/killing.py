"""Children that write and are killed: `python -m tests.killing FILE ROUNDS` (run by test_db.py).

A child acknowledges each commit through a pipe; it is killed by SIGKILL in the middle of its work;
everything acknowledged must be in the file. Prints the count of acknowledged and of lost commits.
"""

import os
import random
import signal
import sqlite3
import sys

from flask import Flask

from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.app import create_app
from facilitator.audit.queries import record
from facilitator.db import db


def write_for_ever(app: Flask, round_: int, pipe: int) -> None:
    """Commit one organisation and its audit event after another, and say so each time."""
    with app.app_context():
        for number in range(100_000):
            row = Organisation(kind=OrganisationKind.COMPANY, name=f"{round_}-{number}")
            db.session.add(row)
            record("organisation.created", row)
            db.session.commit()
            os.write(pipe, f"{number}\n".encode())


def kill_one(app: Flask, round_: int) -> int:
    """Fork a child, kill it after a few commits; how many commits it acknowledged."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        write_for_ever(app, round_, into)
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as lines:
        said = [lines.readline() for _ in range(random.randint(1, 6))]
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += lines.read().splitlines()
    return len(said)


def main(file: str, rounds: int) -> None:
    """Kill `rounds` children; fail when one acknowledged commit is lost."""
    app = create_app(SECRET_KEY="x" * 40, DATABASE_URL=f"sqlite:///{file}")  # connects in the children only
    kept = lost = 0
    for round_ in range(rounds):
        acknowledged = kill_one(app, round_)
        reader = sqlite3.connect(file)
        found = {row[0] for row in reader.execute("SELECT name FROM organisation")}
        events = reader.execute("SELECT count(*) FROM audit_event").fetchone()[0]
        whole = reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        reader.close()
        lost += sum(f"{round_}-{number}" not in found for number in range(acknowledged))
        lost += abs(events - len(found)) + (not whole)
        kept += acknowledged
    sys.stdout.write(f"{kept} kept, {lost} lost\n")
    sys.exit(bool(lost))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
