"""One message per company and body for a month that is over; never twice."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from clauses.hours.declaring.inviting.jobs import run
from clauses.hours.declaring.inviting.queries import renew
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import say_nothing, submit
from facilitator.accounts.models import Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import Channel
from tests.conftest import keep
from tests.factories import make_body, make_contact, make_meeting, make_organisation
from tests.factories_hours import make_running, make_statement


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-02 09:00+01:00"):
        yield


@pytest.fixture
def company(app: Flask) -> Organisation:
    """A company that owes October on three contracts of one body."""
    body, company = make_body(), make_organisation()
    make_meeting(body, company)
    for index in range(3):
        make_statement(make_running(body, organisation=company, contract={"title": f"Chantier {index}"}))
    return company


def messages() -> list[OutboxMessage]:
    """What was written."""
    return db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()


def test_one_message_for_three_contracts_and_only_once(company: Organisation) -> None:
    make_contact(company)
    keep()
    assert run().startswith("1\u00a0entreprise prévenue")
    assert run().startswith("0\u00a0entreprise")
    (message,) = messages()
    assert message.subject.replace("\u00a0", " ").endswith("avant le 10 novembre – 3 chantiers")
    assert message.to == "camille@essai.example"
    assert "/d/" in message.text
    assert "/d/" in message.html
    assert db.session.query(TaskLink).one().months == ["2026-10-01"]


def test_a_link_is_not_kept_in_clear(company: Organisation) -> None:
    make_contact(company)
    keep()
    run()
    pointer = messages()[0].text.partition("/d/")[2].split()[0]
    assert len(pointer) == 22
    assert db.session.query(TaskLink).one().pointer_hash != pointer


def test_who_has_only_a_mobile_receives_an_sms(company: Organisation) -> None:
    make_contact(company, email="", phone="+33612345678")
    keep()
    run()
    (message,) = messages()
    assert (message.channel, message.to) == (Channel.SMS, "+33612345678")
    assert "/d/" in message.text


@pytest.mark.parametrize("phone", ["", "+33473000000"])
def test_a_company_without_a_reachable_contact_is_said(company: Organisation, phone: str) -> None:
    make_contact(company, email="", phone=phone)
    keep()
    assert "sans contact joignable" in run()
    assert messages() == []


def test_nobody_is_asked_for_what_is_sent_or_not_over(company: Organisation) -> None:
    make_contact(company)
    for statement in db.session.query(Statement):
        say_nothing(statement)
        submit([statement], "Camille Essai")
        make_statement(statement.commitment, date(2026, 11, 1))
    keep()
    run()
    assert messages() == []


def test_a_company_that_the_body_left_is_not_asked(app: Flask) -> None:
    statement = make_statement()
    make_contact(statement.organisation)
    keep()
    run()
    assert messages() == []


def test_an_expired_link_is_sent_again_to_the_same_contact_once_a_day(company: Organisation) -> None:
    make_contact(company)
    keep()
    run()
    link = db.session.query(TaskLink).one()
    link.expires_at = now()
    renew(link.id)
    renew(link.id)
    keep()
    assert [message.to for message in messages()] == ["camille@essai.example"] * 2
