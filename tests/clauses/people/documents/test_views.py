"""The pages of the documents: sent, downloaded in a sandbox, sealed, deleted, proved."""

from hashlib import sha256
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.queries import receive
from clauses.people.documents.rules import DocumentKind, DocumentState
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.clauses.people.documents.samples import HEIC, JPEG, PDF, stream
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_hours import make_participant


@pytest.fixture
def body(app: Flask, client: Client) -> Organisation:
    """The body of the facilitator who is signed in."""
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    return body


def send(client: Client, person: int, content: bytes, name: str) -> int:
    """Send a file about a person; the status of the answer."""
    data = {"csrf_token": client.token(), "kind": "eligibility", "file": (BytesIO(content), name)}
    return client.ask("POST", client.url("documents.create", personne=person), data=data).status_code


def test_a_file_is_sent_looked_at_sealed_deleted_and_still_proved(client: Client, body: Organisation) -> None:
    person = make_participant(body)
    assert send(client, person.id, PDF, "../../etc/<img>.exe") == 302
    document = db.session.scalars(select(SupportingDocument)).one()
    answer = client.ask("GET", client.url("documents.file", document_id=document.id))
    assert answer.get_data() == PDF
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="justificatif-{document.number}.pdf"'
    )
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in answer.headers["Cache-Control"]
    client.post("documents.seal", {"kind": "training"}, document_id=document.id)
    assert (document.state, document.kind) == (DocumentState.SEEN, DocumentKind.TRAINING)
    again = client.post("documents.seal", {"kind": "other"}, document_id=document.id)
    assert "déjà marqué comme vu" in client.follow(again).text
    for _ in range(2):
        client.post("documents.delete", document_id=document.id)
    assert client.ask("GET", client.url("documents.file", document_id=document.id)).status_code == 404
    assert "Fichier supprimé le" in client.get("documents.show", document_id=document.id).text
    shown = client.send(client.url("documents.prove"), {"fingerprint": sha256(PDF).hexdigest().upper()})
    assert "C’est bien lui" in client.follow(shown).text
    data = {"csrf_token": client.token(), "file": (BytesIO(JPEG), "photo.jpg")}
    other = client.ask("POST", client.url("documents.prove"), data=data)
    assert "n’a pas été reçu" in client.fetch(other.headers["Location"]).text
    assert "64 caractères" in client.post("documents.prove", {"fingerprint": "abc"}).text


@pytest.mark.parametrize(
    ("content", "name"), [(HEIC, "photo.jpg"), (b"<html>", "a.pdf"), (b"PK\x03\x04", "a.pdf"), (b"", "a.pdf")]
)
def test_what_is_not_what_its_name_says_is_refused(
    client: Client, body: Organisation, content: bytes, name: str
) -> None:
    assert send(client, make_participant(body).id, content, name) == 200
    assert db.session.scalar(select(SupportingDocument)) is None


def test_nobody_sends_about_a_person_of_another_body(client: Client, body: Organisation) -> None:
    assert send(client, make_participant().id, PDF, "a.pdf") == 404
    assert client.get("documents.create").status == 404


def test_a_company_sees_its_own_document_and_neither_the_person_nor_the_acts(
    client: Client, app: Flask
) -> None:
    company, body = make_organisation(), make_body()
    person = make_participant(body, family_name="Secrète")
    document = receive(
        stream(), DocumentKind.PAYSLIP, body.id, organisation_id=company.id, participant_id=person.id
    )
    client.as_role(Role.DECLARANT, company)
    page = client.get("documents.show", document_id=document.id)
    assert "Télécharger le fichier" in page.text
    assert "Secrète" not in page.text
    assert not page.select("main form")
    client.as_role(Role.DECLARANT)
    assert client.get("documents.show", document_id=document.id).status == 404


def test_the_list_is_filtered_by_state_and_kind(client: Client, body: Organisation) -> None:
    person = make_participant(body)
    receive(stream(), DocumentKind.PAYSLIP, body.id, participant_id=person.id)
    receive(stream(JPEG), DocumentKind.INVOICE, body.id)
    assert len(client.get("documents.index").select("tbody tr")) == 2
    assert len(client.get("documents.index", nature="invoice").select("tbody tr")) == 1
    assert len(client.get("documents.index", personne=str(person.id)).select("tbody tr")) == 1
    assert len(client.get("documents.index", etat="seen").select("tbody tr")) == 0
    assert "2 justificatifs à regarder" in client.get("home.index").text
