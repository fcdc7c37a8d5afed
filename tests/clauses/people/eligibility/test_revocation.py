"""A certificate is revoked: the validated months stay and can be corrected, the later ones are refused."""

from datetime import timedelta

import pytest
from flask import Flask

from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Code
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.hours.ledger.rules import first_of, next_month, previous_month
from clauses.people.eligibility.deciding_queries import revoke
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.people.eligibility.factories import make_decided
from tests.factories import make_membership
from tests.factories_hours import make_employment, make_participant, make_running, make_statement

WORK = MinutesKind.WORK
pytestmark = pytest.mark.each_engine


def test_the_hours_done_stay_and_the_later_ones_are_refused(app: Flask) -> None:
    commitment = make_running()
    body_id = commitment.terms.lot.contract.body_id
    person = make_participant(body_id=body_id)
    certificate = make_decided(person, ends_on=today() + timedelta(days=500))
    employment = make_employment(commitment, person)
    month = first_of(today())
    done = make_statement(commitment, previous_month(month))
    put_line(done, employment, WORK, 6000)
    touched(done)
    submit([done], "Camille")
    validate(done)
    membership = make_membership(Role.FACILITATOR)
    asker = Asker(membership.user_id, membership.id, Role.FACILITATOR, body_id, "Camille", "Maison")
    with pytest.raises(RuleBroken, match="au plus tôt"):
        revoke(asker, certificate, month, "Dossier faux")
    revoke(asker, certificate, today() + timedelta(days=1), "Dossier faux")
    db.session.commit()

    assert done.validated_minutes == 6000
    correct(done, employment, WORK, -600, "Erreur de saisie")
    assert done.validated_minutes == 5400
    later = make_statement(commitment, next_month(month))
    put_line(later, employment, WORK, 6000)
    touched(later)
    assert Code.AFTER_WINDOW in {found.code for found in findings_of(later)}
    with pytest.raises(RuleBroken, match="période d’éligibilité a pris fin"):
        submit([later], "Camille")
    db.session.rollback()
    assert [breach for invariant in INVARIANTS for breach in invariant.breaches()] == []
