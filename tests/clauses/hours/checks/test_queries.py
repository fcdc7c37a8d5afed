"""The checks against a database: what they remember, what they see elsewhere, what a derogation lets pass."""

from datetime import date

import pytest
from sqlalchemy import event

from clauses.hours.checks.derogation_queries import grant, standing_on, withdraw
from clauses.hours.checks.queries import findings_of, findings_of_all
from clauses.hours.checks.rules import Code, Level
from clauses.hours.doctor.eligible_queries import eligible_hours
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched, validate
from clauses.hours.ledger.rules import State
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role, asking
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories import make_user
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

WORK = MinutesKind.WORK


def person_of(statement: Statement) -> Participant:
    """An eligible person of the statement's body."""
    person = make_participant(body_id=statement.body_id)
    make_certificate(person)
    return person


def facilitator_of(statement: Statement) -> Asker:
    body = db.session.get_one(Organisation, statement.body_id)
    return Asker(make_user().id, 0, Role.FACILITATOR, body.id, "Camille Essai", body.name)


def fill(statement: Statement, employment: Employment, minutes: int = 6000, remark: str = "") -> Statement:
    put_line(statement, employment, WORK, minutes, remark=remark)
    touched(statement)
    return statement


def codes(statement: Statement) -> set[Code]:
    return {found.code for found in findings_of(statement)}


def test_the_past_months_of_a_person_are_remembered(app: object) -> None:
    commitment = make_running()
    employment = make_employment(commitment)
    submit([fill(make_statement(commitment, date(2026, 9, 1)), employment, 2000)], "Camille Essai")
    later = fill(make_statement(commitment), employment, 6000)
    assert codes(later) == {Code.MUCH_MORE}
    assert "33 h 20" in findings_of(later)[0].sentence.replace("\u00a0", " ")


def test_a_company_gives_a_word_and_a_facilitator_need_not(app: object) -> None:
    commitment = make_running()
    employment = make_employment(commitment, weekly_minutes=600)
    statement = fill(make_statement(commitment), employment)
    with pytest.raises(RuleBroken, match="mot d’explication"):
        submit([statement], "Camille Essai")
    token = asking.set(facilitator_of(statement))
    try:
        with db.session.begin_nested() as point:
            submit([statement], "La facilitatrice")
            point.rollback()
    finally:
        asking.reset(token)
    db.session.expire_all()
    fill(statement, employment, 6000, "Renfort de deux semaines")
    submit([statement], "Camille Essai")
    assert statement.state is State.SUBMITTED


def test_impossible_hours_of_two_companies_are_found_on_both(app: object) -> None:
    first = make_statement()
    body = db.session.get_one(Organisation, first.body_id)
    second = make_statement(make_running(body))
    person = person_of(first)
    for statement in (first, second):
        fill(statement, make_employment(statement.commitment, person), 9000, "Un mot")
        submit([statement], "Camille Essai")
    for statement, other in ((first, second), (second, first)):
        (found,) = findings_of(statement)
        assert found.code is Code.OVERLAP
        assert other.organisation.name in found.inside
        assert other.organisation.name not in found.sentence


def test_the_agency_and_its_client_do_not_declare_the_same_hours_twice(app: object) -> None:
    agency, client = make_statement(), make_statement()
    client = make_statement(make_running(db.session.get_one(Organisation, agency.body_id)))
    person = person_of(agency)
    twin = make_participant(
        body_id=agency.body_id, family_name=person.family_name.upper(), birth_date=person.birth_date
    )
    make_certificate(twin)
    lent = {"employer_kind": EmployerKind.ETTI, "contract_type": ContractType.TEMPORARY}
    fill(agency, make_employment(agency.commitment, person, **lent), 4000)
    submit([agency], "Camille Essai")
    fill(client, make_employment(client.commitment, twin), 4050)
    (found,) = findings_of(client)
    assert found.code is Code.TWICE
    assert "fiche voisine" in found.inside


def test_a_derogation_lets_somebody_pass_and_the_doctor_agrees(app: object) -> None:
    statement = make_statement()
    stranger = make_employment(statement.commitment, make_participant(body_id=statement.body_id))
    fill(statement, stranger)
    with pytest.raises(RuleBroken, match="éligibilité"):
        submit([statement], "Camille Essai")
    asker = facilitator_of(statement)
    with pytest.raises(RuleBroken, match="motif"):
        grant(asker, statement, stranger.id, Code.NOT_ELIGIBLE, " ")
    with pytest.raises(RuleBroken, match="ne connaît pas"):
        grant(asker, statement, stranger.id, Code.DAY_LIMIT, "Urgence")
    given = grant(asker, statement, stranger.id, Code.NOT_ELIGIBLE, "Accord de la CPAM reçu par téléphone")
    assert grant(asker, statement, stranger.id, Code.NOT_ELIGIBLE, "encore") is given
    assert {found.level for found in findings_of(statement)} == {Level.DEROGATION}
    submit([statement], "Camille Essai")
    validate(statement)
    db.session.flush()
    assert list(eligible_hours()) == []
    with pytest.raises(RuleBroken, match="ne change plus"):
        withdraw(given)
    assert standing_on(statement) == [given]


def test_a_withdrawn_derogation_blocks_again(app: object) -> None:
    statement = make_statement()
    stranger = make_employment(statement.commitment, make_participant(body_id=statement.body_id))
    fill(statement, stranger)
    given = grant(facilitator_of(statement), statement, stranger.id, Code.NOT_ELIGIBLE, "Accord oral")
    submit([statement], "Camille Essai")
    withdraw(given)
    with pytest.raises(RuleBroken, match="éligibilité"):
        validate(statement)


def test_the_selects_do_not_grow_with_the_statements(app: object) -> None:
    body = make_statement().body_id
    statements = []
    for _ in range(6):
        statement = make_statement(make_running(db.session.get_one(Organisation, body)))
        statements.append(fill(statement, make_employment(statement.commitment)))
    db.session.flush()
    assert selects(statements[:1]) == selects(statements)


def selects(statements: list[Statement]) -> int:
    """How many selects the checks of some statements, already loaded, take."""
    counted = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    findings_of_all(statements)
    return len(counted)
