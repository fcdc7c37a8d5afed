"""The log: who reads what, and what it refuses."""

import pytest
from sqlalchemy import select

from clauses.compliance.exchanges.queries import exchanges_of, last_of, tell
from clauses.compliance.exchanges.rules import ExchangeKind
from facilitator.access import Asker, Role
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories_hours import make_running

pytestmark = [pytest.mark.each_engine, pytest.mark.usefixtures("app")]


def asker_of(role, organisation_id):
    return Asker(1, 1, role, organisation_id, "Essai", "Essai")


def test_an_exchange_is_told_with_its_event():
    contract = make_running().terms.lot.contract
    told = tell(contract, ExchangeKind.CALL, "  Le conducteur rappelle jeudi. ")
    db.session.flush()
    assert told.summary == "Le conducteur rappelle jeudi."
    assert told.body_id == contract.body_id
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.subject_id) == ("exchange.told", told.id)


@pytest.mark.parametrize("summary", ["", "   ", "x" * 1001, "NIR 1 85 05 78 006 084 91"])
def test_a_summary_that_says_nothing_or_too_much_is_refused(summary):
    with pytest.raises(RuleBroken):
        tell(make_running().terms.lot.contract, ExchangeKind.NOTE, summary)


def test_each_reader_sees_what_is_meant_for_it():
    commitment = make_running()
    contract, company = commitment.terms.lot.contract, commitment.organisation
    inner = tell(contract, ExchangeKind.NOTE, "Entre nous.")
    shown = tell(contract, ExchangeKind.NOTICE, "Pour l’acheteur.", buyer_sees=True)
    own = tell(contract, ExchangeKind.CALL, "Avec l’entreprise.", organisation=company)
    db.session.flush()

    def read(role, organisation_id):
        return set(db.session.scalars(exchanges_of(asker_of(role, organisation_id))))

    assert read(Role.FACILITATOR, contract.body_id) == {inner, shown, own}
    assert read(Role.BUYER_READER, contract.buyer_id) == {shown}
    assert read(Role.DECLARANT, company.id) == {own}
    elsewhere = make_running().terms.lot.contract
    assert read(Role.FACILITATOR, elsewhere.body_id) == set()
    assert last_of([contract.id], ExchangeKind.CALL) == {(contract.id, company.id): own.happened_at}
