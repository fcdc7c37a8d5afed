"""Nobody is declared for a commitment she does not work for; the finding leads to its mend."""

from datetime import date

import pytest

from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Code, Level
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.hours.pooling.queries import agree, share_month
from clauses.people.employments.models import Assignment, Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client, keep
from tests.factories_hours import make_employment, make_running, make_statement

WORK = MinutesKind.WORK


def stray() -> tuple[Statement, Employment]:
    """A month with hours of somebody of the company who works for another of its commitments."""
    statement = make_statement()
    body = db.session.get_one(Organisation, statement.body_id)
    other = make_running(body, organisation=statement.organisation)
    employment = make_employment(other)
    put_line(statement, employment, WORK, 6000)
    touched(statement)
    return statement, employment


def codes(statement: Statement) -> set[Code]:
    return {found.code for found in findings_of(statement) if found.level is Level.BLOCKING}


def test_hours_of_somebody_who_does_not_work_there_are_not_sent(app: object) -> None:
    statement, _ = stray()
    assert codes(statement) == {Code.NOT_ASSIGNED}
    with pytest.raises(RuleBroken, match="pas d’affectation"):
        submit([statement], "Camille Essai")


@pytest.mark.parametrize(
    ("starts", "ends", "blocked"),
    [
        (date(2026, 3, 2), None, False),
        (date(2026, 10, 31), None, False),
        (date(2026, 11, 1), None, True),
        (date(2026, 3, 2), date(2026, 9, 30), True),
        (date(2026, 3, 2), date(2026, 10, 1), False),
    ],
)
def test_an_assignment_covers_a_day_of_the_month(
    app: object, starts: date, ends: date | None, blocked: bool
) -> None:
    statement, employment = stray()
    db.session.add(
        Assignment(employment=employment, commitment=statement.commitment, starts_on=starts, ends_on=ends)
    )
    db.session.flush()
    assert (codes(statement) == {Code.NOT_ASSIGNED}) is blocked


def test_a_correction_is_no_way_round(app: object) -> None:
    statement = make_statement()
    employment = make_employment(statement.commitment)
    put_line(statement, employment, WORK, 6000)
    touched(statement)
    submit([statement], "Camille Essai")
    validate(statement)
    employment.assignments[0].ends_on = date(2026, 9, 30)
    db.session.flush()
    with pytest.raises(RuleBroken, match="pas d’affectation"):
        correct(statement, employment, WORK, 60, "Oubli")
    correct(statement, employment, WORK, -60, "Erreur")


def test_an_agreement_stands_for_an_assignment(app: object) -> None:
    here = make_statement()
    body = db.session.get_one(Organisation, here.body_id)
    there = make_statement(make_running(body, organisation=here.organisation))
    for each in (here, there):
        each.commitment.terms.pooling_allowed = True
    employment = make_employment(here.commitment)
    weights = {here.commitment: 1, there.commitment: 1}
    agreement = agree(here.body_id, "Commun", date(2026, 9, 1), date(2026, 9, 1), None, "Accord", weights)
    db.session.flush()
    share_month(agreement, employment, date(2026, 10, 1), WORK, 6000)
    assert Code.NOT_ASSIGNED not in codes(there)


def test_the_page_leads_to_the_assignment(client: Client) -> None:
    statement, employment = stray()
    keep()
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, statement.body_id))
    page = client.get("statements.show", statement_id=statement.id)
    assert "Pas d’affectation à ce marché" in page.text
    (link,) = [one for one in page.select("a") if "Affecter à ce marché" in one.get_text()]
    asked = client.get(
        "employments.assign_to", employment_id=employment.id, engagement=statement.commitment_id
    )
    assert (
        link["href"] == f"/contrats-de-travail/{employment.id}/affecter?engagement={statement.commitment_id}"
    )
    chosen = asked.one("select[name=commitment_id] option[selected]")
    assert chosen["value"] == str(statement.commitment_id)
    client.post("employments.assign_to", {"commitment_id": str(chosen["value"])}, employment_id=employment.id)
    db.session.expire_all()
    assert codes(statement) == set()
