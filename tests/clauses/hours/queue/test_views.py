"""The queue shows what was sent, the oldest first."""

from facilitator.access import Role
from tests.clauses.hours.statements.test_views import body_of, sent
from tests.conftest import Client


def test_what_was_sent_waits_in_the_queue(client: Client) -> None:
    statement = sent()
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("queue.index")
    assert statement.organisation.name in page.text
    assert "100 h" in page.text
