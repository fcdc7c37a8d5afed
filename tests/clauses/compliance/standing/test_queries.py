"""The facts and the conclusions of clauses, from a real database."""

from datetime import date

import pytest

from clauses.compliance.rules import ClauseState, Reason
from clauses.compliance.standing.contract_queries import concluded_on, shares_on
from clauses.compliance.standing.keeping_queries import keep, stale
from clauses.compliance.standing.models import ClauseStanding
from clauses.compliance.standing.queries import facts_of, share_facts_of
from clauses.contracts.rules import Party, Stage, TrancheKind
from clauses.hours.ledger.rules import State
from facilitator.access import Asker, Role
from facilitator.db import db
from tests.factories_contracts import make_commitment, make_lot, make_terms, make_tranche
from tests.factories_hours import make_employment, make_running, make_statement

pytestmark = [pytest.mark.each_engine, pytest.mark.usefixtures("app")]
ON = date(2026, 11, 22)


def declared(commitment, month, minutes, state=State.VALIDATED, **over):
    """A statement of so many minutes, with its totals."""
    checked = minutes if state is State.VALIDATED else 0
    said = minutes if state in (State.VALIDATED, State.SUBMITTED) else 0
    return make_statement(
        commitment, month, state=state, declared_minutes=said, validated_minutes=checked,
        counted_minutes=checked, **over,
    )  # fmt: skip


def test_the_facts_of_a_clause_are_its_months_its_people_and_its_target():
    commitment = make_running()
    make_employment(commitment, weekly_minutes=1200, ends_on=date(2027, 1, 31))
    declared(commitment, date(2026, 9, 1), 6000)
    declared(commitment, date(2026, 10, 1), 4000, State.SUBMITTED)
    declared(commitment, date(2026, 8, 1), 0, State.EXPECTED, due_on=date(2026, 9, 10))
    facts = facts_of([commitment.terms_id], ON)[commitment.terms_id]
    assert facts.due_at(ON) == commitment.terms.target_at(ON) == 833 * 60
    assert [(one.month.month, one.worth, one.answered, one.late) for one in facts.months] == [
        (8, 0, False, 1),
        (9, 6000, True, 0),
        (10, 4000, True, 0),
    ]
    assert facts.hires[0].weekly_minutes == 1200
    assert facts.hires[0].ends_on == date(2027, 1, 31)


def test_somebody_shared_between_commitments_brings_a_part_of_the_week_to_each():
    first = make_running()
    second = make_commitment(make_terms(first.terms.lot), organisation=first.organisation)
    employment = make_employment(first, weekly_minutes=2100)
    employment.assignments[0].ends_on = None
    db.session.add(
        type(employment.assignments[0])(employment=employment, commitment=second, starts_on=date(2026, 3, 2))
    )
    db.session.flush()
    facts = facts_of([first.terms_id, second.terms_id], ON)
    assert {one.hires[0].weekly_minutes for one in facts.values()} == {1050}


def test_a_company_that_subcontracts_has_not_answered_until_both_have():
    holder = make_running()
    below = make_commitment(holder.terms, party=Party.SUBCONTRACTOR, parent_id=holder.id, minutes=6000)
    declared(holder, date(2026, 10, 1), 4000)
    declared(below, date(2026, 10, 1), 0, State.EXPECTED, due_on=date(2026, 11, 10))
    month = facts_of([holder.terms_id], ON)[holder.terms_id].months[0]
    assert (month.worth, month.answered, month.late) == (4000, False, 1)
    shares = share_facts_of(holder.terms.lot.contract_id, facts_of([holder.terms_id], ON), ON)
    assert not shares[holder.id].months[0].answered, "its subcontractor has not"
    assert (shares[below.id].initial, shares[below.id].months[0].worth) == (6000, 0)


def test_what_a_subcontractor_does_counts_for_its_holder_too():
    holder = make_running()
    below = make_commitment(holder.terms, party=Party.SUBCONTRACTOR, parent_id=holder.id, minutes=6000)
    declared(holder, date(2026, 10, 1), 4000)
    declared(below, date(2026, 10, 1), 2500)
    contract = holder.terms.lot.contract
    asker = Asker(1, 1, Role.FACILITATOR, contract.body_id, "Essai", "Essai")
    told = {
        one.label.partition(",")[0]: one.conclusion.progress.counted
        for one in shares_on(asker, contract.id, ON)
    }
    assert told == {holder.organisation.name: 6500, below.organisation.name: 2500}
    elsewhere = make_running().terms.lot.contract
    assert shares_on(asker, elsewhere.id, ON) == []


def test_an_optional_tranche_owes_nothing_until_it_is_affirmed():
    contract = make_running().terms.lot.contract
    tranche = make_tranche(contract, TrancheKind.OPTIONAL)
    terms = make_terms(make_lot(contract), tranche=tranche)
    make_commitment(terms)
    assert terms.id not in facts_of([terms.id], ON)
    tranche.affirmed_on = date(2026, 12, 1)
    db.session.flush()
    facts = facts_of([terms.id], ON)[terms.id]
    assert facts.starts_on == date(2026, 12, 1)
    assert facts.due_at(ON) == terms.target_at(ON) == 0
    assert facts.due_at(date(2026, 12, 1)) == terms.target_at(date(2026, 12, 1))


def test_a_conclusion_is_kept_until_something_changes():
    commitment = make_running()
    assert commitment.terms_id in stale(ON)
    keep([commitment.terms_id], ON)
    assert commitment.terms_id not in stale(ON)
    assert commitment.terms_id in stale(date(2026, 11, 23))
    kept = db.session.get_one(ClauseStanding, commitment.terms_id)
    assert (kept.standing, kept.reason) == (ClauseState.ON_TRACK, Reason.EARLY)
    commitment.terms.lot.contract.title = "Autre objet"
    db.session.flush()
    assert commitment.terms_id in stale(ON)


def test_what_is_over_or_being_prepared_is_not_looked_at():
    commitment = make_running(contract={"stage": Stage.PREPARATION})
    assert commitment.terms_id not in stale(ON)


def test_each_reader_is_told_of_what_it_may_see():
    commitment = make_running()
    contract = commitment.terms.lot.contract
    other = make_commitment(make_terms(make_lot(contract)))
    declared(commitment, date(2026, 10, 1), 4000)

    def told(role, organisation_id):
        found = concluded_on(Asker(1, 1, role, organisation_id, "Essai", "Essai"), contract.id, ON)
        return {one.terms_id: one.conclusion.progress.counted for one in found}

    both = {commitment.terms_id: 4000, other.terms_id: 0}
    assert told(Role.FACILITATOR, contract.body_id) == both
    assert told(Role.BUYER_READER, contract.buyer_id) == both
    assert told(Role.DECLARANT, commitment.organisation_id) == {commitment.terms_id: 4000}
    elsewhere = make_running()
    assert told(Role.FACILITATOR, elsewhere.terms.lot.contract.body_id) == {}
    assert told(Role.DECLARANT, elsewhere.organisation_id) == {}
