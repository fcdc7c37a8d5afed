"""Each change has its event: the demonstration's all do; one event taken out of the journal is missed."""

from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import delete, select

from clauses.hours.checks.derogation_queries import grant, withdraw
from clauses.hours.checks.rules import Code
from clauses.hours.doctor.event_queries import HOURS, PEOPLE, told
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.queries import delete_file
from clauses.people.eligibility.deciding_queries import revoke
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.employments.models import Employment
from clauses.people.participants.duplicates.merge_queries import merge, undo
from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.accounts.models import User
from facilitator.audit.models import AuditEvent
from facilitator.audit.proof_queries import Trace
from facilitator.clock import today
from facilitator.db import db

REST = (*HOURS, *PEOPLE)


@pytest.fixture
def changed(demo_app: Flask) -> Flask:
    """The demonstration, with the few acts that it does not do."""
    statement = db.session.scalars(select(Statement).where(Statement.state != State.VALIDATED)).first()
    author = db.session.scalars(select(User)).first()
    assert statement is not None
    assert author is not None
    asker = Asker(author.id, None, Role.FACILITATOR, statement.body_id, "Camille Essai", "Structure")
    employment = db.session.scalars(select(Employment).where(Employment.body_id == statement.body_id)).first()
    assert employment is not None
    withdraw(grant(asker, statement, employment.id, Code.MODALITY, "Accord de l’acheteur"))
    certificate = db.session.scalars(
        select(EligibilityCertificate).where(EligibilityCertificate.ends_on > today())
    ).first()
    assert certificate is not None
    revoke(asker, certificate, certificate.ends_on, "Pièce retirée")
    document = db.session.scalars(select(SupportingDocument)).first()
    assert document is not None
    delete_file(document, "Essai")
    kept, dropped = db.session.scalars(
        select(Participant).where(Participant.body_id == statement.body_id).limit(2)
    )
    undo(merge(asker, kept, dropped))
    db.session.commit()
    return demo_app


def without(trace: Trace) -> Iterable[str]:
    """What the doctor says when the events of a trace were never written."""
    of = AuditEvent.action.in_(trace.actions), AuditEvent.subject_kind == trace.subject.__tablename__
    with db.session.begin_nested() as undone:
        db.session.execute(delete(AuditEvent).where(*of))
        found = list(told())
        undone.rollback()
    return found


def test_an_event_that_was_never_written_is_missed_whatever_the_change(changed: Flask) -> None:
    assert list(told()) == []
    seen = {trace.label: any(one.startswith(f"{trace.label} ") for one in without(trace)) for trace in REST}
    assert [label for label, found in seen.items() if not found] == []


def test_one_event_of_several_is_missed_too(demo_app: Flask) -> None:
    sent = select(AuditEvent).where(AuditEvent.action == "statement.corrected")
    db.session.delete(db.session.scalars(sent).first())
    db.session.flush()
    (breach,) = told()
    assert breach.startswith("Relevé corrigé ")
    assert "1\u00a0changement, 0\u00a0événement" in breach
