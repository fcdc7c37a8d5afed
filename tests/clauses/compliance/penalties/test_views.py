"""The pages of a penalty file: who sees what, who may do what, and what another program reads."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from subprocess import run

import pytest
from docx import Document
from sqlalchemy import select

from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import FileState
from clauses.contracts.models import Commitment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories import make_contact, make_meeting
from tests.factories_compliance import make_file, make_priced, proposed, sent
from tests.provide import libreoffice


@pytest.fixture
def commitment(client: Client) -> Commitment:
    row = make_priced()
    contract = row.terms.lot.contract
    body = db.session.get_one(Organisation, contract.body_id)
    for organisation in (row.organisation, contract.buyer):
        make_meeting(body, organisation)
    make_contact(row.organisation)
    keep()
    client.as_role(Role.FACILITATOR, body)
    return row


def keep() -> None:
    with unaudited(db.session, "a test"):
        db.session.commit()


def only() -> PenaltyFile:
    db.session.expire_all()
    return db.session.scalars(select(PenaltyFile)).one()


def test_the_whole_way_by_the_pages(client: Client, commitment: Commitment) -> None:
    contract = commitment.terms.lot.contract
    told = {"triggers": ["missing_hours", "absence"], "reason": "Aucune heure", "absences": "12/10/2026"}
    for _ in range(2):
        client.post("penalties.create", told | {"form_key": "once"}, commitment_id=commitment.id)
    file = only()
    assert file.estimate == Decimal(833 * 60 + 500)
    page = client.get("penalties.show", file_id=file.id)
    assert "Ce qui serait dû si rien ne changeait" in page.text
    client.post("penalty_steps.draft", {"days": 15}, file_id=file.id)
    client.as_role(Role.BUYER_VALIDATOR, contract.buyer)
    client.post("penalty_steps.sent", {"sent_on": str(today())}, file_id=file.id)
    assert db.session.scalars(select(OutboxMessage.kind)).all() == ["Observations sur une pénalité"]
    client.as_role(Role.COMPANY_ADMIN, commitment.organisation)
    assert "Présenter des observations" in client.get("penalties.show", file_id=file.id).text
    client.post("penalty_steps.comment_on", {"text": "Personne ne nous a été proposé."}, file_id=file.id)
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, contract.body_id))
    client.post(
        "penalty_steps.suggest", {"decision": "remitted", "reason": "Aucun candidat proposé"}, file_id=file.id
    )
    client.as_role(Role.BUYER_VALIDATOR, contract.buyer)
    assert "Personne ne nous a été proposé." in client.get("penalties.show", file_id=file.id).text
    assert "1 décision de pénalité à prendre" in client.get("home.index").text.replace("\u00a0", " ")

    client.post("penalty_steps.rule", {"decision": "remitted", "reason": "Bonne foi"}, file_id=file.id)

    assert (only().state, only().amount, only().decision_reason) == (FileState.DECIDED, 0, "Bonne foi")
    assert "Remise totale" in client.get("penalties.show", file_id=file.id).text


def test_a_company_sees_its_file_once_the_buyer_has_written(client: Client, commitment: Commitment) -> None:
    file = make_file(commitment)
    keep()
    client.as_role(Role.DECLARANT, commitment.organisation)
    assert client.get("penalties.show", file_id=file.id).status == 404

    file.state, file.days, file.drafted_on = FileState.SENT, 15, today()
    file.sent_on, file.until = today(), today() + timedelta(days=15)
    keep()

    assert client.get("penalties.show", file_id=file.id).status == 200
    assert client.get("penalties.notice_file", file_id=file.id).status == 404


def test_only_the_buyers_validator_decides(client: Client, commitment: Commitment) -> None:
    file = proposed(commitment)
    keep()
    assert client.post("penalty_steps.rule", {"decision": "applied"}, file_id=file.id).status == 404
    client.as_role(Role.BUYER_READER, commitment.terms.lot.contract.buyer)
    assert client.post("penalty_steps.rule", {"decision": "applied"}, file_id=file.id).status == 404
    assert "Décider" not in client.get("penalties.show", file_id=file.id).text


def test_a_step_taken_on_an_old_page_shows_both_and_saves_nothing(
    client: Client, commitment: Commitment
) -> None:
    file = proposed(commitment)
    keep()
    client.as_role(Role.BUYER_VALIDATOR, commitment.terms.lot.contract.buyer)

    page = client.post(
        "penalty_steps.rule",
        {"decision": "reduced", "typed": "1 234", "reason": "Mon motif", "shown_version": "99"},
        file_id=file.id,
    )

    assert page.status == 409
    assert "À décider par l’acheteur" in page.text
    assert page.one("[name=typed]")["value"] == "1 234"
    assert only().decision is None


def test_a_clause_without_a_schedule_says_where_to_write_it(client: Client, commitment: Commitment) -> None:
    for term in list(commitment.terms.penalties):
        db.session.delete(term)
    keep()

    page = client.get("penalties.create", commitment_id=commitment.id)

    assert "n’a pas de barème" in page.text


def content(client: Client, endpoint: str, file: PenaltyFile) -> bytes:
    return client.ask("GET", client.url(endpoint, file_id=file.id)).get_data()


def draft(client: Client, commitment: Commitment) -> bytes:
    file = sent(commitment, faith=["Aucun candidat n’a été proposé à l’entreprise pour cette clause."])
    keep()
    return content(client, "penalties.notice_file", file)


def test_the_draft_notice_says_that_it_is_one_and_what_it_rests_on(
    client: Client, commitment: Commitment
) -> None:
    text = "\n".join(p.text for p in Document(BytesIO(draft(client, commitment))).paragraphs)

    for words in ("Projet d’invitation", "PROJET", "Aucun candidat n’a été proposé", "15 jours", "833 h"):
        assert words in text.replace("\u00a0", " "), words


@pytest.mark.libreoffice
def test_another_program_reads_both_drafts(client: Client, commitment: Commitment, tmp_path: Path) -> None:
    file = proposed(commitment, faith=["Aucun candidat n’a été proposé à l’entreprise pour cette clause."])
    keep()
    for endpoint in ("penalties.notice_file", "penalties.decision_file"):
        path = tmp_path / f"{endpoint}.docx"
        path.write_bytes(content(client, endpoint, file))
        told = ["--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "txt:Text"]
        run(
            [str(libreoffice()), *told, "--outdir", tmp_path, path],
            check=True,
            capture_output=True,
            timeout=120,
        )
        text = (tmp_path / f"{endpoint}.txt").read_text(encoding="utf-8-sig").replace("\u00a0", " ")
        assert "PROJET préparé par" in text
        assert "49\u202f980 €" in text
        assert "{{" not in text
