"""The facilitator's acts on a statement: sent for the company, corrected, let pass by a derogation."""

from typing import Any

import pytest

from clauses.hours.checks.derogation_queries import standing_on
from clauses.hours.checks.rules import Code
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched, validate
from clauses.hours.ledger.rules import State
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from tests.clauses.hours.statements.test_views import body_of, sent
from tests.conftest import Client, keep
from tests.factories_hours import make_employment, make_participant, make_statement

WORK = MinutesKind.WORK


def form_of(client: Client, endpoint: str, **args: Any) -> dict[str, str]:
    """The hidden fields of a page's form."""
    page = client.get(endpoint, **args)
    held = {str(tag["name"]): str(tag.get("value", "")) for tag in page.select("main input[type=hidden]")}
    return {name: value for name, value in held.items() if name != "csrf_token"}


def test_a_month_is_sent_on_the_companys_behalf_with_who_said_so(client: Client) -> None:
    statement = make_statement()
    put_line(statement, make_employment(statement.commitment, weekly_minutes=300), WORK, 6000)
    touched(statement)
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    held = form_of(client, "statements.send_for", statement_id=statement.id)
    refused = client.post("statements.send_for", held | {"author_name": ""}, statement_id=statement.id)
    assert "qui a donné ces heures" in refused.errors
    said = held | {"author_name": "Mme Roux, par téléphone"}
    page = client.follow(client.post("statements.send_for", said, statement_id=statement.id))
    assert "Mme Roux" in page.text
    assert statement.state is State.SUBMITTED


def test_nothing_said_is_sent_as_no_hours(client: Client) -> None:
    statement = make_statement()
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    held = form_of(client, "statements.send_for", statement_id=statement.id)
    client.post("statements.send_for", held | {"author_name": "Mme Roux"}, statement_id=statement.id)
    assert (statement.state, statement.no_hours) == (State.SUBMITTED, True)


def test_a_month_of_nobody_says_whom_to_add_before_it_is_corrected(client: Client) -> None:
    statement = make_statement(state=State.VALIDATED, no_hours=True)
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("statements.amend", statement_id=statement.id)
    assert client.fetch(str(page.one(".empty a")["href"])).h1 == "Affecter quelqu’un"


@pytest.mark.parametrize(("typed", "left"), [("−1 h 30", 5910), ("7,5", 6450)])
def test_a_validated_month_is_corrected_after_its_effect_was_shown(
    typed: str, left: int, client: Client
) -> None:
    statement = sent()
    validate(statement)
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    held = form_of(client, "statements.amend", statement_id=statement.id)
    line = statement.lines[0]
    said = held | {"who": f"{line.employment_id}:work", "hours": typed, "reason": "Bulletin rectifié"}
    shown = client.post("statements.amend", said, statement_id=statement.id)
    assert shown.h1 == "Enregistrer cette correction ?"
    assert statement.counted_minutes == 6000
    final = {str(tag["name"]): str(tag["value"]) for tag in shown.select("main input[type=hidden]")}
    del final["csrf_token"]
    for _ in range(2):
        client.post("statements.amend", final, statement_id=statement.id)
    assert statement.counted_minutes == left
    assert len(statement.lines) == 2


def test_taking_away_too_much_is_refused(client: Client) -> None:
    statement = sent()
    validate(statement)
    keep()
    client.as_role(Role.FACILITATOR, body_of(statement))
    held = form_of(client, "statements.amend", statement_id=statement.id)
    said = held | {"who": f"{statement.lines[0].employment_id}:work", "hours": "-101", "reason": "Erreur"}
    page = client.post("statements.amend", said | {"confirmed": "oui"}, statement_id=statement.id)
    assert "plus d’heures" in page.errors


def blocked() -> Statement:
    """A draft with somebody whose eligibility is not validated."""
    statement = make_statement()
    stranger = make_participant(body_id=statement.body_id)
    put_line(statement, make_employment(statement.commitment, stranger), WORK, 6000)
    touched(statement)
    keep()
    return statement


def test_a_derogation_is_granted_with_its_reason_and_taken_back(client: Client) -> None:
    statement = blocked()
    employment_id = statement.lines[0].employment_id
    client.as_role(Role.FACILITATOR, body_of(statement))
    page = client.get("statements.show", statement_id=statement.id)
    assert "Accorder une dérogation" in page.text
    where = {"statement_id": statement.id, "employment_id": employment_id, "code": Code.NOT_ELIGIBLE.value}
    held = form_of(client, "statements.derogate", **where)
    page = client.follow(client.post("statements.derogate", held | {"reason": "Accord oral"}, **where))
    assert "Accord oral" in page.text
    assert "Accorder une dérogation" not in page.text
    (given,) = standing_on(statement)
    client.post("statements.end_derogation", {}, statement_id=statement.id, derogation_id=given.id)
    assert standing_on(statement) == []
