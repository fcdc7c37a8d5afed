"""Imports into the database: nothing disappears, twice changes nothing, whatever the order."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from clauses.contracts.opendata.bench.generation import write as write_large
from clauses.contracts.opendata.imports import Summary, open_import, preview_import, run_import
from clauses.contracts.opendata.models import OpenDataImport, PublishedContract, RefusedRecord
from clauses.contracts.opendata.rules import ImportState, RefusedState
from facilitator.audit.models import AuditEvent
from facilitator.db import db, reading
from tests.clauses.contracts.opendata.samples import (
    BUYER,
    HOLDER,
    as_v2,
    as_xml,
    concession,
    each_real_file,
    many,
    modification,
    published,
)
from tests.conftest import keep

COUNTS = ("read", "created", "updated", "unchanged", "refused")


def load(path: Path, authority: str = "") -> Summary:
    """Import a file."""
    return run_import(path, open_import(path, path.name, authority), authority)


def counts(summary: Summary) -> tuple[int, ...]:
    """read, created, updated, unchanged, refused: the last four add up to the first."""
    found = tuple(getattr(summary, name) for name in COUNTS)
    assert found[0] == sum(found[1:])
    return found


def state() -> list[tuple[Any, ...]]:
    """Everything published that is stored, whatever the order of the readings."""
    rows = db.session.execute(
        select(
            PublishedContract.key, PublishedContract.content, PublishedContract.body, PublishedContract.notes
        ).where(PublishedContract.merged_into_id.is_(None))
    ).all()
    db.session.rollback()
    return sorted(tuple(row) for row in rows)


def write(path: Path, records: list[dict[str, Any]], xml: bool = False) -> Path:
    """A file of these records."""
    path.write_text(as_xml(records) if xml else as_v2(records))
    return path


def test_importing_twice_changes_nothing(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "file.json", [*many(5), concession(), published(acheteur=None)])

    assert counts(load(path)) == (7, 6, 0, 0, 1)
    before = state()
    assert counts(load(path)) == (7, 0, 0, 6, 1)
    assert state() == before
    assert len(db.session.scalars(select(RefusedRecord)).all()) == 1


def test_the_same_content_as_xml_is_unchanged(app: Flask, tmp_path: Path) -> None:
    records = [published(modifications=[modification()]), concession()]
    load(write(tmp_path / "file.json", records))

    assert counts(load(write(tmp_path / "file.xml", records, xml=True))) == (2, 0, 0, 2, 0)


def test_a_contract_repeated_per_supplier_is_one_contract(app: Flask, tmp_path: Path) -> None:
    other = [{"titulaire": {"id": BUYER, "typeIdentifiant": "SIRET"}}]
    path = write(tmp_path / "file.json", [published(), published(titulaires=other)])

    assert counts(load(path)) == (2, 1, 1, 0, 0)
    row = db.session.scalars(select(PublishedContract)).one()
    assert [party.id for party in row.record.holders] == sorted([BUYER, HOLDER])
    assert row.amount == row.record.amount / 100 if row.record.amount else False


def test_an_older_publication_read_later_changes_nothing(app: Flask, tmp_path: Path) -> None:
    new = published(montant=90000, datePublicationDonnees="2026-05-01")
    load(write(tmp_path / "new.json", [new]))
    before = [body for _, _, body, _ in state()]

    assert counts(load(write(tmp_path / "old.json", [published()]))) == (1, 0, 0, 1, 0)
    assert [body for _, _, body, _ in state()] == before
    assert counts(load(write(tmp_path / "new.json", [new]))) == (1, 0, 0, 1, 0)


def test_a_republication_with_a_modification_updates(app: Flask, tmp_path: Path) -> None:
    load(write(tmp_path / "a.json", [published()]))

    changed = [published(modifications=[modification()])]
    assert counts(load(write(tmp_path / "b.json", changed))) == (1, 0, 1, 0, 0)
    assert db.session.scalars(select(PublishedContract)).one().changes == 1


def test_two_lots_of_one_key_are_stored_alike_in_either_order(app: Flask, tmp_path: Path) -> None:
    lots = [
        published(),
        published(montant=9000, titulaires=[{"id": "35600000000048"}]),
    ]
    for name, lot in zip("ab", lots, strict=True):
        load(write(tmp_path / name, [lot]))

    assert list(db.session.scalars(select(PublishedContract.versions))) == [2, 2]


def test_two_contracts_that_turn_out_to_be_one_are_joined(app: Flask, tmp_path: Path) -> None:
    def held(siret: str, amount: int) -> dict[str, Any]:
        return published(
            titulaires=[{"titulaire": {"id": siret, "typeIdentifiant": "SIRET"}}], montant=amount
        )

    load(write(tmp_path / "a.json", [held(BUYER, 1000), held(HOLDER, 2000)]))
    assert len(state()) == 2

    load(write(tmp_path / "b.json", [held(HOLDER, 1000)]))
    assert len(state()) == 1
    assert (
        db.session.scalar(
            select(PublishedContract.merged_into_id).where(PublishedContract.merged_into_id.is_not(None))
        )
        is not None
    )


def test_a_trial_counts_the_same_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    load(write(tmp_path / "a.json", [published(), *many(3)]))
    before = state()
    path = write(
        tmp_path / "b.json",
        [
            published(modifications=[modification()]),
            published(),
            *many(2),
            published(objet=""),
            published(montant=7),
        ],
    )
    trial = preview_import(path)

    assert state() == before
    assert db.session.scalars(select(RefusedRecord)).all() == []
    db.session.rollback()
    assert counts(trial) == counts(load(path))


def test_an_authority_is_read_alone(app: Flask, tmp_path: Path) -> None:
    others = [record | {"acheteur": {"id": "22630001000015"}} for record in many(2)]
    summary = load(write(tmp_path / "file.json", [published(), *others]), BUYER)

    assert counts(summary) == (1, 1, 0, 0, 0)
    assert summary.skipped == 2


def test_a_refused_record_that_was_mended_is_not_refused_again(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "file.json", [published(), published(objet="")])
    load(path)
    db.session.scalars(select(RefusedRecord)).one().state = RefusedState.MENDED
    keep()
    db.session.close()

    assert counts(load(path)) == (2, 0, 0, 2, 0)


def test_an_import_leaves_its_state_and_its_events(app: Flask, tmp_path: Path) -> None:
    summary = load(write(tmp_path / "file.json", many(3)))
    row = db.session.get_one(OpenDataImport, summary.import_id)

    assert (row.state, row.read, row.done) == (ImportState.DONE, 3, row.size)
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["opendata.import_started", "opendata.import_ended"]


def test_a_cut_file_ends_interrupted_and_keeps_what_was_whole(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "file.json", many(10))
    path.write_bytes(path.read_bytes()[:-400])
    summary = load(path)

    assert counts(summary)[1] == 9
    assert db.session.get_one(OpenDataImport, summary.import_id).state is ImportState.INTERRUPTED


@each_real_file()
def test_a_real_file_twice_and_shuffled_changes_nothing(app: Flask, path: Path, tmp_path: Path) -> None:
    first = counts(load(path))
    before = state()
    again = counts(load(path))

    assert again == (first[0], 0, 0, first[0] - first[4], first[4])
    assert state() == before
    if path.suffix == ".json":
        held = json.loads(path.read_text("utf-8-sig"))["marches"]
        records = held if isinstance(held, list) else [each for kind in held.values() for each in kind]
        random.Random(7).shuffle(records)
        shuffled = tmp_path / "shuffled.json"
        shuffled.write_text(json.dumps({"marches": records}))
        assert counts(load(shuffled)) == again
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM published_version"))
            connection.execute(text("DELETE FROM published_contract"))
        load(shuffled)
        assert state() == before


def command(app: Flask, *arguments: str) -> subprocess.Popen[bytes]:
    """`facilitator` on the test's database."""
    environment = os.environ | {
        "FACILITATOR_DATABASE_URL": app.config["DATABASE_URL"],
        "FACILITATOR_SECRET_KEY": "x" * 40,
    }
    run = "from facilitator.start import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", run, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def stored() -> int:
    """How many contracts another process has committed so far, without taking its lock."""
    token = reading.set(True)
    try:
        with db.engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM published_contract")).scalar_one())
    finally:
        reading.reset(token)


