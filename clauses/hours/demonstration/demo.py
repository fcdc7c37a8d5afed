"""Builds the demonstration's hours, month after month, by the verbs of the ledger at their own time."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from operator import itemgetter
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.contract_rules import add_months
from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.hours.demonstration.last_month import LastMonth, mend
from clauses.hours.demonstration.plan import kinds_of, spread
from clauses.hours.demonstration.telling import Companies, Worked
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import validate
from clauses.hours.ledger.rules import first_of, next_month, previous_month
from clauses.hours.opening.queries import open_months
from clauses.people.demonstration.deciding import morning
from clauses.people.demonstration.plan import done_by, months_of
from clauses.people.employments.models import Assignment, Employment
from facilitator.accounts.demonstration.demo import SEED
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import month as month_name
from facilitator.formats import plural

MENDED = timedelta(days=19)
"""After the beginning of last month, two older months were found wrong."""


def build() -> str:
    """Open every month; fill, send and validate those that are past; leave last month in every state."""
    born = open_months(today())
    db.session.flush()
    last = previous_month(first_of(today()))
    months: dict[date, list[Statement]] = defaultdict(list)
    for statement in _past(last):
        months[statement.month].append(statement)
    worked, companies, chance = _worked(), Companies(), Random(SEED)
    recent = LastMonth(months[last], worked, companies)
    for month in sorted(set(months) - {last}):
        answered = [one for one in months[month] if not recent.left_open(one)]
        _tell(month, answered, worked, companies, chance)
    with told_at(morning(last + MENDED)):
        mend(months[add_months(last, -2)])
    recent.tell()
    return f"{plural(born, 'relevé ouvert', 'relevés ouverts')} depuis {month_name(min(months))}"


def _past(last: date) -> list[Statement]:
    found = (
        select(Statement)
        .where(Statement.month <= last)
        .order_by(Statement.month, Statement.id)
        .options(
            joinedload(Statement.organisation),
            joinedload(Statement.commitment)
            .joinedload(Commitment.terms)
            .joinedload(ClauseTerms.lot)
            .joinedload(Lot.contract),
            selectinload(Statement.lines),
        )
    )
    return list(db.session.scalars(found))


def _worked() -> Worked:
    """By commitment and month: who worked, and how many minutes of each kind."""
    by_commitment: dict[Commitment, list[Assignment]] = defaultdict(list)
    loaded = select(Assignment).options(
        joinedload(Assignment.commitment),
        joinedload(Assignment.employment).joinedload(Employment.participant),
    )
    for assignment in db.session.scalars(loaded.order_by(Assignment.id)):
        by_commitment[assignment.commitment].append(assignment)
    found: Worked = defaultdict(dict)
    for commitment, assignments in by_commitment.items():
        employments = {one.employment_id: one.employment for one in assignments}
        shares = spread(done_by(commitment, today()), assignments, months_of(commitment, today()))
        for (employment_id, month), minutes in shares.items():
            employment = employments[employment_id]
            kinds = kinds_of(employment.contract_type, minutes, month)
            if kinds:
                found[commitment.id, month][employment] = kinds
    return found


def _tell(
    month: date, statements: list[Statement], worked: Worked, companies: Companies, chance: Random
) -> None:
    """A month that went well: each company sent all its statements together, the body validated them."""
    held: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        held[statement.organisation_id].append(statement)
    sent: list[tuple[datetime, list[Statement]]] = []
    for group in held.values():
        at = morning(next_month(month) + timedelta(days=chance.randint(1, 8)), chance.randint(0, 500))
        for statement in group:
            companies.fill(statement, worked.get((statement.commitment_id, month), {}), at)
        companies.send(group, at + timedelta(minutes=4))
        sent.append((at, group))
    with acting():
        for at, group in sorted(sent, key=itemgetter(0)):
            with told_at(at + timedelta(days=chance.randint(1, 5))):
                for statement in group:
                    validate(statement)


PARTS = (DemoPart("hours", "Relevés d’heures", build),)
