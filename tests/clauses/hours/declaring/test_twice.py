"""Pressed twice, or by many at once, a sending acts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from clauses.hours.ledger.models import Sending, Statement
from clauses.hours.ledger.rules import State
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.clauses.hours.declaring.test_views import fill
from tests.conftest import Client, keep

pytestmark = pytest.mark.usefixtures("in_november")
RECEIPT = "Accusé de réception"


def copies(company: Client, count: int) -> list[Client]:
    """The same browser, as many times."""
    cookie = company.web.get_cookie("facilitator")
    assert cookie is not None
    made = [Client(company.app, company.app.test_client()) for _ in range(count)]
    for one in made:
        one.web.set_cookie("facilitator", cookie.value)
    return made


def test_eight_presses_at_once_make_one_sending(company: Client, statement: Statement) -> None:
    fill(statement)
    url = company.url("sending.send_now", statement_id=statement.id)
    data = {"csrf_token": company.token(), "form_key": "the same"}
    keep()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: one.web.post(url, data=data), copies(company, 8)))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert db.session.query(Sending).filter(Sending.minutes == 1200).count() == 1
    assert db.session.query(OutboxMessage).filter_by(kind=RECEIPT).count() == 1


@pytest.mark.each_engine
def test_eight_sendings_at_once_of_one_month_make_one_and_the_others_are_told(
    company: Client, statement: Statement
) -> None:
    fill(statement)
    url, token = company.url("sending.send_now", statement_id=statement.id), company.token()
    keep()

    def press(one: Client, key: str) -> str:
        answer = one.web.post(url, data={"csrf_token": token, "form_key": key})
        assert answer.status_code == 302
        return str(answer.headers["Location"])

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(press, copies(company, 8), "abcdefgh"))
    assert sum("/recus/" in one for one in told) == 1
    assert sum(one.endswith("/envoye") for one in told) == 7
    assert db.session.query(Sending).filter(Sending.minutes == 1200).count() == 1
    assert db.session.query(OutboxMessage).filter_by(kind=RECEIPT).count() == 1


def test_the_same_key_with_other_answers_is_refused(company: Client, statement: Statement) -> None:
    fill(statement)
    at = {"statement_id": statement.id}
    company.post("sending.send_now", {"form_key": "k"}, **at)
    again = company.post("sending.send_now", {"form_key": "k", "beside": "12"}, **at)
    assert (again.status, "autres réponses" in again.text) == (422, True)


def test_sent_and_pressed_again_without_key_shows_what_was_sent(
    company: Client, statement: Statement
) -> None:
    fill(statement)
    at = {"statement_id": statement.id}
    company.post("sending.send_now", {"form_key": "k"}, **at)
    assert company.post("sending.send_now", {}, **at).location.endswith("/envoye")
    assert company.post("declaring.answer", {"answer": "none"}, **at).location.endswith("/envoye")
    assert (statement.state, statement.no_hours) == (State.SUBMITTED, False)
