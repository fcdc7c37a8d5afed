"""Each invariant of the hours, broken on purpose behind the ledger's back."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, select

from clauses.hours.doctor.event_queries import HOURS
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import CommitmentTotal, Statement
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.hours.ledger.rules import LineState
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.valuation.rules import MinutesKind
from facilitator.audit.models import AuditEvent
from facilitator.audit.proof_queries import untold
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.doctor.jobs import run
from tests.conftest import keep
from tests.factories import make_body
from tests.factories_hours import make_employment, make_statement

WORK = MinutesKind.WORK


def validated() -> Statement:
    """A validated month with a correction and somebody forgotten."""
    statement = make_statement()
    employment = make_employment(statement.commitment)
    put_line(statement, employment, WORK, 6000)
    touched(statement)
    submit([statement], "Camille Essai")
    validate(statement)
    correct(statement, employment, WORK, -60, "Erreur de saisie")
    correct(statement, make_employment(statement.commitment), WORK, 300, "Salarié oublié")
    db.session.flush()
    return statement


def wrong_total(statement: Statement) -> None:
    db.session.get_one(CommitmentTotal, statement.commitment_id).counted_minutes += 1


def wrong_sum(statement: Statement) -> None:
    statement.validated_minutes -= 1


def changed_line(statement: Statement) -> None:
    statement.lines[0].minutes += 60


def reopened_line(statement: Statement) -> None:
    statement.lines[0].state = LineState.ENTERED


def no_window(statement: Statement) -> None:
    for row in db.session.query(EligibilityCertificate):
        row.starts_on = row.ends_on = date(2027, 1, 1)


def early_end(statement: Statement) -> None:
    statement.commitment.terms.lot.contract.ends_on = date(2026, 9, 30)


def another_body(statement: Statement) -> None:
    statement.body_id = make_body().id


@pytest.mark.parametrize(
    ("breaks", "name"),
    [
        (wrong_sum, "hours.statement-totals"),
        (wrong_total, "hours.commitment-totals"),
        (changed_line, "hours.as-sent"),
        (reopened_line, "hours.validated"),
        (no_window, "hours.eligible"),
        (early_end, "hours.within"),
        (another_body, "hours.tenants"),
    ],
)
def test_what_is_broken_behind_the_ledger_is_seen(
    app: object, breaks: Callable[[Statement], None], name: str
) -> None:
    statement = validated()
    assert {each.name for each in INVARIANTS if list(each.breaches())} == set()
    breaks(statement)
    db.session.flush()
    assert name in {each.name for each in INVARIANTS if list(each.breaches())}


def test_an_act_without_its_event_is_seen(app: object) -> None:
    statement = validated()
    assert list(untold(HOURS)) == []
    corrected = AuditEvent.action == "statement.corrected"
    last = select(AuditEvent.id).where(corrected).order_by(AuditEvent.id.desc()).limit(1)
    db.session.execute(delete(AuditEvent).where(AuditEvent.id == last.scalar_subquery()))
    said = f"Relevé corrigé {statement.id} : 2\u00a0changements, 1\u00a0événement."
    assert list(untold(HOURS)) == [said]
    db.session.execute(delete(AuditEvent).where(AuditEvent.action == "statement.sent"))
    assert [one.partition(" : ")[0] for one in untold(HOURS)] == [
        f"Relevé envoyé {statement.id}",
        f"Accusé de réception {statement.sending_id}",
        f"Relevé corrigé {statement.id}",
    ]


def test_the_daily_round_says_what_it_found(app: object) -> None:
    statement = validated()
    for certificate in db.session.query(EligibilityCertificate):  # made by a factory, which tells nobody
        record("eligibility.decided", certificate)
    keep()
    assert run().startswith("Tout tient")
    wrong_sum(statement)
    keep()
    assert "somme de ses lignes" in run()
