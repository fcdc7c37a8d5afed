"""A backup is believed once it has been read again; on both engines."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import create_engine, select, text

from clauses.hours.ledger.control_queries import contract_hours
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.backups import keeping
from facilitator.backups.commands import backup_command, note
from facilitator.backups.drill import hold
from facilitator.backups.jobs import DRILL, NotSafe, check, create
from facilitator.backups.jobs import drill as drill_job
from facilitator.backups.keeping import House, Proof, kept, make, manifest_of, prove, restore
from facilitator.backups.sealing import new_key
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import every_control
from facilitator.jobs.models import JobRun
from facilitator.jobs.rules import RunState
from facilitator.words import RuleBroken
from tests.conftest import keep
from tests.factories import make_organisation
from tests.postgres import Server
from tests.provide import postgres


@pytest.fixture(autouse=True)
def with_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, of the version that the tests run."""
    programs = postgres()
    if programs is not None:
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """Where the backups go; something was received, and somebody acted."""
    uploads = tmp_path / "uploads" / "pieces"
    uploads.mkdir(parents=True, exist_ok=True)
    (uploads / "a.bin").write_bytes(b"scelle")
    place = tmp_path / "backups"
    app.config |= {"BACKUP_DIR": str(place), "UPLOAD_DIR": str(tmp_path / "uploads")}
    act("Avant")
    return place


def act(name: str) -> Organisation:
    """Something audited."""
    row: Organisation = make_organisation(name=name)
    record("organisation.created", row)
    db.session.commit()
    return row


def house(app: Flask, **over: Any) -> House:
    """What the settings name."""
    values = {"engine": db.engine, "uploads": Path(app.config["UPLOAD_DIR"]), "controls": every_control()}
    return House(**values | {"key": app.config["BACKUP_KEY"]} | over)


def made(app: Flask, folder: Path) -> Path:
    """One backup."""
    return make(house(app), folder)


def test_a_backup_holds_what_it_says(app: Flask, folder: Path) -> None:
    place = made(app, folder)
    act("Après")

    assert prove(place, house(app)) == Proof([])
    manifest = manifest_of(place)
    assert manifest.figures.rows["organisation"] == 1
    assert manifest.figures.events == 1
    assert "files.tar" in manifest.digests
    assert place.stat().st_mode & 0o077 == 0


def test_the_nightly_job_makes_it_and_the_morning_one_reads_it(app: Flask, folder: Path) -> None:
    app.config["BACKUP_KEEP"] = "2"
    for hour in range(3):
        with time_machine.travel(now() + timedelta(hours=hour)):
            said = create()
            assert check().endswith(" tient.")
            db.session.rollback()
    assert said.endswith("1\u00a0ancienne supprimée.")
    assert len(kept(folder)) == 2


def test_an_old_or_missing_backup_fails_the_job(app: Flask, folder: Path) -> None:
    tomorrow = time_machine.travel(now() + timedelta(hours=27))
    with tomorrow, pytest.raises(NotSafe, match="trop ancienne"):
        check()
    made(app, folder)
    with tomorrow, pytest.raises(NotSafe, match="trop ancienne"):
        check()
    app.config["BACKUP_DIR"] = ""
    assert create().startswith("Aucun dossier")
    with tomorrow, pytest.raises(NotSafe, match="Aucun dossier"):
        check()


def test_a_new_installation_has_a_day_to_make_its_first_backup(app: Flask, folder: Path) -> None:
    """The worker starts in the afternoon, and asks about every job at once."""
    assert check() == "Installation neuve\u00a0: la première sauvegarde est attendue dans les 26\u00a0heures."
    app.config["BACKUP_DIR"] = ""
    assert check().endswith("Aucun dossier de sauvegarde n’est réglé (FACILITATOR_BACKUP_DIR).")


