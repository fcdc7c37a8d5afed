"""What a buyer must do on its contracts; what is published of its companies elsewhere."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from clauses.compliance.board.queries import line_of, lines_of
from clauses.compliance.board.rules import Line
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import FileState
from clauses.compliance.portal.rules import (
    AT_RISK,
    MUST_START,
    SILENT_MONTHS,
    Clause,
    Duty,
    Past,
    kick_off,
    of_clause,
    order,
    penalty,
    published,
    visa,
)
from clauses.compliance.rules import ClauseState
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import Party, Stage
from clauses.hours.ledger.models import CommitmentTotal
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db

WAITING = (FileState.DRAFTED, FileState.PROPOSED)


def followed_by(asker: Asker, on: date, buyer_id: int | None = None) -> Select[*tuple[Any, ...]]:
    """The clauses of a buyer's contracts, or of all, as the board has them."""
    return lines_of(asker, {} if buyer_id is None else {"acheteur": str(buyer_id)}, on)


def at_risk(found: Select[*tuple[Any, ...]]) -> list[Line]:
    """Those among these clauses that ask for something: at risk, or silent for long."""
    lines = found.subquery()
    risky = select(lines).where(or_(lines.c.state.in_(AT_RISK), lines.c.late >= SILENT_MONTHS))
    return [line_of(row) for row in db.session.execute(risky)]


def counted_at_risk(lines: Subquery) -> tuple[ColumnElement[int], ...]:
    """Of these clauses: how many are late, at risk, and how many duties they make (`of_clause`, in SQL)."""
    column = lines.c
    starts = and_(column.state.in_(MUST_START), column.start_by.is_not(None))
    late, risky = column.state == ClauseState.LATE, column.state.in_(AT_RISK)
    duties = case((starts, 1), else_=0) + case((column.late >= SILENT_MONTHS, 1), else_=0)
    return (
        func.sum(case((late, 1), else_=0)),
        func.sum(case((risky, 1), else_=0)),
        func.sum(duties),
    )


def counted_by_buyer(asker: Asker) -> tuple[Select[int, str, int], Select[int, str, int]]:
    """By buyer, number and name: how many contracts and how many penalty files wait for it."""
    seen = contracts_of(asker).where(Contract.archived_on.is_(None)).order_by(None)
    asked = or_(
        Contract.stage == Stage.BUYER_VISA,
        and_(Contract.stage == Stage.NOTIFIED, Contract.kick_off_on.is_(None)),
    )
    whose = (Organisation.id, Organisation.name, func.count())
    contracts = (
        seen.where(asked)
        .join(Organisation, Organisation.id == Contract.buyer_id)
        .with_only_columns(*whose)
        .group_by(Organisation.id, Organisation.name)
    )
    files = (
        select(*whose)
        .select_from(PenaltyFile)
        .join(Contract, Contract.id == PenaltyFile.contract_id)
        .join(Organisation, Organisation.id == Contract.buyer_id)
        .where(PenaltyFile.state.in_(WAITING))
        .where(PenaltyFile.contract_id.in_(seen.with_only_columns(Contract.id)))
        .group_by(Organisation.id, Organisation.name)
    )
    return contracts, files


def duties_of(
    asker: Asker, lines: Collection[Line], buyer_id: int | None = None, contract_id: int | None = None
) -> list[Duty]:
    """What only the buyer can do, the most important first."""
    found: list[Duty] = []
    seen = contracts_of(asker).where(Contract.archived_on.is_(None))
    if buyer_id is not None:
        seen = seen.where(Contract.buyer_id == buyer_id)
    if contract_id is not None:
        seen = seen.where(Contract.id == contract_id)
    rows = seen.with_only_columns(
        Contract.id, Contract.reference, Contract.stage, Contract.notified_on, Contract.kick_off_on
    ).where(Contract.stage.in_((Stage.BUYER_VISA, Stage.NOTIFIED)))
    for key, reference, stage, notified_on, kick_off_on in db.session.execute(rows):
        if stage is Stage.BUYER_VISA:
            found.append(visa(key, reference))
        elif kick_off_on is None:
            found.append(kick_off(key, reference, notified_on))
    files = (
        select(PenaltyFile.contract_id, PenaltyFile.state, Contract.reference, Organisation.name)
        .join(Contract, Contract.id == PenaltyFile.contract_id)
        .join(Organisation, Organisation.id == PenaltyFile.organisation_id)
        .where(PenaltyFile.state.in_(WAITING))
        .where(PenaltyFile.contract_id.in_(seen.with_only_columns(Contract.id)))
    )
    for key, state, reference, company in db.session.execute(files):
        found.append(penalty(key, reference, company, state is FileState.DRAFTED))
    holders = holders_of([line.terms_id for line in lines])
    for line in lines:
        found.extend(of_clause(_clause(line, holders)))
    return order(found)


def _clause(line: Line, holders: Mapping[int, str]) -> Clause:
    return Clause(
        line.contract_id,
        line.reference,
        line.lot,
        holders.get(line.terms_id, ""),
        line.state,
        line.start_by,
        line.people or 0,
        line.late,
    )


def holders_of(terms_ids: Collection[int]) -> dict[int, str]:
    """The name of the holder of each clause."""
    rows = db.session.execute(
        select(Commitment.terms_id, Organisation.name)
        .join(Organisation, Organisation.id == Commitment.organisation_id)
        .where(Commitment.terms_id.in_(terms_ids), Commitment.party == Party.HOLDER)
    )
    return {row.terms_id: row.name for row in rows}


def past_of(contract: Contract) -> list[Past]:
    """What may be published of the holders of a contract: their finished contracts for other buyers."""
    each = _finished_elsewhere(contract)
    rows = db.session.execute(
        select(
            Organisation.name,
            func.count().label("contracts"),
            func.sum(each.c.owed).label("owed"),
            func.sum(each.c.done).label("done"),
            func.sum(case((each.c.done >= each.c.owed, 1), else_=0)).label("reached"),
        )
        .join(Organisation, Organisation.id == each.c.organisation_id)
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name)
    )
    return published(
        [Past(row.name, int(row.contracts), int(row.owed), int(row.done), int(row.reached)) for row in rows]
    )


def _finished_elsewhere(contract: Contract) -> Subquery:
    """Minutes owed and done by company and finished contract of another buyer."""
    companies = {one.organisation_id for one in contract.commitments if one.party is not Party.SUBCONTRACTOR}
    return (
        select(
            Commitment.organisation_id,
            Lot.contract_id,
            func.coalesce(func.sum(Commitment.minutes), 0).label("owed"),
            func.coalesce(func.sum(CommitmentTotal.counted_minutes), 0).label("done"),
        )
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .outerjoin(CommitmentTotal, CommitmentTotal.commitment_id == Commitment.id)
        .where(
            Commitment.organisation_id.in_(companies),
            Commitment.party != Party.SUBCONTRACTOR,
            Contract.stage == Stage.CLOSED,
            Contract.buyer_id != contract.buyer_id,
        )
        .group_by(Commitment.organisation_id, Lot.contract_id)
        .subquery()
    )
