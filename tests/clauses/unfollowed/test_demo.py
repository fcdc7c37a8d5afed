"""The newcomer's file changes a contract that the demonstration already follows."""

from pathlib import Path

from flask import Flask

from clauses.contracts.demonstration.publications import CHANGED, to_load
from clauses.contracts.opendata.imports import open_import, run_import
from clauses.unfollowed.queries import changed_of, count_of, forgotten_of
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today
from facilitator.db import db


def test_the_file_to_load_brings_forgotten_clauses_and_a_change_to_look_at(
    demo_app: Flask, tmp_path: Path
) -> None:
    with acting() as asker:
        before = count_of(forgotten_of(asker))
        assert before == 5
        assert changed_of(asker) == []
        path = tmp_path / "month.json"
        path.write_bytes(to_load(today()))
        db.session.rollback()
        run_import(path, open_import(path, path.name))
        assert count_of(forgotten_of(asker)) >= before + 8
        assert [changed.contract.reference for changed in changed_of(asker)] == [CHANGED]
