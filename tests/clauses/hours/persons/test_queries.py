"""The hours of a person: the same lines as every other total, each reader its own."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.hours.ledger.models import CommitmentTotal, Statement
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.hours.ledger.rules import Totals
from clauses.hours.persons.doctor_queries import INVARIANTS
from clauses.hours.persons.offers import panels
from clauses.hours.persons.queries import months_of_person, sum_of, validated_since
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import EmployerKind
from clauses.people.participants.duplicates.merge_queries import merge
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.factories import make_membership, make_organisation
from tests.factories_hours import make_employment, make_participant, make_running, make_statement

WORK = MinutesKind.WORK
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


@pytest.fixture
def lent(app: Flask) -> Employment:
    """Somebody a GEIQ lends: validated and corrected in September, sent in October."""
    geiq = make_organisation(OrganisationKind.GEIQ)
    work = make_employment(make_running(), employer=geiq, employer_kind=EmployerKind.GEIQ)
    commitment = work.assignments[0].commitment
    for month, minutes in ((SEPTEMBER, 6000), (OCTOBER, 4200)):
        statement = make_statement(commitment, month)
        put_line(statement, work, WORK, minutes)
        put_line(statement, work, MinutesKind.TRAINING, 600)
        put_line(statement, make_employment(commitment), WORK, 999)
        touched(statement)
        submit([statement], "Paul")
        if month == SEPTEMBER:
            validate(statement)
            correct(statement, work, WORK, -1200, "Deux jours comptés deux fois")
    return work


def asked(work: Employment, role: Role, organisation_id: int) -> Totals:
    """What an asker reads of the person's hours in all."""
    asker = Asker(1, 1, role, organisation_id, "Camille", "")
    return sum_of(months_of_person(asker, work.participant_id))


def test_each_reader_has_the_same_total_or_none(lent: Employment) -> None:
    commitment = lent.assignments[0].commitment
    every = Totals(5400 + 4800, 5400, 5400)

    assert asked(lent, Role.FACILITATOR, lent.body_id) == every
    assert asked(lent, Role.DECLARANT, commitment.organisation_id) == every
    assert asked(lent, Role.PARTNER, lent.employer_id) == every
    assert asked(lent, Role.BUYER_READER, commitment.terms.lot.contract.buyer_id) == Totals()
    assert asked(lent, Role.PARTNER, make_organisation(OrganisationKind.GEIQ).id) == Totals()
    assert asked(lent, Role.DECLARANT, make_organisation().id) == Totals()


def latest(asker: Asker, work: Employment) -> Statement:
    """The statement of a person's latest month."""
    return db.session.get_one(Statement, months_of_person(asker, work.participant_id)[0].statement_id)


def test_the_people_of_a_commitment_make_its_total(lent: Employment) -> None:
    commitment = lent.assignments[0].commitment
    body = db.session.get_one(Organisation, lent.body_id)
    asker = Asker(1, 1, Role.FACILITATOR, body.id, "Camille", body.name)
    people = {each.employment.participant_id for each in _assigned(commitment.id)}
    total = sum((sum_of(months_of_person(asker, person)) for person in people), Totals())

    assert total == db.session.get_one(CommitmentTotal, commitment.id).totals
    assert [breach for each in INVARIANTS for breach in each.breaches()] == []


def _assigned(commitment_id: int) -> list[Assignment]:
    return list(db.session.scalars(select(Assignment).where(Assignment.commitment_id == commitment_id)))


def test_the_latest_month_comes_first_and_another_contract_apart(lent: Employment) -> None:
    asker = Asker(1, 1, Role.FACILITATOR, lent.body_id, "Camille", "")
    months = months_of_person(asker, lent.participant_id)

    assert [each.month for each in months] == [OCTOBER, SEPTEMBER]
    assert [each.totals.declared for each in months] == [4800, 5400]


def test_the_doctor_sees_a_line_of_somebody_else(lent: Employment) -> None:
    other = make_employment(lent.assignments[0].commitment)
    asker = Asker(1, 1, Role.FACILITATOR, lent.body_id, "Camille", "")
    line = latest(asker, lent).lines[0]
    line.participant_id = other.participant_id
    db.session.flush()

    assert len([breach for each in INVARIANTS for breach in each.breaches()]) == 1


def test_hours_validated_since_a_merge_are_said_before_it_is_undone(lent: Employment) -> None:
    body = db.session.get_one(Organisation, lent.body_id)
    user = make_membership(Role.FACILITATOR, body)
    asker = Asker(user.user_id, user.id, Role.FACILITATOR, body.id, "Camille", body.name)
    made = merge(asker, lent.participant, make_participant(body))
    assert validated_since(asker, made.id) == 0
    validate(latest(asker, lent))

    assert validated_since(asker, made.id) == 4800
    assert [panel.shown["minutes"] for panel in panels(asker, "participant_merge", made.id)] == [4800]
