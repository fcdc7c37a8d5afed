"""Messages in great number, before the eyes of whoever decides."""

from flask import Flask

from facilitator.access import Role
from facilitator.audit.models import AuditEvent
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.batches.queries import hold_storms
from facilitator.mail.models import MailBatch
from facilitator.mail.queries import post
from facilitator.mail.rules import BatchState
from tests.conftest import Client


def storm(client: Client, body_id: int) -> MailBatch:
    for number in range(201):
        post("Rappel", f"a{number}@essai.example", "Mars", "Lisez https://essai/d/secret", body_id=body_id)
    db.session.flush()
    hold_storms(now())
    db.session.commit()
    return db.session.query(MailBatch).one()


def test_a_head_reads_some_and_lets_them_leave(client: Client, app: Flask) -> None:
    batch = storm(client, client.as_role(Role.HEAD).organisation_id)

    assert "1 envoi en nombre à confirmer" in client.get("home.index").text
    page = client.get("batches.show", batch_id=batch.id)
    assert page.h1 == "201 messages : Rappel"
    assert "a200@essai.example" in page.text
    assert "Lisez [lien]" in page.text
    assert "secret" not in page.html
    page = client.follow(client.post("batches.confirm", batch_id=batch.id))
    assert "Les messages partent" in page.text
    assert batch.state is BatchState.CONFIRMED
    acts = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert acts[-2:] == ["mail.held", "mail.confirmed"]


def test_a_refusal_is_final(client: Client, app: Flask) -> None:
    batch = storm(client, client.as_role(Role.FACILITATOR).organisation_id)
    client.post("batches.refuse", batch_id=batch.id)

    page = client.follow(client.post("batches.confirm", batch_id=batch.id))

    assert "C’était déjà décidé : refusé." in page.text
    assert "Refusé" in client.get("batches.index").text
    assert "Aucun résultat" in client.get("batches.index", etat="to_confirm").text


def test_another_body_sees_nothing_of_it(client: Client, app: Flask) -> None:
    batch = storm(client, 999_999)
    client.as_role(Role.HEAD)

    assert client.get("batches.show", batch_id=batch.id).status == 404
