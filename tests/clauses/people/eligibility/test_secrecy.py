"""No company, buyer nor partner ever reads a criterion; nor does the journal, a mail, a log, the search."""

import io
import logging
import re
import zipfile
from datetime import date
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.people.documents.queries import receive
from clauses.people.documents.rules import DocumentKind
from clauses.people.eligibility.criteria.proofs_rules import PROOFS
from clauses.people.eligibility.criteria.rules import EVERY
from clauses.people.eligibility.deciding_queries import certify, refuse, revoke
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.clauses.people.documents.samples import stream
from tests.clauses.people.eligibility.factories import make_decided, make_draft, make_request
from tests.conftest import Client
from tests.factories import make_contact, make_membership
from tests.factories_hours import make_employment, make_participant, make_running, make_statement
from tests.matrix import gathered, no_arguments

WORDS = [word for one in EVERY for word in (one.key, one.label)]
WORDS += [word for one in PROOFS.values() for word in (one.key, one.label)]
KEYS_ELSEWHERE = re.compile(r"[a-z]+|employment_office|qpv_resident|disabled_worker|geiq_pathway")
"""Keys that pages hold for other reasons (markup, a clause's categories): their labels stand for them."""
SECRETS = sorted(word for word in WORDS if not KEYS_ELSEWHERE.fullmatch(word))
MOTIVES = ("Motif-secret-arret", "Motif-secret-refus", "Avis-secret")
PAGES, FEW = 70, 8
LINK = re.compile(r'<a\b[^>]*?\bhref="(/(?!static)[^"#]*)')
OUTSIDE = [Role.DECLARANT, Role.COMPANY_ADMIN, Role.BUYER_READER, Role.BUYER_VALIDATOR, Role.PARTNER]


def text_of(body: bytes) -> str:
    """What an answer says; workbooks are opened."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace")


@pytest.fixture
def site(app: Flask, client: Client) -> dict[Role, int]:
    """A running contract whose two people are eligible under every criterion; who looks at it."""
    commitment = make_running()
    contract = commitment.terms.lot.contract
    make_contact(commitment.organisation)
    for index in range(2):
        person = make_participant(body_id=contract.body_id, family_name=f"Visible{index}")
        make_decided(person, *(one.key for one in EVERY), reason=MOTIVES[2])
        make_employment(commitment, person)
        make_request(person, commitment.organisation)
    receive(stream(), DocumentKind.ELIGIBILITY, contract.body_id, organisation_id=commitment.organisation_id,
            participant_id=person.id)  # fmt: skip
    make_statement(commitment)
    return {
        **dict.fromkeys(OUTSIDE[:2], commitment.organisation_id),
        **dict.fromkeys(OUTSIDE[2:4], contract.buyer_id),
        Role.PARTNER: commitment.organisation_id,
    }


@pytest.mark.parametrize("role", OUTSIDE, ids=str)
def test_no_page_outside_the_body_says_why(client: Client, site: dict[Role, int], role: Role) -> None:
    client.as_role(role, db.session.get_one(Organisation, site[role]))
    lines = [one for one in gathered() if one.args is no_arguments and one.roles and role in one.roles]
    views = client.app.url_map.bind("")
    waiting = [client.url(one.endpoint) for one in lines if views.test(client.url(one.endpoint), "GET")]
    seen: set[str] = set()
    leaks: list[str] = []
    while waiting and len(seen) < PAGES:
        url = waiting.pop(0)
        if url in seen or "/deconnexion" in url:
            continue
        seen.add(url)
        answer = client.ask("GET", url)
        told = text_of(answer.get_data())
        leaks += [f"{url}: {word}" for word in (*SECRETS, *MOTIVES) if word in told]
        waiting += map(unescape, LINK.findall(told))
    assert len(seen) > FEW
    assert not leaks, "\n".join(leaks)


def test_the_journal_the_mails_and_the_logs_say_nothing_of_why(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    commitment = make_running()
    body_id = commitment.terms.lot.contract.body_id
    person = make_participant(body_id=body_id)
    make_contact(commitment.organisation)
    make_employment(commitment, person)
    make_request(person, commitment.organisation)
    membership = make_membership(Role.FACILITATOR, db.session.get_one(type(commitment.organisation), body_id))
    asker = Asker(
        membership.user_id, membership.id, Role.FACILITATOR, body_id, "Camille", "Maison de l’emploi"
    )
    seen = {
        "criterion": "disabled_worker",
        "proof": "disability",
        "dated_on": None,
        "valid_until": "2090-01-31",
    }
    certificate = certify(asker, make_draft(person, hired_on=today(), seen=[seen]))
    revoke(asker, certificate, date.fromordinal(today().toordinal() + 1), MOTIVES[0])
    other = make_participant(body_id=body_id)
    make_request(other, commitment.organisation)
    refuse(asker, other, MOTIVES[1])
    db.session.commit()
    told = " ".join(str(event.details) for event in db.session.scalars(select(AuditEvent)))
    told += " ".join(mail.text + mail.subject for mail in db.session.scalars(select(OutboxMessage)))
    told += " ".join(
        record.getMessage() for record in caplog.records if record.name.startswith("facilitator")
    )
    assert "est éligible jusqu’au" in told
    assert "n’est pas éligible" in told
    for word in (*SECRETS, *MOTIVES, "disabled_worker", "handicap"):
        assert word not in told, word


def test_the_search_finds_nobody_by_a_criterion(client: Client, site: dict[Role, int]) -> None:
    client.as_role(Role.FACILITATOR)
    for word in ("handicapé", "RSA", "QPV"):
        assert "Visible" not in text_of(client.ask("GET", f"{client.url('home.search')}?q={word}").get_data())
