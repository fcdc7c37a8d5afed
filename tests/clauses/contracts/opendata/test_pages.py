"""The pages of the import, from the file to the mended record."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.contracts.opendata import running, views
from clauses.contracts.opendata.models import OpenDataImport, PublishedContract, RefusedRecord
from clauses.contracts.opendata.rules import ImportState, RefusedState
from facilitator.access import Role
from facilitator.db import db
from tests.clauses.contracts.opendata.samples import BUYER, as_v2, many, published
from tests.conftest import Client, keep


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs in another process runs here, at once."""

    def start(import_id: int, _config: object, trial: bool = False) -> None:
        running.resume(import_id, trial)

    monkeypatch.setattr(views, "start", start)


def send(client: Client, records: list[dict[str, Any]], name: str = "decp.json") -> Any:
    """Send a file, and see the page it leads to."""
    return send_bytes(client, as_v2(records).encode(), name)


def send_bytes(client: Client, content: bytes, name: str) -> Any:
    """Send a file of bytes."""
    answer = client.post("opendata.create", {"file": (io.BytesIO(content), name), "authority": ""})
    return client.follow(answer) if answer.status == 302 else answer


def test_a_file_is_previewed_then_imported(client: Client, app: Flask) -> None:
    client.as_role(Role.FACILITATOR)
    page = send(client, [*many(3), published(objet="")])

    assert "Rien n’est encore enregistré" in page.text
    assert "L’objet du marché manque." in page.text
    assert db.session.scalars(select(PublishedContract)).all() == []

    row = db.session.scalars(select(OpenDataImport)).one()
    page = client.follow(client.post("opendata.confirm", import_id=row.id))
    assert page.text.index("1 enregistrement refusé") < page.text.index("4 enregistrements lus")
    assert len(db.session.scalars(select(PublishedContract)).all()) == 3
    assert not Path(row.path).exists()
    assert row.state is ImportState.DONE


def test_a_file_that_is_something_else_is_refused_on_the_form(client: Client) -> None:
    client.as_role(Role.FACILITATOR)

    assert "JSON ni du XML" in send_bytes(client, b"nom;siret\n", "x.csv").errors
    assert "Choisissez un fichier" in client.post("opendata.create", {}).errors


def test_an_interrupted_import_can_be_begun_again(client: Client) -> None:
    client.as_role(Role.HEAD)
    page = send_bytes(client, as_v2(many(5)).encode()[:-300], "cut.json")

    assert "Import interrompu" in page.text
    row = db.session.scalars(select(OpenDataImport)).one()
    page = client.follow(client.post("opendata.confirm", import_id=row.id))
    assert "4 enregistrements lus" in page.text


def test_the_progress_is_told(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    send(client, many(2))
    row = db.session.scalars(select(OpenDataImport)).one()
    answer = client.ask("GET", client.url("opendata.progress", import_id=row.id)).get_json()

    assert answer["finished"] is True
    row.state = ImportState.RUNNING
    assert "Import" in client.get("opendata.show", import_id=row.id).text


def refused(client: Client) -> RefusedRecord:
    """A refused record, imported."""
    send(client, [published(objet=""), *many(1)])
    row = db.session.scalars(select(OpenDataImport)).one()
    client.post("opendata.confirm", import_id=row.id)
    return db.session.scalars(select(RefusedRecord)).one()


def test_a_refused_record_is_looked_at_mended_and_imported(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    row = refused(client)

    assert str(row.position) in client.get("opendata.refused_index").text
    page = client.get("opendata.refused_show", record_id=row.id)
    assert json.loads(page.one("pre").get_text())["acheteur"]["id"] == BUYER
    assert page.one("[name=buyer]")["value"] == BUYER

    sent = {"number": "2026-9", "buyer": "123", "subject": "Toiture"}
    assert "3 chiffres" in client.post("opendata.refused_show", sent, record_id=row.id).errors
    client.post("opendata.refused_show", sent | {"buyer": BUYER}, record_id=row.id)
    assert row.state is RefusedState.MENDED
    assert "2026-9" in [each.number for each in db.session.scalars(select(PublishedContract))]


def test_a_refused_record_is_left_out_with_a_reason_and_taken_back(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    row = refused(client)

    assert "Dites pourquoi" in client.post("opendata.refused_drop", {"reason": ""}, record_id=row.id).errors
    client.post("opendata.refused_drop", {"reason": "Essai"}, record_id=row.id)
    assert row.state is RefusedState.DROPPED
    assert "Essai" in client.get("opendata.refused_show", record_id=row.id).text
    client.post("opendata.refused_reopen", record_id=row.id)
    assert row.state is RefusedState.OPEN


def test_the_refused_records_are_filtered_and_exported(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    row = refused(client)

    assert "objet" in client.get("opendata.refused_index", champ="objet").text
    assert "Aucun résultat" in client.get("opendata.refused_index", etat="mended").text
    answer = client.ask("GET", client.url("opendata.refused_export", ending="csv"))
    assert "L’objet du marché manque" in answer.get_data(as_text=True)
    assert client.ask("GET", client.url("opendata.export", ending="xlsx")).status_code == 200
    assert row.raw


def test_a_lost_process_is_seen(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    send(client, many(2))
    row = db.session.scalars(select(OpenDataImport)).one()
    row.state = ImportState.RUNNING
    row.beat_at = row.beat_at.replace(year=2020)
    keep()

    assert "Import interrompu" in client.get("opendata.show", import_id=row.id).text
