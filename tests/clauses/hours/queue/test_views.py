"""The queue: what agrees is ticked, many are validated at once, none is lost."""

from datetime import date

import pytest
from sqlalchemy import event

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, recall, submit, touched, validate
from clauses.hours.ledger.rules import State
from clauses.hours.queue import queries
from clauses.hours.queue.models import ValidatedTogether
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.clauses.hours.statements.test_views import body_of, sent
from tests.conftest import Client, keep
from tests.factories_hours import make_employment, make_running, make_statement

WORK = MinutesKind.WORK


def two_months(body: Organisation) -> Statement:
    """September validated, October sent with the same person and hours."""
    commitment = make_running(body)
    employment = make_employment(commitment)
    months = [make_statement(commitment, date(2026, month, 1)) for month in (9, 10)]
    for statement in months:
        put_line(statement, employment, WORK, 6000)
        touched(statement)
        submit([statement], "Camille Essai")
    validate(months[0])
    keep()
    return months[1]


def test_what_agrees_is_ticked_and_a_first_month_is_not(client: Client) -> None:
    first = sent()
    same = two_months(body_of(first))
    client.as_role(Role.FACILITATOR, body_of(first))
    page = client.get("queue.index")
    ticked = {str(box["value"]).split(":")[0] for box in page.select("input[name=choix][checked]")}
    assert ticked == {str(same.id)}
    assert "Premier relevé" in page.text
    assert "Mêmes personnes" in page.text


def test_many_are_validated_at_once_and_none_is_lost(client: Client) -> None:
    good, moved = sent(), None
    moved = two_months(body_of(good))
    client.as_role(Role.FACILITATOR, body_of(good))
    keys = [str(box["value"]) for box in client.get("queue.index").select("input[name=choix]")]
    preview = client.get("queue.preview", choix=keys)
    assert preview.h1 == "Valider 2 relevés"
    assert "200 h" in preview.text
    form_key = str(preview.one("[name=form_key]")["value"])
    recall(moved)
    submit([moved], "Camille Essai")
    sent_form = {"form_key": form_key, "choix": keys}
    answers = [client.post("queue.validate_many", sent_form) for _ in range(2)]
    assert answers[0].location == answers[1].location
    page = client.follow(answers[0])
    assert page.h1 == "1 relevé validé"
    assert "a changé depuis" in page.text
    assert db.session.query(ValidatedTogether).one().keys == keys
    assert (good.state, moved.state) == (State.VALIDATED, State.SUBMITTED)


def test_another_bodys_statement_is_not_validated(client: Client) -> None:
    own, foreign = sent(), sent()
    client.as_role(Role.HEAD, body_of(own))
    data = {"form_key": "k", "choix": f"{foreign.id}:{foreign.version}"}
    client.follow(client.post("queue.validate_many", data))
    assert foreign.state is State.SUBMITTED


def test_the_page_takes_as_many_selects_for_one_as_for_many(client: Client) -> None:
    first = sent()
    client.as_role(Role.FACILITATOR, body_of(first))
    client.get("queue.index")
    few = selects_of(client)
    for _ in range(5):
        two_months(body_of(first))
    assert selects_of(client) == few == 14


def test_all_that_agrees_is_ticked_whatever_the_page(client: Client) -> None:
    first = sent()
    same = [two_months(body_of(first)) for _ in range(60)]
    client.as_role(Role.FACILITATOR, body_of(first))
    page = client.get("queue.index")
    assert len(page.select("input[name=choix]")) == 50
    assert [one.get_text() for one in page.select(".acts a")] == ["Tout cocher, toutes pages"]
    few = selects_of(client, "queue.every_agreeing")
    preview = client.get("queue.every_agreeing")
    keys = [str(box["value"]) for box in preview.select("input[name=choix][checked]")]
    assert {int(key.partition(":")[0]) for key in keys} == {one.id for one in same}
    assert preview.h1 == "Valider 60 relevés"
    form_key = str(preview.one("[name=form_key]")["value"])
    answer = client.post("queue.validate_many", {"form_key": form_key, "choix": keys[1:]})
    assert client.follow(answer).h1 == "59 relevés validés"
    assert selects_of(client, "queue.every_agreeing") <= few
    db.session.expire_all()
    assert [one.state for one in same].count(State.SUBMITTED) == 1


def test_more_than_one_press_can_do_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 1)
    first = two_months(body_of(sent()))
    two_months(body_of(first))
    client.as_role(Role.FACILITATOR, body_of(first))
    page = client.get("queue.every_agreeing")
    assert page.h1 == "Valider 1 relevé"
    assert "les suivants viendront ensuite" in page.text


def test_nothing_agrees_is_said(client: Client) -> None:
    first = sent()
    client.as_role(Role.FACILITATOR, body_of(first))
    assert "Aucun relevé ne concorde" in client.follow(client.get("queue.every_agreeing")).text


def selects_of(client: Client, endpoint: str = "queue.index") -> int:
    """How many statements the database is asked for one page of the queue."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    client.get(endpoint)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
