"""The list of statements and its files."""

from facilitator.access import Role
from tests.clauses.hours.statements.test_views import body_of, sent
from tests.conftest import Client


def test_the_file_holds_what_the_screen_shows(client: Client) -> None:
    first, other = sent(6000), sent(60)
    client.as_role(Role.FACILITATOR, body_of(first))
    page = client.get("statements.index", etat="submitted")
    assert first.organisation.name in page.text
    assert other.organisation.name not in page.text
    file = client.get("statements.index_file", ending="csv", etat="submitted").html
    assert first.organisation.name in file
    assert "100,00" in file
    assert "validated" not in file
    assert client.get("statements.index", etat="validated").text.count("Aucun résultat") == 1


def test_the_lines_name_people_to_the_body_alone(client: Client) -> None:
    statement = sent(6000)
    name = statement.lines[0].participant.family_name
    client.as_role(Role.FACILITATOR, body_of(statement))
    assert name in client.get("statements.lines_file", ending="csv").html
    client.as_role(Role.DECLARANT, statement.organisation)
    assert client.get("statements.lines_file", ending="csv").status == 404
    assert name not in client.get("statements.index_file", ending="csv").html
    assert "à faire" not in client.get("statements.index", a_faire="late").h1
