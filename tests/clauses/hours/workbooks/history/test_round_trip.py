"""What is exported is read again and changes nothing; a killed import leaves all or nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from clauses.hours.ledger.models import StatementLine
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.workbooks.exports import LINES
from clauses.hours.workbooks.history.running import read_file
from clauses.hours.workbooks.line_queries import lines_of, rows_of
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from facilitator.config import ROOT
from facilitator.db import db
from facilitator.exchange.files import Source, csv_lines, workbook
from tests.clauses.hours.workbooks.history.test_imports import HEADS, Territory
from tests.clauses.hours.workbooks.sheets import csv
from tests.conftest import keep
from tests.factories_hours import make_employment

KILLS = int(os.environ.get("FACILITATOR_KILLS", "4"))
CONSOLE = "from facilitator.start import main; main()"
filled = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(list(MinutesKind))),
    st.integers(1, 20_000),
    min_size=1,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=filled)
def test_an_export_read_again_changes_nothing(
    app: Flask, tmp_path: Path, lines: dict[tuple[int, int, MinutesKind], int]
) -> None:
    land = Territory()
    jobs = [make_employment(land.commitment) for _ in range(3)]
    for (month, job, kind), minutes in lines.items():
        put_line(land.statements[month + 2], jobs[job], kind, minutes)
    for statement in land.statements:
        touched(statement)
    keep()
    for name, content in (
        ("lignes.xlsx", workbook(LINES, rows_of(lines_of(land.asker)), Source("x", "y", now()))),
        ("lignes.csv", b"".join(csv_lines(LINES, rows_of(lines_of(land.asker))))),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        report = read_file(path, land.asker, False).report
        assert (report.errors, report.counts.unchanged, report.counts.changes) == ([], len(lines), 0)


def test_a_killed_import_leaves_all_or_nothing(app: Flask, tmp_path: Path) -> None:
    land = Territory()
    jobs = [make_employment(land.commitment, starts_on=date(2026, 1, 1)) for _ in range(30)]
    keep()
    names = [(job.participant.family_name, job.participant.given_name) for job in jobs]
    rows = [land.row(family, given, month, 7) for month in range(3, 11) for family, given in names]
    path = tmp_path / "passe.csv"
    path.write_bytes(csv(HEADS, *rows))
    arguments = ["statements", "import", str(path), "--apply"]
    environment = os.environ | {
        f"FACILITATOR_{name}": str(app.config[name]) for name in ("DATABASE_URL", "SECRET_KEY", "UPLOAD_DIR")
    }
    db.session.rollback()
    seen = set()
    for _ in range(KILLS):
        child = subprocess.Popen([sys.executable, "-c", CONSOLE, *arguments], env=environment, cwd=ROOT)
        time.sleep(random.uniform(0.8, 2.5))
        child.send_signal(signal.SIGKILL)
        child.wait()
        count = db.session.scalar(select(func.count()).select_from(StatementLine))
        db.session.rollback()
        seen.add(count)
        assert count in (0, len(rows))
    done = subprocess.run(
        [sys.executable, "-c", CONSOLE, *arguments, "--json"], env=environment, cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stdout
    assert db.session.scalar(select(func.count()).select_from(StatementLine)) == len(rows)
