"""A link that has expired is sent again to the same contact; the page of the links ends one."""

import pytest

from clauses.hours.declaring.inviting.queries import renew
from clauses.hours.ledger.models import Statement
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.tasklinks.queries import revoke_link
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import make_contact, make_meeting
from tests.factories_links import make_link

pytestmark = pytest.mark.usefixtures("in_november")


def test_an_expired_link_is_sent_again_to_the_same_contact_once_a_day(statement: Statement) -> None:
    make_contact(statement.organisation)
    link, _ = make_link(db.session.get_one(Organisation, statement.body_id), statement.organisation)
    link.expires_at = now()
    renew(link.id)
    renew(link.id)
    keep()
    assert [message.to for message in db.session.query(OutboxMessage)] == ["camille@essai.example"]


def test_the_page_of_the_links_ends_one(client: Client, statement: Statement) -> None:
    body = db.session.get_one(Organisation, statement.body_id)
    make_meeting(body, statement.organisation)
    client.as_role(Role.FACILITATOR, body)
    make_contact(statement.organisation)
    link, _ = make_link(body, statement.organisation)
    at = {"organisation_id": statement.organisation_id}
    assert "Ouvert" in client.get("tasklinks_kept.index", **at).text
    assert "n’ouvrira plus rien" in client.get("tasklinks_kept.cancel", link_id=link.id).text
    client.post("tasklinks_kept.cancel", link_id=link.id)
    assert link.revoked_at is not None
    before = link.revoked_at
    revoke_link(link)
    assert link.revoked_at == before
