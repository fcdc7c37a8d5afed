"""The job of the ladder: one message, once, to the right person; it stops the moment the thing is done."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from clauses.compliance.chase.jobs import run, say
from clauses.compliance.chase.ladder.models import LadderVersion
from clauses.compliance.chase.models import ChaseHold, Reminder, ReminderPart
from clauses.compliance.chase.rules import ChaseStep
from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.queries import say_left
from clauses.compliance.contacts.rules import ContactReason
from clauses.compliance.exchanges.models import Exchange
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import say_nothing, submit
from clauses.parameters.models import BodyParameter
from facilitator.accounts.models import Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.mail.bounces.notice_queries import apply_file
from facilitator.mail.bounces.queries import mark_bounced
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import BounceSource, Channel
from tests.conftest import keep
from tests.facilitator.mail.bounces.test_notices import left, notice
from tests.factories import add, make_contact, make_user
from tests.factories_chase import make_owing
from tests.factories_hours import make_employment, make_running, make_statement

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-03 09:00+01:00") as traveller:
        yield traveller


@pytest.fixture
def statement(app: Flask) -> Statement:
    """October, owed on three contracts of one body by one company."""
    first = make_owing(title="Chantier 1")
    body = db.session.get_one(Organisation, first.body_id)
    for index in (2, 3):
        make_owing(body, first.organisation, title=f"Chantier {index}")
    return first


def messages() -> list[OutboxMessage]:
    return db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()


def steps() -> list[ChaseStep | None]:
    return [one.step for one in db.session.query(Reminder).order_by(Reminder.id)]


def at(clock: time_machine.Traveller, day: str, hour: str = "09:00") -> None:
    clock.move_to(f"{day} {hour}+01:00")


def test_one_message_for_three_contracts_and_only_once(statement: Statement) -> None:
    keep()
    assert run().startswith(f"1{NBSP}entreprise relancée")
    assert run().startswith(f"0{NBSP}entreprise")
    (message,) = messages()
    said = message.subject.replace(NBSP, " ")
    assert said == "Heures d’octobre 2026 à déclarer avant le 10 novembre, 3 chantiers"
    assert message.to == "camille@essai.example"
    assert message.text.count("/d/") == 1
    assert message.html.count("/d/") == 1
    assert "Chantier 3" in message.text
    assert db.session.query(TaskLink).one().months == ["2026-10-01"]
    assert db.session.query(ReminderPart).count() == 3
    assert "/d/" not in db.session.query(Reminder).one().text


def test_each_contract_s_log_tells_it(statement: Statement) -> None:
    keep()
    run()
    told = db.session.query(Exchange).all()
    assert len({one.contract_id for one in told}) == 3
    assert told[0].organisation_id == statement.organisation_id
    assert told[0].summary.startswith("Avant l’échéance")


def test_the_ladder_climbs_to_the_hierarchical_contact_then_stops_at_the_telephone(
    statement: Statement, clock: time_machine.Traveller
) -> None:
    make_contact(statement.organisation, rank=2, name="Deux", email="deux@essai.example")
    make_contact(statement.organisation, rank=3, name="Trois", email="trois@essai.example")
    keep()
    for day in ("11-03", "11-10", "11-18", "11-25", "12-02", "12-09", "12-16", "12-23"):
        at(clock, f"2026-{day}")
        run()
    assert steps() == [
        ChaseStep.BEFORE,
        ChaseStep.DUE,
        ChaseStep.LATE,
        ChaseStep.LATER,
        ChaseStep.SECOND,
        ChaseStep.THIRD,
    ]
    assert [one.to.partition("@")[0] for one in messages()] == ["camille"] * 4 + ["deux", "trois"]
    (asked,) = db.session.query(ContactRequest).filter_by(reason=ContactReason.NO_ANSWER)
    assert asked.organisation_id == statement.organisation_id


def test_it_stops_the_moment_it_is_done(statement: Statement, clock: time_machine.Traveller) -> None:
    keep()
    run()
    for one in db.session.query(Statement):
        say_nothing(one)
        submit([one], "Camille Essai")
    keep()
    at(clock, "2026-11-18")
    assert run().startswith(f"0{NBSP}entreprise")
    assert len(messages()) == 1


def test_what_is_done_between_the_list_and_the_message_is_not_asked(statement: Statement) -> None:
    keep()
    for one in db.session.query(Statement):
        say_nothing(one)
        submit([one], "Camille Essai")
    keep()
    assert not say(statement.body_id, statement.organisation_id, today())
    assert messages() == []


def test_after_days_of_sleep_only_the_latest_step_is_said_once(
    statement: Statement, clock: time_machine.Traveller
) -> None:
    keep()
    at(clock, "2026-11-27")
    run()
    at(clock, "2026-11-30")
    run()
    assert steps() == [ChaseStep.LATER]


@pytest.mark.parametrize(
    "moment", ["2026-11-07 10:00+01:00", "2026-11-11 10:00+01:00", "2026-11-03 06:59+01:00"]
)
def test_nothing_leaves_on_a_day_off_nor_at_night(
    statement: Statement, clock: time_machine.Traveller, moment: str
) -> None:
    keep()
    clock.move_to(moment)
    assert run().startswith("Hors des heures ouvrées")
    assert messages() == []


def test_who_has_only_a_mobile_receives_an_sms(statement: Statement) -> None:
    statement.organisation.contacts[0].email = ""
    keep()
    run()
    (message,) = messages()
    assert (message.channel, message.to) == (Channel.SMS, "+33612345678")
    assert "/d/" in message.text
    assert len(message.text) <= 459


def test_a_contact_who_left_or_whose_address_refuses_is_not_written_to(statement: Statement) -> None:
    first = statement.organisation.contacts[0]
    first.phone = ""
    make_contact(statement.organisation, rank=2, name="Deux", email="deux@essai.example")
    say_left(statement.body_id, first, "Lucie")
    keep()
    run()
    assert [one.to for one in messages()] == ["deux@essai.example"]


def test_a_refused_message_raises_a_request_once_and_the_mobile_serves(statement: Statement) -> None:
    mark_bounced("camille@essai.example", BounceSource.SERVER, "550", now())
    keep()
    run()
    run()
    assert messages()[-1].channel is Channel.SMS
    assert [one.reason for one in db.session.query(ContactRequest)] == [ContactReason.BOUNCED]


def test_a_notice_of_non_delivery_raises_the_same_request(statement: Statement) -> None:
    sent = left("camille@essai.example", body_id=statement.body_id)
    apply_file("a.eml", notice(sent.message_id, recipient=sent.to))
    keep()
    run()
    assert [one.reason for one in db.session.query(ContactRequest)] == [ContactReason.BOUNCED]


def test_what_is_held_is_not_said(statement: Statement) -> None:
    about = {"body_id": statement.body_id, "organisation_id": statement.organisation_id}
    values = {"until": date(2026, 11, 3), "reason": "Arrêt", "made_at": now(), "author_id": make_user().id}
    add(ChaseHold(contract_id=statement.commitment.terms.lot.contract_id, **about, **values))
    keep()
    run()
    assert "Chantier 1" not in messages()[0].text
    add(ChaseHold(**about, **values))
    db.session.query(ReminderPart).delete()
    db.session.query(Reminder).delete()
    keep()
    run()
    assert len(messages()) == 1


def test_a_buyer_may_have_its_own_ladder(statement: Statement) -> None:
    buyer = statement.commitment.terms.lot.contract.buyer_id
    values = {"body_id": statement.body_id, "valid_from": date(2026, 1, 1), "author_id": make_user().id}
    add(LadderVersion(buyer_id=buyer, offsets={"late": 4}, made_at=now(), **values))
    keep()
    run()
    parts = {one.key: one.step for one in db.session.query(ReminderPart)}
    assert parts.pop(f"statement {statement.id}") is None
    assert set(parts.values()) == {ChaseStep.BEFORE}


def test_a_body_that_reads_each_message_sends_none_by_itself(statement: Statement) -> None:
    add(
        BodyParameter(
            body_id=statement.body_id, key="chase_automatic", value="no", valid_from=date(2026, 1, 1),
            source="Choix", author_id=make_user().id, made_at=now(),
        )
    )  # fmt: skip
    keep()
    run()
    assert messages() == []


def test_a_company_that_the_body_left_is_not_asked(app: Flask) -> None:
    make_contact(make_statement().organisation)
    keep()
    run()
    assert messages() == []


def test_a_start_of_works_asks_to_confirm_contacts_not_confirmed_lately(statement: Statement) -> None:
    contract = statement.commitment.terms.lot.contract
    contract.starts_on = date(2026, 11, 20)
    keep()
    run()
    (asked,) = db.session.query(ContactRequest)
    assert (asked.reason, asked.cause) == (ContactReason.START, f"contract {contract.id}")


def test_an_employer_is_asked_to_confirm_and_no_participant_is_named(statement: Statement) -> None:
    commitment = make_running(db.session.get_one(Organisation, statement.body_id))
    person = make_employment(commitment).participant
    keep()
    run()
    written = " ".join(one.text + one.html + one.subject for one in messages())
    assert person.family_name not in written
