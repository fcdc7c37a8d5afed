"""An import sent by a page really runs in another process, and its page follows it."""

import io
import time

from flask import Flask
from sqlalchemy import select

from clauses.contracts.opendata.models import OpenDataImport, PublishedContract
from facilitator.access import Role
from facilitator.db import db
from tests.clauses.contracts.opendata.samples import as_v2, many, published
from tests.conftest import Client
from tests.page import Page

PATIENCE_SECONDS = 90


def wait_for(client: Client, import_id: int, words: str) -> Page:
    """The import's page, once it says these words."""
    stop = time.monotonic() + PATIENCE_SECONDS
    page = client.get("opendata.show", import_id=import_id)
    while words not in page.text and time.monotonic() < stop:
        time.sleep(0.2)
        page = client.get("opendata.show", import_id=import_id)
    assert words in page.text
    return page


def test_a_sent_file_is_read_by_another_process(client: Client, app: Flask) -> None:
    client.as_role(Role.FACILITATOR)
    content = as_v2([*many(50), published(objet="")]).encode()
    client.post("opendata.create", {"file": (io.BytesIO(content), "decp.json"), "authority": ""})
    import_id = db.session.scalars(select(OpenDataImport.id)).one()

    wait_for(client, import_id, "Rien n’est encore enregistré")
    assert db.session.scalars(select(PublishedContract)).all() == []
    client.post("opendata.confirm", import_id=import_id)
    page = wait_for(client, import_id, "Terminé")
    assert "1 enregistrement refusé" in page.text.replace("\u00a0", " ")
    assert len(db.session.scalars(select(PublishedContract)).all()) == 50
