"""Agreements and shared months, against a real database."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from clauses.hours.declaring.queries import put_remarks, tick, workers_of
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import give_back, put_line, say_nothing, submit, touched, validate
from clauses.hours.ledger.rules import State
from clauses.hours.pooling.models import PooledMonth
from clauses.hours.pooling.queries import end, share_month, unshare
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.hours.pooling.factories import MONTH, make_agreement, make_poolable
from tests.factories import add
from tests.factories_hours import make_employment

WORK = MinutesKind.WORK


def entered() -> list[int]:
    """What each statement of the month holds."""
    db.session.flush()
    return [row.entered_minutes for row in db.session.query(Statement).order_by(Statement.id)]


def breaches() -> list[str]:
    """What the doctor finds."""
    db.session.flush()
    return [breach for invariant in INVARIANTS for breach in invariant.breaches()]


def test_a_month_is_shared_between_two_contracts_and_counted_once(app: object) -> None:
    commitments = make_poolable()
    employment = make_employment(commitments[0])
    agreement = make_agreement(commitments, 2, 1)
    share_month(agreement, employment, MONTH, WORK, 9100)
    assert entered() == [6067, 3033]
    for statement in db.session.query(Statement):
        submit([statement], "Camille Essai")
        validate(statement)
    assert sum(row.counted_minutes for row in db.session.query(Statement)) == 9100
    assert breaches() == []


def test_sharing_again_replaces_and_taking_away_leaves_nothing(app: object) -> None:
    commitments = make_poolable(count=3)
    employment, agreement = make_employment(commitments[0]), make_agreement(commitments)
    share_month(agreement, employment, MONTH, WORK, 300)
    pooled = share_month(agreement, employment, MONTH, WORK, 600, (600, 0, 0))
    assert entered() == [600, 0, 0]
    assert [part.minutes for part in pooled.parts] == [600, 0, 0]
    assert breaches() == []
    unshare(pooled)
    assert entered() == [0, 0, 0]
    assert {row.state for row in db.session.query(Statement)} == {State.EXPECTED}
    assert db.session.query(PooledMonth).count() == 0


def test_shared_hours_do_not_change_on_the_statement_itself(app: object) -> None:
    commitments = make_poolable()
    employment = make_employment(commitments[0])
    share_month(make_agreement(commitments), employment, MONTH, WORK, 600, (600, 0))
    for statement in db.session.query(Statement):
        with pytest.raises(RuleBroken, match="globalisation"):
            put_line(statement, employment, WORK, 10)
        with pytest.raises(RuleBroken, match="globalisation"):
            say_nothing(statement)


def test_hours_declared_directly_are_not_shared_too(app: object) -> None:
    commitments = make_poolable()
    employment = make_employment(commitments[0])
    statement = db.session.query(Statement).order_by(Statement.id).first()
    put_line(statement, employment, WORK, 60)
    touched(statement)
    with pytest.raises(RuleBroken, match="compteraient deux fois"):
        share_month(make_agreement(commitments), employment, MONTH, WORK, 600)


def test_two_agreements_do_not_share_the_same_hours(app: object) -> None:
    commitments = make_poolable()
    employment, agreement = make_employment(commitments[0]), make_agreement(commitments)
    share_month(agreement, employment, MONTH, WORK, 600)
    with pytest.raises(RuleBroken, match="déjà réparties"):
        share_month(make_agreement(commitments), employment, MONTH, WORK, 600)
    values = {"agreement": agreement, "employment": employment, "month": MONTH, "kind": WORK}
    with pytest.raises(IntegrityError), db.session.begin_nested():
        add(PooledMonth(**values, minutes=1, shared_at=now()))


def test_what_is_sent_is_shared_again_only_once_returned(app: object) -> None:
    commitments = make_poolable()
    employment, agreement = make_employment(commitments[0]), make_agreement(commitments)
    pooled = share_month(agreement, employment, MONTH, WORK, 600)
    statements = db.session.query(Statement).order_by(Statement.id).all()
    for statement in statements:
        submit([statement], "Camille Essai")
    with pytest.raises(RuleBroken, match="déjà envoyé"):
        share_month(agreement, employment, MONTH, WORK, 700)
    for statement in statements:
        give_back(statement, "Heures à vérifier", [(line, "") for line in statement.lines])
    share_month(agreement, employment, MONTH, WORK, 700)
    assert entered() == [350, 350]
    unshare(pooled)
    put_line(statements[0], employment, WORK, 60)
    assert entered() == [60, 0]
    assert breaches() == []


def test_a_month_taken_back_after_a_return_is_shared_again(app: object) -> None:
    commitments = make_poolable()
    employment, agreement = make_employment(commitments[0]), make_agreement(commitments)
    pooled = share_month(agreement, employment, MONTH, WORK, 600)
    for statement in db.session.query(Statement).order_by(Statement.id):
        submit([statement], "Camille Essai")
        give_back(statement, "Heures à vérifier", [(line, "") for line in statement.lines])
    unshare(pooled)
    share_month(agreement, employment, MONTH, WORK, 900)
    assert entered() == [450, 450]
    assert breaches() == []


def test_a_part_that_asks_for_a_word_gets_it_and_nobody_is_held_by_a_part_of_nothing(app: object) -> None:
    commitments = make_poolable()
    employment, other = make_employment(commitments[0]), make_employment(commitments[1])
    share_month(make_agreement(commitments), employment, MONTH, WORK, 15_000, (15_000, 0))
    first, second = db.session.query(Statement).order_by(Statement.id)
    with pytest.raises(RuleBroken, match="Ajoutez un mot d’explication"):
        submit([first], "Camille Essai")
    put_remarks(first, {employment.id: "Équipe renforcée"})
    submit([first], "Camille Essai")
    tick(second, workers_of(second), {other.id})
    assert [line.minutes for line in second.lines] == [0]


def test_a_month_not_opened_or_not_covered_is_refused(app: object) -> None:
    commitments = make_poolable()
    employment = make_employment(commitments[0])
    agreement = make_agreement(commitments)
    with pytest.raises(RuleBroken, match="n’est pas ouvert"):
        share_month(agreement, employment, date(2026, 9, 1), WORK, 600)
    end(agreement, date(2026, 9, 30))
    with pytest.raises(RuleBroken, match="ne couvre pas"):
        share_month(agreement, employment, MONTH, WORK, 600)


def test_an_agreement_does_not_end_before_months_already_shared(app: object) -> None:
    commitments = make_poolable()
    agreement = make_agreement(commitments)
    share_month(agreement, make_employment(commitments[0]), MONTH, WORK, 600)
    with pytest.raises(RuleBroken, match="déjà répartis"):
        end(agreement, date(2026, 9, 30))
    end(agreement, date(2026, 10, 31))


def test_a_commitment_of_another_body_is_a_mistake_of_ours(app: object) -> None:
    with pytest.raises(ValueError, match="another body"):
        make_agreement([*make_poolable(count=1), *make_poolable(count=1)])


def test_the_doctor_sees_a_part_that_lies(app: object) -> None:
    commitments = make_poolable()
    pooled = share_month(make_agreement(commitments), make_employment(commitments[0]), MONTH, WORK, 600)
    pooled.parts[0].minutes += 1
    assert len(breaches()) == 2
