"""A clause reported by quarter: three statements, one asking."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from clauses.compliance.chase.jobs import run
from clauses.contracts.models import Commitment
from clauses.contracts.rules import ReportingPeriod
from clauses.hours.board.queries import board_of, ordered
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import give_back, say_nothing, submit
from clauses.hours.opening.queries import open_months
from clauses.hours.queue.queries import counts_of
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import make_contact, make_meeting, make_user
from tests.factories_hours import make_running

NOVEMBER, JANUARY = "2026-11-20 09:00+01:00", "2027-01-04 09:00+01:00"


@pytest.fixture
def commitment(app: Flask) -> Iterator[Commitment]:
    """A clause notified on 1 October, reported by quarter."""
    with time_machine.travel(NOVEMBER):
        made = make_running(contract={"notified_on": date(2026, 10, 1), "ends_on": date(2027, 12, 31)})
        made.terms.reporting_period = ReportingPeriod.QUARTERLY
        make_meeting(db.session.get_one(Organisation, made.terms.lot.contract.body_id), made.organisation)
        make_contact(made.organisation)
        open_months(date(2026, 11, 20))
        yield made


def company(client: Client, commitment: Commitment) -> Client:
    """Who declares for the company."""
    client.as_role(Role.DECLARANT, commitment.organisation)
    return client


def test_a_month_of_an_unfinished_quarter_may_be_filled_but_is_not_asked(
    client: Client, commitment: Commitment
) -> None:
    page = company(client, commitment).get("declaring.index")
    assert "Rien à déclarer aujourd’hui" in page.text
    assert "À déclarer plus tard" in page.text
    assert "4e trimestre 2026, avant le 10 janvier 2027" in page.text.replace("\u00a0", " ")
    assert len(page.select(".task")) == 1
    assert client.get("declaring.question", statement_id=first().id).status == 200


def first() -> Statement:
    """October."""
    return db.session.query(Statement).order_by(Statement.month).first() or pytest.fail("no statement")


def test_no_message_leaves_before_the_end_of_the_quarter_then_one_for_its_three_months(
    commitment: Commitment,
) -> None:
    keep()
    assert run().startswith("0")
    with time_machine.travel(JANUARY):
        open_months(date(2027, 1, 4))
        keep()
        assert run().startswith("1\u00a0entreprise")
        assert run().startswith("0")
    message = db.session.query(OutboxMessage).one()
    said = message.subject.replace("\u00a0", " ")
    assert said == "Heures du 4e trimestre 2026 à déclarer avant le 10 janvier"
    assert message.text.count("du 4e trimestre 2026, avant le") == 1
    assert db.session.query(TaskLink).one().months == ["2026-10-01", "2026-11-01", "2026-12-01"]


def test_the_quarter_is_asked_together_and_sent_together(client: Client, commitment: Commitment) -> None:
    open_months(date(2027, 1, 4))
    with time_machine.travel(JANUARY):
        page = company(client, commitment).get("declaring.index")
        (section,) = page.select("section.tasks")
        assert "4e trimestre 2026" in section.get_text()
        shown = [row.get_text() for row in section.select(".task")]
        assert [word in row for word, row in zip(("Octobre", "Novembre", "Décembre"), shown, strict=True)]
        quarter = db.session.query(Statement).order_by(Statement.month).limit(3).all()
        for statement in quarter:
            say_nothing(statement)
        check = client.get("sending.check", statement_id=quarter[0].id)
        assert "décembre 2026" in check.text.replace("\u00a0", " ")
        beside = [str(box["value"]) for box in check.select("input[name=beside][checked]")]
        assert beside == [str(one.id) for one in quarter[1:]]


def test_what_came_back_stands_first(client: Client, commitment: Commitment) -> None:
    open_months(date(2027, 1, 4))
    with time_machine.travel(JANUARY):
        december = db.session.query(Statement).filter_by(month=date(2026, 12, 1)).one()
        say_nothing(december)
        submit([december], "Camille Essai")
        give_back(december, "Deux personnes ont travaillé.")
        page = company(client, commitment).get("declaring.index")
        assert "Décembre" in page.select("section.tasks .task")[0].get_text()


def test_what_was_sent_early_and_returned_is_asked_at_once(client: Client, commitment: Commitment) -> None:
    october = first()
    say_nothing(october)
    submit([october], "Camille Essai")
    give_back(october, "Des heures ont été faites.")
    page = company(client, commitment).get("declaring.index")
    assert "Corriger" in page.text


@pytest.mark.parametrize(("on", "late"), [("2027-01-10", 0), ("2027-01-11", 3)])
def test_nobody_is_late_before_the_due_day_of_the_quarter(commitment: Commitment, on: str, late: int) -> None:
    open_months(date(2027, 1, 4))
    body = db.session.get_one(Organisation, commitment.terms.lot.contract.body_id)
    asker = Asker(make_user().id, 0, Role.FACILITATOR, body.id, "Camille Essai", body.name)
    with time_machine.travel(f"{on} 09:00+01:00"):
        assert counts_of(asker)["late"] == late
        (row,) = db.session.execute(ordered(board_of(asker, {}, date.fromisoformat(on)), ""))
        assert row.late == late
