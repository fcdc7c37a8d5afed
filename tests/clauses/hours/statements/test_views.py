"""The page of a statement: read, validated once, returned with a message that names nobody."""

from datetime import date

from sqlalchemy import select

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched
from clauses.hours.ledger.rules import State
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.demonstration.queries import being, by_link
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import make_contact
from tests.factories_hours import make_employment, make_statement

WORK = MinutesKind.WORK


def sent(minutes: int = 6000) -> Statement:
    """A statement sent by a company with a contact."""
    statement = make_statement()
    make_contact(statement.organisation)
    put_line(statement, make_employment(statement.commitment), WORK, minutes)
    touched(statement)
    submit([statement], "Camille Essai")
    keep()
    return statement


def body_of(statement: Statement) -> Organisation:
    return db.session.get_one(Organisation, statement.body_id)


def test_validating_counts_the_hours_once(client: Client) -> None:
    statement = sent()
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("statements.show", statement_id=statement.id)
    assert page.h1 == "Relevé d’octobre 2026"
    held = {
        tag["name"]: tag["value"] for tag in page.select(".heading-acts input") if tag["name"] != "csrf_token"
    }
    for _ in range(2):
        assert client.post("statements.approve", held, statement_id=statement.id).status == 302
    db.session.expire_all()
    assert (statement.state, statement.counted_minutes) == (State.VALIDATED, 6000)


def test_what_changed_since_it_was_read_is_not_validated(client: Client) -> None:
    statement = sent()
    client.as_role(Role.FACILITATOR, body_of(statement))
    stale = {"shown": str(statement.version - 1), "form_key": "k"}
    page = client.post("statements.approve", stale, statement_id=statement.id)
    assert (page.status, "a changé entre-temps" in page.text) == (409, True)
    db.session.expire_all()
    assert statement.state is State.SUBMITTED


def test_a_return_tells_the_company_and_names_nobody(client: Client) -> None:
    statement = sent()
    line = statement.lines[0]
    name = line.participant.family_name
    client.as_role(Role.FACILITATOR, body_of(statement))
    empty = {"shown": str(statement.version), "form_key": "k1", "standard": ""}
    assert "motif" in client.post("statements.send_back", empty, statement_id=statement.id).errors
    told = {**empty, "form_key": "k2", "standard": "difference", "lines": str(line.id)}
    page = client.follow(client.post("statements.send_back", told, statement_id=statement.id))
    assert "Camille Essai" in page.text
    message = db.session.scalars(select(OutboxMessage)).one()
    assert "bulletin de paie" in message.text
    assert name not in message.text + message.subject
    db.session.expire_all()
    assert statement.state is State.RETURNED


def test_a_company_reads_its_own_words(client: Client) -> None:
    statement = sent()
    client.as_role(Role.DECLARANT, statement.organisation)
    page = client.get("statements.show", statement_id=statement.id)
    assert "Envoyé" in page.text
    assert "Valider" not in page.text


def test_the_history_names_the_company_that_came_by_a_link(client: Client) -> None:
    statement = make_statement()
    make_contact(statement.organisation)
    put_line(statement, make_employment(statement.commitment), WORK, 6000)
    touched(statement)
    with being(by_link(statement.organisation, "Camille Essai")):
        submit([statement], "Camille Essai")
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("statements.show", statement_id=statement.id)

    assert f"{statement.organisation.name}, par lien" in page.one(".history").text


def test_hours_are_not_said_to_count_before_they_are_validated(client: Client) -> None:
    statement = sent()
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("statements.show", statement_id=statement.id)
    assert "Sera compté à la validation" in page.text
    assert "0\u00a0h" not in page.text.replace("100\u00a0h", "")

    waiting = make_statement()
    client.as_role(Role.FACILITATOR, body_of(waiting))
    assert "Compte pour" not in client.get("statements.show", statement_id=waiting.id).one(".summary").text
    row = client.get("statements.index").one("tbody tr")
    assert [cell.text for cell in row.select(".numeric")] == ["—", "—"]


def test_a_person_is_named_once_on_her_line(client: Client) -> None:
    statement = make_statement()
    work = make_employment(statement.commitment, ends_on=date(2026, 10, 20))
    put_line(statement, work, WORK, 600)
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    line = client.get("statements.show", statement_id=statement.id).one("tbody tr")

    assert "Son contrat de travail se termine" in line.text
    assert line.text.count(work.participant.name) == 1


def test_a_month_without_anybody_says_whom_to_add(client: Client) -> None:
    statement = make_statement()
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("statements.show", statement_id=statement.id)
    assert client.fetch(page.one(".empty a")["href"]).h1 == "Affecter quelqu’un"

    client.as_role(Role.DECLARANT, statement.organisation)
    page = client.get("statements.show", statement_id=statement.id)
    assert page.one(".empty a")["href"].endswith("/arrivee")
