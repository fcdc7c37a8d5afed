"""The measures of the workbook import what they wrote, and export what they imported."""

from pathlib import Path

from flask import Flask

from clauses.hours.workbooks.bench import MONTHS, PEOPLE, import_measure, measured, prepare
from facilitator.clock import today
from facilitator.db import db, unaudited


def test_every_line_goes_in_and_comes_out(app: Flask, tmp_path: Path) -> None:
    found = measured(app, tmp_path, PEOPLE * MONTHS)
    assert [found[name]["lines"] for name in ("import", "export_xlsx", "export_csv")] == [PEOPLE * MONTHS] * 3
    assert found["import"]["errors"] == 0


def test_bad_cells_are_counted(app: Flask, tmp_path: Path) -> None:
    with unaudited(db.session, "a test prepares"):
        asker = prepare(100, today())
        db.session.commit()
    assert import_measure(100, tmp_path, asker, wrong=10).errors == 10
