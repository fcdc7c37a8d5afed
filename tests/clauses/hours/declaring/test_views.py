"""A company declares its month, one question a page, by a link or with an account."""

from datetime import date

import pytest
import time_machine

from clauses.hours.ledger.models import Sending, Statement
from clauses.hours.ledger.queries import give_back, put_line, say_nothing, submit, touched, validate
from clauses.hours.ledger.rules import State
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories_hours import make_employment, make_participant, make_running, make_statement
from tests.page import Page

pytestmark = pytest.mark.usefixtures("in_november")


def ids(page: Page, name: str) -> list[str]:
    """The values of the ticked boxes of this name."""
    return [str(box["value"]) for box in page.select(f"input[name={name}][checked]")]


def test_the_list_says_what_is_to_be_done_and_when(company: Client, statement: Statement) -> None:
    page = company.get("declaring.index")
    assert "Octobre 2026" in page.text
    assert "À envoyer avant le 10 novembre 2026" in page.text
    assert [button.get_text().split("\u00a0:")[0] for button in page.select("section .button")] == [
        "Déclarer"
    ]
    assert "Déjà envoyé" in page.text


def test_from_the_question_to_the_receipt(company: Client, statement: Statement) -> None:
    at = {"statement_id": statement.id}
    people = company.follow(company.post("declaring.answer", {"answer": "hours"}, **at))
    ticked = ids(people, "worked")
    assert len(ticked) == 2
    hours = company.follow(company.post("declaring.people", {"worked": ticked}, **at))
    assert [box["value"] for box in hours.select(".stepper input")] == ["", ""]
    typed = {f"work_{ticked[0]}": "151,67", f"work_{ticked[1]}": "7h30"}
    check = company.follow(company.post("declaring.hours", typed, **at))
    assert "159 h 10" in check.text.replace("\u00a0", " ")
    key = str(check.one("input[name=form_key]")["value"])
    answer = company.post("sending.send_now", {"form_key": key}, **at)
    receipt = company.follow(answer)
    sending = db.session.query(Sending).order_by(Sending.id.desc()).first()
    assert sending is not None
    assert (sending.minutes, sending.author_name) == (9550, "Camille Essai")
    assert sending.number in receipt.text
    message = db.session.query(OutboxMessage).filter_by(kind="Accusé de réception").one()
    assert sending.number in message.text
    assert "Essai" not in message.text.replace("Camille Essai", "")
    assert statement.state is State.SUBMITTED
    assert company.post("sending.send_now", {"form_key": key}, **at).location == answer.location
    assert db.session.query(Sending).count() == 2


def test_no_hours_is_an_answer(company: Client, statement: Statement) -> None:
    at = {"statement_id": statement.id}
    check = company.follow(company.post("declaring.answer", {"answer": "none"}, **at))
    assert "Aucune heure" in check.text
    company.post("sending.send_now", {"form_key": "k"}, **at)
    assert (statement.state, statement.no_hours) == (State.SUBMITTED, True)


def employments(statement: Statement) -> list[Employment]:
    """Who worked in September."""
    before = db.session.query(Statement).filter_by(month=date(2026, 9, 1)).one()
    return [line.employment for line in before.lines]


def fill(statement: Statement, minutes: int = 600) -> Statement:
    """Everybody with these minutes."""
    for one in employments(statement):
        put_line(statement, one, MinutesKind.WORK, minutes)
    touched(statement)
    return statement


def test_a_returned_month_shows_the_returned_lines_alone(company: Client, statement: Statement) -> None:
    submit([fill(statement)], "Camille Essai")
    give_back(statement, "Heures à vérifier", [(statement.lines[1], "Bulletin différent")])
    page = company.follow(company.get("declaring.question", statement_id=statement.id))
    assert len(page.select(".stepper")) == 1
    assert "Bulletin différent" in page.text
    assert "Heures à vérifier" in page.text
    kept = statement.lines[0].employment_id
    mended = statement.lines[1].employment_id
    typed = {f"work_{mended}": "5", f"work_{kept}": "1"}
    company.post("declaring.hours", typed, statement_id=statement.id)
    assert [line.minutes for line in statement.lines] == [600, 300]


def test_plus_and_minus_work_without_javascript_and_save(company: Client, statement: Statement) -> None:
    one, other = (each.id for each in employments(statement))
    at = {"statement_id": statement.id}
    company.post("declaring.people", {"worked": [one, other]}, **at)
    answer = company.post("declaring.hours", {f"work_{one}": "7", "step": f"{one}:30"}, **at)
    assert answer.location.endswith(f"#personne-{one}")
    assert [(line.employment_id, line.minutes) for line in statement.lines] == [(one, 450)]
    company.post("declaring.hours", {f"work_{one}": "0h10", "step": f"{one}:-30"}, **at)
    assert statement.lines == []


def test_what_cannot_be_read_is_said_and_kept(company: Client, statement: Statement) -> None:
    one = employments(statement)[0].id
    page = company.post("declaring.hours", {f"work_{one}": "beaucoup"}, statement_id=statement.id)
    assert "beaucoup" in str(page.one(f"#work_{one}")["value"])
    assert page.errors


