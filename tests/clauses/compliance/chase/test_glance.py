"""The list at a glance says of every company what its whole line says."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from clauses.compliance.chase.calls.rules import CallOutcome
from clauses.compliance.chase.glance_queries import answering, glances_of, shown
from clauses.compliance.chase.ladder.models import LadderVersion
from clauses.compliance.chase.line_queries import lines_of, told_of
from clauses.compliance.chase.line_rules import Line, Turn, matches
from clauses.compliance.chase.models import ChaseHold, PhoneCall, Reminder, ReminderPart
from clauses.compliance.chase.rules import ChaseStep
from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.rules import ContactReason, ContactState, Way
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from facilitator.accounts.models import Meeting, Organisation
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.feature import Awaited
from facilitator.mail.bounces.queries import mark_bounced
from facilitator.mail.rules import BounceSource
from tests.conftest import keep
from tests.factories import add, make_body, make_contact, make_meeting, make_organisation, make_user
from tests.factories_chase import make_owing

DAYS = [date(2026, 11, 3) + timedelta(days=9 * each) for each in range(8)]


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 9, tzinfo=PARIS)


def company(body: Organisation, **contact: str) -> Organisation:
    """A company of the body, with one contact unless none is told."""
    found = make_organisation()
    make_meeting(body, found)
    if contact:
        make_contact(found, **contact)
    return found


def remind(statement: Statement, step: ChaseStep, day: int) -> None:
    """A message that named a month."""
    about = {"body_id": statement.body_id, "organisation_id": statement.organisation_id}
    sent = add(
        Reminder(
            step=step, way=Way.MAIL, contact_name="Camille", address="a@essai.example", subject="S", text="T",
            sent_at=at(day), **about,
        )
    )  # fmt: skip
    add(
        ReminderPart(reminder_id=sent.id, key=f"statement {statement.id}", step=step, label="heures", **about)
    )


def reminded(body: Organisation) -> None:
    """Some at each step, twice for one of them; one that promised on the telephone."""
    for step in (ChaseStep.BEFORE, ChaseStep.LATE, ChaseStep.LATE, ChaseStep.CALL):
        remind(make_owing(body), step, 18)
    twice = make_owing(body)
    remind(twice, ChaseStep.DUE, 10)
    remind(twice, ChaseStep.LATE, 18)
    called = make_owing(body)
    for again_on in (date(2026, 12, 1), date(2026, 12, 20)):
        add(
            PhoneCall(
                body_id=body.id, organisation_id=called.organisation_id, outcome=CallOutcome.WILL_DO,
                called_at=at(20), again_on=again_on, author_id=make_user().id,
            )
        )  # fmt: skip


def unusual(body: Organisation) -> None:
    """Held, to correct, nobody to write to, a mobile only, a refused address, somebody who has left."""
    about = {"body_id": body.id, "reason": "Intempéries", "author_id": make_user().id, "made_at": at(2)}
    held = make_owing(body)
    add(ChaseHold(organisation_id=held.organisation_id, until=date(2026, 12, 2), **about))
    back = make_owing(body)
    back.state, back.returned_at = State.RETURNED, at(12)
    for contact in ({}, {"email": "", "phone": "+33612345678"}, {"email": "Refuse@essai.example"}):
        make_owing(body, company(body, **contact))
    mark_bounced("refuse@essai.example", BounceSource.SERVER, "550", at(3))
    gone = company(body, email="parti@essai.example")
    make_owing(body, gone)
    add(
        ContactRequest(
            body_id=body.id, organisation_id=gone.id, reason=ContactReason.LEFT, cause="contact",
            contact_id=gone.contacts[0].id, raised_at=at(3),
        )
    )  # fmt: skip


def world() -> Organisation:
    """A body with companies in every case; the reminders of one buyer follow another ladder."""
    body = make_body()
    plain = make_owing(body)
    make_owing(body, plain.organisation)
    make_owing(body, plain.organisation, date(2026, 9, 1), date(2026, 10, 10))
    make_owing(body).opened_on = date(2026, 11, 16)
    apart = make_owing(body)
    buyer = apart.commitment.terms.lot.contract.buyer_id
    add(
        LadderVersion(
            body_id=body.id, buyer_id=buyer, offsets={"due": 2, "call": 4},
            valid_from=date(2026, 1, 1), author_id=make_user().id, made_at=at(1),
        )
    )  # fmt: skip
    gone = make_owing(body)
    meeting = db.session.query(Meeting).filter_by(organisation_id=gone.organisation_id).one()
    meeting.archived_on = date(2026, 11, 1)
    reminded(body)
    unusual(body)
    return body


def filters_of(lines: list[Line]) -> Iterator[dict[str, str]]:
    """Each filter of the list, and some together."""
    buyers = sorted({buyer for line in lines for buyer in line.buyers})
    yield from (
        {"nature": "hours"},
        {"nature": "offer"},
        {"retard": "5"},
        {"etape": "late"},
        {"suivi": "moi"},
    )
    yield from ({"contact": state.value} for state in ContactState)
    yield from ({"acheteur": str(buyer)} for buyer in buyers[::5])
    yield {"acheteur": str(buyers[0]), "tour": "yours", "contact": "reached", "q": ""}


@pytest.mark.each_engine
def test_a_glance_says_what_the_whole_line_says(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    body, me = world(), make_user()
    owing = make_owing(body)
    for statement in (owing, make_owing(body)):
        statement.commitment.terms.lot.contract.followed_by_id = me.id
    offer = Awaited(
        "offer", "candidate_offer 1", owing.organisation_id, "réponse", date(2026, 11, 12), date(2026, 11, 5)
    )
    keep()
    monkeypatch.setattr("clauses.compliance.chase.owing.queries.awaited_by", lambda *_: [offer])
    turns = set()
    for on in DAYS:
        told, lines = told_of(body.id, on), lines_of(body.id, on)
        glances = glances_of(told)
        assert shown(told, glances) == lines
        for glance, line in zip(glances, lines, strict=True):
            said = glance.line
            assert (said.turn, said.since, said.oldest_due, said.late_days, said.reached) == (
                line.turn, line.since, line.oldest_due, line.late_days, line.reached,
            )  # fmt: skip
        for wanted in filters_of(lines):
            found = answering(told, glances, wanted, me.id)
            assert shown(told, found) == [line for line in lines if matches(line, wanted, me.id)]
        turns |= {line.turn for line in lines}
        assert any(not one.is_whole for one in glances)
    assert turns == set(Turn) - {Turn.SEND}
