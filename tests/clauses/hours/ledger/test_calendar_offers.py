"""The due days of hours in calendars."""

from datetime import date

from flask import Flask

from clauses.hours.ledger.calendar_offers import appointments
from clauses.hours.ledger.rules import State
from facilitator.access import Asker, Role
from facilitator.agenda.feed_rules import MINE, TERRITORY
from facilitator.appointments import Appointment, Wanted
from facilitator.formats import NBSP
from tests.factories_hours import make_running, make_statement


def told(asker: Asker, about: str = MINE) -> list[Appointment]:
    wanted = Wanted(about, 0, date(2026, 9, 1), date(2028, 5, 1))
    return [one for batch in appointments(asker, wanted) for one in batch.marks]


def test_a_company_reads_its_own_due_day_and_a_body_its_companies(app: Flask) -> None:
    running = make_running()
    make_statement(running)
    make_statement(running, date(2026, 9, 1))
    make_statement(running, date(2026, 8, 1), state=State.VALIDATED, due_on=date(2026, 9, 10))
    make_statement(due_on=date(2026, 12, 10))
    company = Asker(1, 1, Role.DECLARANT, running.organisation_id, "", "")
    (due,) = told(company)
    assert (due.begins, due.ends) == (date(2026, 11, 10), date(2026, 11, 11))
    assert due.told == f"Heures à déclarer{NBSP}: septembre{NBSP}2026, octobre{NBSP}2026."
    assert due.url.endswith("/declarer/")
    assert told(company, TERRITORY) == [due]
    body = Asker(1, 1, Role.HEAD, running.terms.lot.contract.body_id, "", "")
    assert [one.begins for one in told(body)] == [date(2026, 11, 10)]
    running.terms.lot.contract.archived_on = date(2026, 11, 1)
    assert told(body) == []
    assert told(Asker(1, 1, Role.PARTNER, running.organisation_id, "", "")) == []
