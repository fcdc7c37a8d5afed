"""The control totals of the hours: what a backup must give again, contract by contract."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.hours.ledger.models import Statement

SUMS = {
    "déclaré": Statement.declared_minutes,
    "validé": Statement.validated_minutes,
    "compté": Statement.counted_minutes,
}


def contract_hours(connection: Connection) -> Mapping[str, int]:
    """Minutes declared, validated and counted of each contract, on this connection."""
    found = (
        select(Lot.contract_id, *(func.coalesce(func.sum(column), 0) for column in SUMS.values()))
        .join(ClauseTerms, ClauseTerms.lot_id == Lot.id)
        .join(Commitment, Commitment.terms_id == ClauseTerms.id)
        .join(Statement, Statement.commitment_id == Commitment.id)
        .group_by(Lot.contract_id)
        .order_by(Lot.contract_id)
    )
    return {
        f"marché {contract}, {name}": int(minutes)
        for contract, *sums in connection.execute(found)
        for name, minutes in zip(SUMS, sums, strict=True)
    }
