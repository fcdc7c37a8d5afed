"""What an asker may see of the contracts. Everything that hangs on a contract joins through here."""

from sqlalchemy import Select, false, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot, Operation
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker
from facilitator.accounts.queries import owned
from facilitator.db import db


def contracts_of(asker: Asker) -> Select[Contract]:
    """The contracts an asker may see: its body's, its own as a buyer, those where it owes hours."""
    if asker.body_id is not None:
        return owned(Contract, asker)
    if asker.role in BUYER_ROLES:
        return select(Contract).where(Contract.buyer_id == asker.organisation_id)
    if asker.role in COMPANY_ROLES:
        mine = (
            select(Lot.contract_id)
            .join(ClauseTerms)
            .join(Commitment)
            .where(Commitment.organisation_id == asker.organisation_id)
        )
        return select(Contract).where(Contract.id.in_(mine))
    return select(Contract).where(false())


def contract_of(asker: Asker, contract_id: int) -> Contract | None:
    """One contract, if the asker may see it."""
    return db.session.scalar(contracts_of(asker).where(Contract.id == contract_id))


def operations_of(asker: Asker) -> Select[Operation]:
    """The operations an asker may see: its body's, or those its own contracts belong to."""
    if asker.body_id is not None:
        return owned(Operation, asker)
    seen = contracts_of(asker).with_only_columns(Contract.operation_id)
    return select(Operation).where(Operation.id.in_(seen))


def commitments_of(asker: Asker) -> Select[Commitment]:
    """The commitments an asker may see; a company's own, and those carried for it."""
    seen = contracts_of(asker).with_only_columns(Contract.id)
    found = select(Commitment).join(Commitment.terms).join(ClauseTerms.lot).where(Lot.contract_id.in_(seen))
    if asker.role not in COMPANY_ROLES:
        return found
    own = select(Commitment.id).where(Commitment.organisation_id == asker.organisation_id)
    return found.where(Commitment.id.in_(own) | Commitment.parent_id.in_(own))


def list_contracts(asker: Asker) -> list[Contract]:
    """The list page's rows, the latest first."""
    return list(db.session.scalars(contracts_of(asker).order_by(Contract.id.desc())))
