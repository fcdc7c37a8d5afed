"""The territory's open data went through the real import, and the newcomer's file does too."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from clauses.contracts.demonstration.publications import ALREADY_READ, TO_LOAD, to_load
from clauses.contracts.opendata.imports import open_import, run_import
from clauses.contracts.opendata.models import PublishedContract
from facilitator.clock import today
from facilitator.db import db


def test_the_territory_has_read_its_first_file(demo_app: Flask) -> None:
    rows = list(db.session.scalars(select(PublishedContract)))
    assert len(rows) == len(ALREADY_READ)
    assert sum(row.concerned for row in rows) == 7


def test_the_newcomers_file_gives_new_contracts_a_change_repairs_and_refusals(
    demo_app: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "month.json"
    path.write_bytes(to_load(today()))
    db.session.rollback()
    first = run_import(path, open_import(path, path.name))
    assert first.read == len(TO_LOAD) + 5
    assert first.updated == 1
    assert first.created > len(TO_LOAD)
    assert first.repaired >= 1
    assert first.refused >= 1
    again = run_import(path, open_import(path, path.name))
    assert (again.created, again.updated, again.refused) == (0, 0, first.refused)
