"""What happens between the checks of a sending and the lock of writers is never lost, nor sent unchecked."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm.exc import StaleDataError

from clauses.hours.ledger.checked_queries import Checked, checked, standing
from clauses.hours.ledger.models import CommitmentTotal, Sending, Statement
from clauses.hours.ledger.queries import put_line, submit, touched
from clauses.hours.ledger.rules import State
from clauses.hours.ledger.sending_queries import write_sending
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import keep
from tests.factories import make_user
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

pytestmark = pytest.mark.each_engine
WORK = MinutesKind.WORK


def fill(statement: Statement, employment: Employment, minutes: int = 6000) -> Statement:
    put_line(statement, employment, WORK, minutes)
    touched(statement)
    return statement


def filled() -> Statement:
    """A month of one person, ready to be sent."""
    statement = make_statement()
    fill(statement, make_employment(statement.commitment))
    db.session.commit()
    return statement


def person_in(statement: Statement) -> Participant:
    return statement.lines[0].participant


def beside(statement: Statement) -> Statement:
    """Another company's month, of the same body."""
    return make_statement(make_running(db.session.get_one(Organisation, statement.body_id)))


def send(ready: Checked) -> int:
    """Send what was checked; the minutes of the receipt."""
    minutes = write_sending(ready, "Camille Essai").minutes
    db.session.commit()
    return minutes


def test_nothing_happened_and_the_checks_stand(app: Flask) -> None:
    ready = checked([filled().id])
    assert standing(ready) is ready
    assert send(ready) == 6000


def test_what_others_did_with_other_people_changes_nothing(app: Flask) -> None:
    statement = filled()
    other = beside(statement)
    fill(other, make_employment(other.commitment))
    db.session.commit()
    ready = checked([statement.id])
    submit([other], "Paul")
    record("signin.password", make_user())
    db.session.commit()
    assert standing(ready) is ready


def test_anything_else_is_read_and_checked_again(app: Flask) -> None:
    ready = checked([filled().id])
    record("contract.changed", "contract")
    again = standing(ready)
    assert again is not ready
    assert again.months == ready.months
    assert again.seen > ready.seen


def test_a_line_changed_meanwhile_is_what_is_sent(app: Flask) -> None:
    statement = filled()
    ready = checked([statement.id])
    fill(statement, statement.lines[0].employment, 6600)
    db.session.commit()
    assert send(ready) == 6600
    db.session.expire_all()
    kept = db.session.get_one(CommitmentTotal, statement.commitment_id)
    assert (statement.declared_minutes, kept.declared_minutes) == (6600, 6600)
    assert statement.sending is not None
    assert statement.sending.snapshot[0]["lines"] == [[statement.lines[0].employment_id, "work", 6600]]


def test_a_line_that_became_impossible_meanwhile_is_refused(app: Flask) -> None:
    statement = filled()
    ready = checked([statement.id])
    fill(statement, statement.lines[0].employment, 31 * 24 * 60)
    db.session.commit()
    with pytest.raises(RuleBroken, match="dépassent"):
        send(ready)


def test_an_eligibility_lost_meanwhile_is_refused(app: Flask) -> None:
    statement = filled()
    ready = checked([statement.id])
    certificate = db.session.query(EligibilityCertificate).filter_by(participant=person_in(statement)).one()
    certificate.revoked_on = date(2026, 9, 1)
    record("certificate.revoked", certificate)
    db.session.commit()
    with pytest.raises(RuleBroken, match="éligibilité"):
        send(ready)


@pytest.mark.parametrize("alike", [False, True])
def test_the_same_person_sent_elsewhere_meanwhile_asks_for_a_word(app: Flask, alike: bool) -> None:
    statement = filled()
    other, person = beside(statement), person_in(statement)
    if alike:
        names = {"family_name": person.family_name.upper(), "birth_date": person.birth_date}
        person = make_participant(body_id=statement.body_id, **names)
        make_certificate(person)
    employment = make_employment(other.commitment, person)
    fill(other, employment, 9000)
    db.session.commit()
    ready = checked([statement.id])
    submit([other], "Paul")
    db.session.commit()
    with pytest.raises(RuleBroken, match="déclarées ailleurs"):
        send(ready)


def test_what_is_sent_meanwhile_is_not_sent_twice(app: Flask) -> None:
    statement = filled()
    ready = checked([statement.id])
    submit([statement], "Paul")
    db.session.commit()
    with pytest.raises(RuleBroken, match="déjà envoyé"):
        send(ready)
    db.session.rollback()
    assert db.session.query(Sending).count() == 1
    assert statement.state is State.SUBMITTED


def test_a_version_that_moved_without_an_event_stops_the_whole(app: Flask) -> None:
    statement = filled()
    ready = checked([statement.id])
    db.session.execute(text("UPDATE statement SET version = version + 1"))
    keep()
    with pytest.raises(StaleDataError):
        send(ready)
    db.session.rollback()
    assert db.session.query(Sending).count() == 0
