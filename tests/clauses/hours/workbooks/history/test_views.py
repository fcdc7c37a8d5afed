"""An import of past years sent by a page really runs in another process, and its page follows it."""

import io
import time

from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.rules import HistoryState
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from facilitator.db import db
from tests.clauses.hours.workbooks.history.test_imports import HEADS, Territory
from tests.clauses.hours.workbooks.sheets import xlsx
from tests.conftest import Client, keep
from tests.factories import add
from tests.page import Page

PATIENCE_SECONDS = 90


def signed_in(client: Client) -> Territory:
    """A facilitator of a territory."""
    land = Territory()
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, land.asker.organisation_id))
    return land


def wait_for(client: Client, import_id: int, words: str) -> Page:
    """The import's page, once it says these words."""
    stop = time.monotonic() + PATIENCE_SECONDS
    page = client.get("history.show", import_id=import_id)
    while words not in page.text and time.monotonic() < stop:
        time.sleep(0.3)
        page = client.get("history.show", import_id=import_id)
    assert words in page.text
    return page


def test_a_sent_file_is_read_then_written_by_other_processes(client: Client) -> None:
    land = signed_in(client)
    rows = [
        HEADS,
        land.row("Durand", "Zoé", 1, 7),
        land.row("Martin", "Léa", 2, 8),
        land.row("Durand", "Zoé", 3, "?"),
    ]
    data = {"file": (io.BytesIO(xlsx(("Heures", rows))), "passe.xlsx"), "creating": "y"}
    sent = client.post("history.send", data)
    import_id = int(sent.location.rpartition("/")[2])
    page = wait_for(client, import_id, "Rien n’est encore enregistré")
    assert "1 personne et 1 contrat de travail à créer" in page.text.replace("\u00a0", " ")
    assert land.minutes() == 0
    db.session.rollback()
    client.post("history.confirm", import_id=import_id)
    wait_for(client, import_id, "Les heures sont dans les relevés")
    assert land.minutes() == 15 * 60
    db.session.rollback()
    client.post("history.undo", import_id=import_id)
    assert land.minutes() == 0


def test_a_file_that_is_no_table_is_refused_on_the_spot(client: Client) -> None:
    signed_in(client)
    page = client.post("history.send", {"file": (io.BytesIO(b"%PDF-1.7"), "heures.pdf")})
    assert "Ce fichier est un PDF" in page.errors


def test_a_stopped_import_writes_nothing(client: Client) -> None:
    land = signed_in(client)
    row = HistoryImport(body_id=land.asker.organisation_id, file_name="x", received_at=now(), beat_at=now())
    import_id = add(row).id
    keep()
    assert "Lecture en cours" in client.get("history.show", import_id=import_id).text
    client.post("history.cancel", import_id=import_id)
    db.session.expire_all()
    assert row.state is HistoryState.CANCELLED
    client.post("history.confirm", import_id=import_id)
    db.session.expire_all()
    assert row.state is HistoryState.CANCELLED
