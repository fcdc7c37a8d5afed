"""Months open: a statement is born for every commitment and month that may be declared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection, Select, delete, event, select
from sqlalchemy.orm import selectinload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import WITHOUT_HOURS
from clauses.hours.ledger.asking_rules import due_on
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import DECLARING_STAGES, OPEN_STATES, State, months
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import number_of
from facilitator.audit.queries import record
from facilitator.db import db


def open_months(on: date, contract: Contract | None = None) -> int:
    """Open every month begun by a day, for every commitment that owes hours then (of one contract, or of
    all). How many were born; twice changes nothing. Leaves `statement.opened` for each body concerned.
    """
    known = _known(contract)
    due_days = DueDays(on)
    _review(on, contract, due_days)
    born: dict[int, list[Statement]] = defaultdict(list)
    for commitment in db.session.scalars(_declaring(contract)):
        for month in months_of(commitment, on):
            if month not in known[commitment.id]:
                born[commitment.terms.lot.contract.body_id].append(_born(commitment, month, on, due_days))
    for body_id, statements in born.items():
        db.session.add_all(statements)
        record("statement.opened", "statement", body=body_id, count=len(statements))
    return sum(map(len, born.values()))


def openable(body_id: int, on: date) -> dict[int, set[date]]:
    """By commitment of a body, the months begun by a day that it has to declare, open already or not."""
    commitments = db.session.scalars(_declaring(None).where(Contract.body_id == body_id))
    return {each.id: set(months_of(each, on)) for each in commitments}


def open_these(places: Iterable[tuple[int, date]], on: date) -> list[Statement]:
    """Open these months of these commitments, in their order: an import of past hours needs them.

    Leaves `statement.opened` for each body concerned.
    """
    wanted, due_days = list(places), DueDays(on)
    ids = {commitment for commitment, _ in wanted}
    known = {each.id: each for each in db.session.scalars(_declaring(None).where(Commitment.id.in_(ids)))}
    born = [_born(known[commitment], month, on, due_days) for commitment, month in wanted]
    db.session.add_all(born)
    db.session.flush()
    for body_id in sorted({each.body_id for each in born}):
        count = sum(each.body_id == body_id for each in born)
        record("statement.opened", "statement", body=body_id, count=count)
    return born


class DueDays(dict[int, int]):
    """The day of the month by which each body wants a month declared, asked once a body."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def __missing__(self, body_id: int) -> int:
        """The value in force for a body."""
        parameter = CATALOGUE["declaration_due_day"]
        self[body_id] = int(number_of(settings_for(body_id, self.on).of(parameter)))
        return self[body_id]


def _due(commitment: Commitment, month: date, due_days: DueDays) -> date:
    terms, contract = commitment.terms, commitment.terms.lot.contract
    return due_on(terms.reporting_period, month, contract.ends_on, due_days[contract.body_id])


def _review(on: date, contract: Contract | None, due_days: DueDays) -> None:
    """Look again at the months that the company holds: those unanswered and no longer to be declared go (a
    contract that ends sooner), the others are due when the clause now says.

    Leaves `statement.closed` for each that goes. What somebody answered stays, whatever the dates say now.
    """
    held = select(Statement).where(Statement.state.in_(OPEN_STATES))
    if contract is not None:
        held = held.where(Statement.commitment_id.in_([one.id for one in contract.commitments]))
    for statement in db.session.scalars(held.options(selectinload(Statement.commitment))):
        unanswered = statement.state is State.EXPECTED
        if unanswered and statement.month not in months_of(statement.commitment, on):
            record("statement.closed", statement, month=statement.month.isoformat())
            db.session.delete(statement)
            continue
        due = _due(statement.commitment, statement.month, due_days)
        if statement.due_on != due:
            record("statement.due_moved", statement, due=due.isoformat())
            statement.due_on = due


@event.listens_for(Commitment, "before_delete")
def _empty_months_go(_mapper: object, connection: Connection, commitment: Commitment) -> None:
    """A commitment made by mistake goes with the months that nobody answered; any answer keeps it."""
    mine = Statement.commitment_id == commitment.id
    connection.execute(delete(Statement).where(mine, Statement.state == State.EXPECTED))


def _known(contract: Contract | None) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    rows = select(Statement.commitment_id, Statement.month)
    if contract is not None:
        rows = rows.where(Statement.commitment_id.in_([one.id for one in contract.commitments]))
    for commitment_id, month in db.session.execute(rows):
        found[commitment_id].add(month)
    return found


def _declaring(contract: Contract | None) -> Select[Commitment]:
    found = (
        select(Commitment)
        .join(Commitment.terms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .where(
            Contract.stage.in_(DECLARING_STAGES),
            Contract.archived_on.is_(None),
            ClauseTerms.kind.not_in(WITHOUT_HOURS) | ClauseTerms.minutes.is_not(None),
        )
        .options(
            selectinload(Commitment.versions),
            selectinload(Commitment.terms).selectinload(ClauseTerms.lot).selectinload(Lot.contract),
        )
    )
    return found if contract is None else found.where(Contract.id == contract.id)


def months_of(commitment: Commitment, on: date) -> Iterator[date]:
    """The months, begun by a day, that a commitment has to declare."""
    terms, contract = commitment.terms, commitment.terms.lot.contract
    starts = [contract.starts_on or contract.notified_on, commitment.starts_on]
    if terms.optional:
        if terms.affirmed_on is None:
            return
        starts.append(terms.affirmed_on)
    known = [start for start in starts if start is not None]
    if contract.notified_on is None or not known:
        return
    yield from months(max(known), min(on, contract.ends_on or on))


def _born(commitment: Commitment, month: date, on: date, due_days: DueDays) -> Statement:
    return Statement(
        body_id=commitment.terms.lot.contract.body_id,
        commitment=commitment,
        organisation_id=commitment.organisation_id,
        month=month,
        opened_on=on,
        due_on=_due(commitment, month, due_days),
    )