def test_two_people_who_type_at_once_see_both_figures(company: Client, statement: Statement) -> None:
    fill(statement, 600)
    one = employments(statement)[0].id
    page = company.post(
        "declaring.hours", {f"work_{one}": "5", f"was_work_{one}": "120"}, statement_id=statement.id
    )
    assert "10 h" in page.errors.replace("\u00a0", " ")
    assert str(page.one(f"#work_{one}")["value"]) == "5"
    assert statement.lines[0].minutes == 600


def test_a_sent_month_is_shown_and_may_be_taken_back_until_it_is_validated(
    company: Client, statement: Statement
) -> None:
    submit([fill(statement)], "Camille Essai")
    at = {"statement_id": statement.id}
    page = company.follow(company.get("declaring.hours", **at))
    assert "Reprendre pour modifier" in page.text
    company.post("sending.take_back", {"shown": str(page.one("input[name=shown]")["value"])}, **at)
    assert statement.state is State.DRAFT
    submit([statement], "Camille Essai")
    validate(statement)
    company.post("sending.take_back", **at)
    assert statement.state is State.VALIDATED
    assert "Reprendre" not in company.get("sending.show", **at).text


def test_the_contracts_of_a_month_go_together(company: Client, statement: Statement) -> None:
    fill(statement)
    contract = statement.commitment.terms.lot.contract
    body = db.session.get_one(Organisation, contract.body_id)
    second = make_statement(make_running(body, organisation=statement.organisation))
    say_nothing(second)
    page = company.get("sending.check", statement_id=statement.id)
    assert ids(page, "beside") == [str(second.id)]
    company.post("sending.send_now", {"beside": str(second.id)}, statement_id=statement.id)
    assert (statement.sending_id, second.state) == (second.sending_id, State.SUBMITTED)


def test_a_link_opens_its_company_its_body_and_its_months_alone(
    company: Client, statement: Statement
) -> None:
    august = make_statement(statement.commitment, date(2026, 8, 1))
    other_body = make_statement(make_running(organisation=statement.organisation))
    other_company = make_statement(make_running(db.session.get_one(Organisation, statement.body_id)))
    for theirs in (august, other_body, other_company):
        for endpoint in ("declaring.question", "declaring.hours", "sending.check", "sending.show"):
            assert company.get(endpoint, statement_id=theirs.id).status == 404
    assert company.get("declaring.question", statement_id=statement.id).status == 200


def test_a_declarant_with_an_account_sees_every_month_and_body(client: Client, statement: Statement) -> None:
    make_statement(make_running(organisation=statement.organisation), date(2026, 8, 1))
    client.as_role(Role.DECLARANT, statement.organisation)
    page = client.get("declaring.index")
    assert "Août 2026" in page.text
    assert "Octobre 2026" in page.text


def test_somebody_whose_period_has_ended_is_shown_greyed_with_the_reason(
    company: Client, statement: Statement
) -> None:
    gone = employments(statement)[0]
    gone.ends_on = date(2026, 9, 20)
    page = company.get("declaring.people", statement_id=statement.id)
    assert ids(page, "worked") == [str(employments(statement)[1].id)]
    assert "Son contrat a pris fin le 20/09/2026." in page.text
    answer = company.post("declaring.people", {"worked": gone.id}, statement_id=statement.id)
    assert answer.errors


def test_somebody_not_yet_eligible_blocks_with_a_way_out(company: Client, statement: Statement) -> None:
    person = make_participant(body_id=statement.body_id)
    stranger = make_employment(statement.commitment, person)
    put_line(statement, stranger, MinutesKind.WORK, 60)
    touched(statement)
    page = company.get("sending.check", statement_id=statement.id)
    assert "éligibilité n’est pas encore validée" in page.errors
    assert "J’atteste" not in page.text
    answer = company.post("sending.send_now", {}, statement_id=statement.id)
    assert (answer.status, statement.state) == (200, State.DRAFT)


def test_why_somebody_is_eligible_is_never_said(company: Client, statement: Statement) -> None:
    page = company.get("declaring.people", statement_id=statement.id)
    assert "Éligible jusqu’au 1er mars 2028" in page.text.replace("\u00a0", " ")
    assert "ritère" not in page.text


def test_no_hours_may_be_taken_back(company: Client, statement: Statement) -> None:
    at = {"statement_id": statement.id}
    company.post("declaring.answer", {"answer": "none"}, **at)
    company.post("declaring.answer", {"answer": "hours"}, **at)
    assert (statement.no_hours, statement.state) == (False, State.EXPECTED)


def test_what_was_typed_outlives_the_session(company: Client, statement: Statement) -> None:
    one = employments(statement)[0].id
    with time_machine.travel("2026-11-03 14:00+01:00"):
        page = company.post("declaring.hours", {f"work_{one}": "151,67"}, statement_id=statement.id)
    assert page.status == 400
    assert str(page.one(f"input[name=work_{one}]")["value"]) == "151,67"


def test_what_is_closed_is_nobodys_task(company: Client, statement: Statement) -> None:
    statement.commitment.terms.lot.contract.archived_on = date(2026, 11, 1)
    assert "Rien à déclarer aujourd’hui" in company.get("declaring.index").text