def test_a_killed_import_run_again_equals_a_clean_one(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    written = write_large(path, 80, dirty_percent=3)
    killed = command(app, "contracts", "import", str(path))
    while not stored() and killed.poll() is None:
        time.sleep(0.01)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    before = stored()
    assert 0 < before < written * 0.9

    again = load(path)
    assert counts(again) == (written, written - before - again.refused, 0, before, again.refused)
    survived = state()
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM published_contract"))
    load(path)
    assert state() == survived
    assert len(db.session.scalars(select(RefusedRecord)).all()) == again.refused


def test_the_command_answers_json_and_exit_codes(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "file.json", [published(), published(objet="")])
    done = command(app, "contracts", "import", str(path), "--json")
    out, err = done.communicate()
    answer = json.loads(out)

    assert (done.returncode, err) == (0, b"")
    assert {name: answer[name] for name in COUNTS} == dict(zip(COUNTS, (2, 1, 0, 0, 1), strict=True))
    assert answer["refusals"] == [
        {
            "position": 2,
            "uid": f"{BUYER}2026-0001",
            "field": "objet",
            "reason": "L’objet du marché manque.",
        }
    ]
    foreign = tmp_path / "x.csv"
    foreign.write_text("a;b\n")
    refused = command(app, "contracts", "import", str(foreign), "--json")
    out, err = refused.communicate()
    assert refused.returncode == 2
    assert json.loads(out)["read"] == 0
    assert len(err.decode().strip().splitlines()) == 1
