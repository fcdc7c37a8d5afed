"""The facilitator reads what a company will receive, then sends it once."""

import pytest

from clauses.hours.declaring.inviting import views
from clauses.hours.ledger.models import Statement
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import revoke_link
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories import make_contact, make_meeting
from tests.factories_links import make_link

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def facilitator(client: Client, statement: Statement) -> Client:
    """Whoever follows the company."""
    body = db.session.get_one(Organisation, statement.body_id)
    make_meeting(body, statement.organisation)
    client.as_role(Role.FACILITATOR, body)
    return client


def test_the_message_is_read_before_it_is_sent_and_sent_once(
    facilitator: Client, statement: Statement
) -> None:
    make_contact(statement.organisation)
    at = {"organisation_id": statement.organisation_id}
    page = facilitator.get("inviting.preview", **at)
    assert "Heures d’octobre à déclarer avant le 10 novembre" in page.text.replace("\u00a0", " ")
    assert "[lien personnel]" in page.text
    key = {"form_key": str(page.one("input[name=form_key]")["value"])}
    for _ in range(2):
        sent = facilitator.follow(facilitator.post("inviting.send", key, **at))
        assert "Heures d’octobre 2026 à déclarer" in sent.text.replace("\u00a0", " ")
    assert db.session.query(OutboxMessage).count() == 1


def test_nobody_to_write_to_is_said_with_what_to_do(facilitator: Client, statement: Statement) -> None:
    page = facilitator.get("inviting.preview", organisation_id=statement.organisation_id)
    assert "Personne à prévenir" in page.text
    assert "Ajouter un contact" in page.text
    facilitator.post("inviting.send", organisation_id=statement.organisation_id)
    assert db.session.query(TaskLink).count() == 0


def test_without_any_sender_the_page_says_that_an_sms_will_wait(
    facilitator: Client, statement: Statement
) -> None:
    make_contact(statement.organisation, email="", phone="+33612345678")
    page = facilitator.get("inviting.preview", organisation_id=statement.organisation_id)
    assert "Aucun envoi de SMS n’est réglé" in page.text


def test_in_a_demonstration_the_page_of_the_company_opens(
    facilitator: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "is_demonstration", lambda: True)
    make_contact(statement.organisation)
    sent = facilitator.post("inviting.send", organisation_id=statement.organisation_id)
    page = facilitator.follow(sent)
    assert "Recevoir mon code" in page.text


def test_the_page_of_the_links_ends_one(facilitator: Client, statement: Statement) -> None:
    make_contact(statement.organisation)
    body = db.session.get_one(Organisation, statement.body_id)
    link, _ = make_link(body, statement.organisation)
    at = {"organisation_id": statement.organisation_id}
    assert "Ouvert" in facilitator.get("tasklinks_kept.index", **at).text
    assert "n’ouvrira plus rien" in facilitator.get("tasklinks_kept.cancel", link_id=link.id).text
    facilitator.post("tasklinks_kept.cancel", link_id=link.id)
    assert link.revoked_at is not None
    before = link.revoked_at
    revoke_link(link)
    assert link.revoked_at == before
