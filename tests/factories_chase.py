"""Companies that owe something to a body; rows are flushed, never committed."""

from datetime import date
from typing import Any

from clauses.hours.ledger.models import Statement
from facilitator.accounts.models import Organisation
from tests.factories import make_body, make_contact, make_meeting, make_organisation
from tests.factories_hours import MONTH, make_running, make_statement


def make_owing(
    body: Organisation | None = None,
    company: Organisation | None = None,
    month: date = MONTH,
    due_on: date = date(2026, 11, 10),
    **contract: Any,
) -> Statement:
    """A month that a company owes a body that works with it; the company has one contact."""
    body = body or make_body()
    if company is None:
        company = make_organisation()
        make_contact(company, phone="+33612345678", confirmed_on=date(2026, 10, 1))
        make_meeting(body, company)
    commitment = make_running(body, organisation=company, contract=contract)
    return make_statement(commitment, month, due_on=due_on)
