"""How long a person counts is said by the body, and by the clause where it says it itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.contract_rules import add_months
from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Code, Level
from clauses.hours.doctor.eligible_queries import eligible_hours
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched, validate
from clauses.hours.ledger.rules import first_of, last_of
from clauses.people.eligibility.rules import Window
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

WORK = MinutesKind.WORK
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def month_of(own: int | None, starts_on: date, months: int = 24) -> Statement:
    """October 2026 of a clause (its own duration, None: it says none), of somebody eligible from a day on."""
    commitment = make_running()
    commitment.terms.window_is_own = own is not None
    commitment.terms.counting_window_months = own or 24
    statement = make_statement(commitment)
    person = make_participant(body_id=statement.body_id)
    ends_on = add_months(starts_on, months) - timedelta(days=1)
    make_certificate(person, starts_on=starts_on, window_months=months, ends_on=ends_on)
    put_line(statement, make_employment(commitment, person), WORK, 600, remark="Un mot")
    touched(statement)
    return statement


@pytest.mark.parametrize(
    ("own", "starts_on", "decided", "counts"),
    [
        (None, date(2025, 10, 1), 24, True),
        (12, date(2025, 10, 1), 24, False),
        (12, date(2025, 10, 2), 24, True),
        (36, date(2024, 3, 1), 24, True),
        (None, date(2024, 3, 1), 24, False),
        (36, date(2023, 10, 1), 24, False),
    ],
)
def test_the_clause_says_how_long_a_person_counts_there(
    app: object, own: int | None, starts_on: date, decided: int, counts: bool
) -> None:
    statement = month_of(own, starts_on, decided)
    found = {one.code for one in findings_of(statement) if one.level is Level.BLOCKING}
    assert found == (set() if counts else {Code.AFTER_WINDOW})
    if counts:
        submit([statement], "Camille Essai")
        validate(statement)
        assert list(eligible_hours()) == []


def test_a_refusal_says_that_the_clause_decides(app: object) -> None:
    (found,) = findings_of(month_of(12, date(2025, 3, 2)))
    assert found.sentence.replace("\u00a0", " ").endswith(
        "a pris fin le 1er mars 2026 : la clause compte une personne pendant 12 mois."
    )


def test_the_doctor_finds_hours_counted_after_the_clause_s_own_window(app: object) -> None:
    statement = month_of(None, date(2025, 3, 2))
    submit([statement], "Camille Essai")
    validate(statement)
    assert list(eligible_hours()) == []
    statement.commitment.terms.window_is_own = True
    statement.commitment.terms.counting_window_months = 12
    db.session.flush()
    assert len(list(eligible_hours())) == 1


@given(DAYS, st.integers(1, 120), DAYS)
def test_the_doctor_counts_months_as_the_rules_do(starts_on: date, months: int, day: date) -> None:
    month = first_of(day)
    window = Window(starts_on, starts_on).lasting(months)
    in_sql = starts_on <= last_of(month) and starts_on > add_months(month, -months)
    assert window.meets(month, last_of(month)) == in_sql


@given(DAYS, st.integers(1, 60), st.integers(1, 60), DAYS)
def test_a_revocation_ends_the_window_of_every_clause(start: date, own: int, decided: int, on: date) -> None:
    window = Window(start, add_months(start, decided) - timedelta(days=1)).until(on)
    if window is not None:
        assert window.lasting(own).ends_on < on
        assert window.lasting(None) == window


def test_the_person_s_page_says_where_it_differs(client: Client) -> None:
    statement = month_of(12, date(2026, 3, 2))
    keep()
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, statement.body_id))
    person = statement.lines[0].participant_id
    said = client.get("people.show", participant_id=person).text.replace("\u00a0", " ")
    assert "dont la clause compte une personne pendant 12 mois" in said
    assert "Éligible jusqu’au 1er mars 2027" in said
    assert "Éligible jusqu’au 1er mars 2028" in said
    shown = client.get("statements.show", statement_id=statement.id).text.replace("\u00a0", " ")
    assert "Éligible jusqu’au 1er mars 2027" in shown