def test_a_byte_that_changed_is_seen(app: Flask, folder: Path) -> None:
    place = made(app, folder)
    database = next(place.glob("database.*"))
    held = bytearray(database.read_bytes())
    held[len(held) // 2] ^= 1
    database.write_bytes(held)

    assert prove(place, house(app)).faults == [f"{database.name} a changé depuis la sauvegarde."]
    with pytest.raises(NotSafe, match="a changé"):
        check()


def test_a_half_made_backup_is_none(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "figures_of", die)
    with pytest.raises(KeyboardInterrupt):
        made(app, folder)

    assert kept(folder) == []


@pytest.mark.sqlite
def test_a_copy_that_lies_is_found_out_by_its_rows_its_hours_and_its_journal(
    app: Flask, folder: Path
) -> None:
    place = made(app, folder)
    database = place / "database.sqlite3"
    with sqlite3.connect(database) as base:
        base.execute("DELETE FROM organisation")
        base.execute("UPDATE audit_event SET action = 'autre'")
    base.close()
    manifest = manifest_of(place)
    changed = manifest.text().replace(manifest.digests["database.sqlite3"], keeping.digest_of(database))
    (place / "manifest.json").write_text(changed)

    assert prove(place, house(app)).faults == [
        "Table organisation\u00a0: 0 au lieu de 1.",
        "Le journal de la copie ne tient pas à l’événement 1.",
    ]


def test_what_is_restored_gives_the_same_figures(
    app: Flask, folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = made(app, folder)
    if db.engine.dialect.name == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'again.sqlite3'}")
        restore(place, house(app, engine=engine, uploads=tmp_path / "again"))
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT name FROM organisation")) == "Avant"
        engine.dispose()
    else:
        server: Server = request.getfixturevalue("postgres_server")
        with server.database("template0") as url:
            engine = create_engine(url)
            there = house(app, engine=engine, uploads=tmp_path / "again")
            restore(place, there)
            with pytest.raises(RuleBroken, match="vide"):
                restore(place, there)
            engine.dispose()
    assert (tmp_path / "again" / "pieces" / "a.bin").read_bytes() == b"scelle"


@pytest.mark.sqlite
def test_the_console_makes_lists_reads_and_restores(app: Flask, folder: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        answer = CliRunner().invoke(backup_command, words, obj=app)
        return answer.exit_code, answer.output

    assert run("verify") == (1, "Il n’y a aucune sauvegarde dans ce dossier.\n")
    assert run("create")[0] == 0
    place = kept(folder)[0]
    assert place.name in run("list")[1]
    assert '"faults": []' in run("verify", "--json")[1]
    act("Après")
    code, said = run("restore")
    assert (code, "Ajoutez --apply" in said) == (0, True)
    assert db.session.query(Organisation).count() == 2
    db.session.rollback()
    assert run("restore", "--apply")[0] == 0
    assert db.session.query(Organisation).count() == 1
    assert Path(f"{db.engine.url.database}.avant-restauration").exists()
    app.config["BACKUP_DIR"] = ""
    assert run("create")[0] == 2


@pytest.mark.sqlite
def test_a_drill_uses_the_copy_and_is_noted(app: Flask, folder: Path) -> None:
    place = made(app, folder)
    held = hold(place, house(app), app.config["SECRET_KEY"])

    assert held.faults == []
    assert held.holds
    proved = " ".join(held.proved).replace("\u00a0", " ")
    assert "les mêmes" in proved
    assert "1 fichier reçu restauré" in proved
    assert "Journal entier, même sceau : 1 événement" in proved
    assert "règles prouvées" in proved
    note(held)
    run = db.session.scalars(select(JobRun).where(JobRun.job == DRILL)).one()
    assert (run.state, place.name in run.outcome) == (RunState.DONE, True)
    db.session.rollback()


def test_a_drill_says_why_a_backup_would_not_serve(app: Flask, folder: Path) -> None:
    assert drill_job().startswith("Il n’y a encore aucune sauvegarde")
    place = made(app, folder)
    before = (place / "manifest.json").read_text()
    (place / "manifest.json").write_text(before.replace('"organisation": 1', '"organisation": 2'))

    with pytest.raises(NotSafe, match="Table organisation\u00a0: 1 au lieu de 2"):
        drill_job()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            left = connection.scalars(text("SELECT datname FROM pg_database WHERE datname LIKE '%drill%'"))
            assert left.all() == []
    (place / "files.tar").unlink()
    assert hold(place, house(app), "x").faults == ["files.tar a disparu."]


def test_without_the_right_to_make_a_database_the_proof_says_so(
    app: Flask, folder: Path, request: pytest.FixtureRequest
) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    place = made(app, folder)
    server: Server = request.getfixturevalue("postgres_server")
    server.say("CREATE ROLE modest LOGIN")
    try:
        modest = create_engine(db.engine.url.set(username="modest"))
        proof = prove(place, house(app, engine=modest))
        held = hold(place, house(app, engine=modest), "x")
    finally:
        server.say("DROP ROLE modest")
    assert proof.faults == []
    assert "n’a pas le droit CREATEDB" in proof.shallow
    assert (held.restored, held.holds) == (False, False)


def test_an_encrypted_backup_is_read_with_its_key_alone(app: Flask, folder: Path, tmp_path: Path) -> None:
    app.config["BACKUP_KEY"] = new_key()
    place = made(app, folder)

    assert sorted(one.name.endswith(".enc") for one in place.iterdir()) == [False, True, True]
    assert b"Avant" not in b"".join(one.read_bytes() for one in place.iterdir())
    assert prove(place, house(app)) == Proof([])
    assert "chiffrée" in prove(place, house(app, key="")).faults[0]
    assert "ne s’ouvre pas" in prove(place, house(app, key=new_key())).faults[0]
    assert "n’est pas une clé" in prove(place, house(app, key="mot de passe")).faults[0]
    if db.engine.dialect.name == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'again.sqlite3'}")
        restore(place, house(app, engine=engine, uploads=tmp_path / "again"))
        engine.dispose()
        assert (tmp_path / "again" / "pieces" / "a.bin").read_bytes() == b"scelle"


def test_without_pg_dump_it_is_said(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(RuleBroken, match="pg_dump n’est pas installé"):
        made(app, folder)


def test_the_hours_of_each_contract_are_control_totals(app: Flask) -> None:
    keep()
    with db.engine.connect() as connection:
        assert contract_hours(connection) == {}
