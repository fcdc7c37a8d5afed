"""The pages: the report is made, commented, endorsed; anybody verifies a certificate, nobody guesses one."""

from io import BytesIO

import pytest
from sqlalchemy import select

from clauses.compliance.closing.certificates.models import FulfilmentCertificate
from clauses.compliance.closing.certificates.public_views import MISSES
from clauses.compliance.closing.certificates.rules import TRIES
from clauses.compliance.closing.models import FinalReport
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db, unaudited
from facilitator.guard import PUBLIC_AT_MOST
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories import make_contact, make_meeting
from tests.factories_closing import make_attestation, make_ending


@pytest.fixture
def contract(client: Client) -> Contract:
    row = make_ending()
    body = db.session.get_one(Organisation, row.body_id)
    company = row.commitments[0].organisation
    make_meeting(body, company)
    make_contact(company)
    with unaudited(db.session, "a test"):
        db.session.commit()
    client.as_role(Role.HEAD, body)
    return row


def test_from_the_report_to_the_certificate_and_back(client: Client, contract: Contract) -> None:
    body = db.session.get_one(Organisation, contract.body_id)
    company, buyer = contract.commitments[0].organisation, contract.buyer
    sent = {"learned": "Recruter plus tôt.", "form_key": "once"}
    for _ in range(2):
        client.post("reports.prepare", sent, contract_id=contract.id)
    report = db.session.scalars(select(FinalReport)).one()
    assert db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "Bilan final")).one()

    client.as_role(Role.DECLARANT, company)
    assert "Donner notre avis" in client.get("reports.show", report_id=report.id).text
    said = {"opinion": "objects", "text": "Deux départs.", "form_key": "said"}
    client.post("reports.say", said, report_id=report.id)
    client.as_role(Role.FACILITATOR, body)
    client.post("stages.move", {}, contract_id=contract.id, value="buyer_visa")
    client.as_role(Role.BUYER_VALIDATOR, buyer)
    assert "Deux départs." in client.get("reports.show", report_id=report.id).text
    client.post("stages.move", {}, contract_id=contract.id, value="closed")
    db.session.expire_all()
    assert contract.stage is Stage.CLOSED

    client.as_role(Role.HEAD, body)
    client.post("certificates.deliver", {"form_key": "one"}, contract_id=contract.id)
    first = db.session.scalars(select(FulfilmentCertificate)).one()
    assert "Cette attestation est valide." in client.get("verification.show", number=first.number).text
    client.post("stages.move", {"reason": "une erreur"}, contract_id=contract.id, value="buyer_visa")
    assert "annulée" in client.get("verification.show", number=first.number).text
    client.post("stages.move", {}, contract_id=contract.id, value="closed")
    client.post("certificates.deliver", {"form_key": "two"}, contract_id=contract.id)
    assert "une plus récente la remplace" in client.get("verification.show", number=first.number).text


def test_the_page_knows_the_very_bytes_of_a_file(client: Client) -> None:
    with unaudited(db.session, "a test"):
        certificate = make_attestation()
        db.session.commit()
    MISSES.seen.clear()

    same = client.post("verification.verify", {"paper": (BytesIO(certificate.content), "a.pdf")})
    other = client.post("verification.verify", {"paper": (BytesIO(certificate.content + b" "), "a.pdf")})
    typed = client.post("verification.verify", {"number": certificate.number.lower().replace("-", " ")})

    assert certificate.number in (same.location or "")
    assert certificate.number in (typed.location or "")
    assert other.status == 422


def test_whoever_tries_numbers_waits(client: Client) -> None:
    MISSES.seen.clear()
    for _ in range(TRIES):
        client.post("verification.verify", {"number": "AT-2026-AAAA-AAAA-AAAA"})
    refused = client.ask("POST", client.url("verification.verify"), data={"csrf_token": client.token()})
    MISSES.seen.clear()

    assert refused.status_code == 429


def test_a_file_too_heavy_to_be_a_certificate_is_not_read(client: Client) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="paper"; filename="a.pdf"\r\n\r\n'
    refused = client.ask(
        "POST",
        client.url("verification.verify"),
        data=head + b"0" * PUBLIC_AT_MOST + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )

    assert refused.status_code == 413
    assert "au plus 2\u00a0Mo" in refused.text
