"""November: a company has its October to declare, by its link."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories_hours import make_employment, make_running, make_statement
from tests.factories_links import make_link, open_link

TODAY = "2026-11-03 09:00+01:00"


@pytest.fixture
def in_november() -> Iterator[None]:
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def statement(app: Flask) -> Statement:
    """October, for a company whose two people worked in September."""
    commitment = make_running()
    people = [make_employment(commitment) for _ in range(2)]
    before = make_statement(commitment, date(2026, 9, 1), due_on=date(2026, 10, 10))
    for one in people:
        put_line(before, one, MinutesKind.WORK, 9100)
    touched(before)
    submit([before], "Camille Essai")
    return make_statement(commitment)


@pytest.fixture
def company(client: Client, statement: Statement) -> Client:
    """The company, by its link."""
    body = statement.commitment.terms.lot.contract.body_id
    link, _ = make_link(db.session.get_one(Organisation, body), statement.organisation)
    name, _, value = open_link(client.app, link).partition("=")
    client.web.set_cookie(name, value)
    return client
