"""The journal: a head reads her body's, the platform's administrator everybody's."""

from facilitator.access import Role
from tests.conftest import Client
from tests.factories import make_body


def invite(client: Client, email: str) -> None:
    head = client.as_role(Role.HEAD, make_body())
    data = {"email": email, "role": "facilitator"}
    client.post("members.offer", data, organisation_id=head.organisation_id)


def lines(client: Client, **filters: str) -> int:
    return len(client.get("journal.index", **filters).select("tbody tr"))


def test_a_head_reads_what_her_body_did_and_nothing_else(client: Client) -> None:
    invite(client, "a@essai.example")
    invite(client, "b@essai.example")

    page = client.get("journal.index")

    assert len(page.select("tbody tr")) == 1
    assert "Invitation envoyée" in page.text
    assert "a@essai.example" not in page.text


def test_the_platform_reads_everything(client: Client) -> None:
    invite(client, "a@essai.example")
    invite(client, "b@essai.example")
    client.as_role(Role.PLATFORM_ADMIN)

    assert lines(client) == 2


def test_the_journal_is_filtered(client: Client) -> None:
    invite(client, "a@essai.example")

    assert lines(client, acte="invitation.sent", depuis="2020-01-01") == 1
    assert lines(client, jusqu="2020-01-01") == 0
    assert lines(client, acte="unknown.act") == 1


def test_a_facilitator_does_not_read_the_journal(client: Client) -> None:
    client.as_role(Role.FACILITATOR)

    assert client.get("journal.index").status == 404


def test_the_journal_is_exported_with_its_seals_and_no_name_but_the_authors(client: Client) -> None:
    invite(client, "a@essai.example")

    answer = client.ask("GET", client.url("journal.index_file", ending="csv"))
    lines = answer.get_data(as_text=True).splitlines()

    assert len(lines) == 2
    assert "Invitation envoyée" in lines[1]
    assert "a@essai.example" not in lines[1]
