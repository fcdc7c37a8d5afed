"""What an asker may see of the contracts. Everything that hangs on a contract joins through here."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import BindParameter, Row, Select, bindparam, exists, false, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from clauses.contracts.models import (
    Amendment,
    CallOffOrder,
    ClauseTerms,
    Commitment,
    Contract,
    Lot,
    PenaltyTerm,
    Tranche,
)
from clauses.contracts.operations.models import Operation
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.accounts.models import Organisation, User
from facilitator.accounts.queries import organisations_of, owned
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.queries import Told
from facilitator.db import Base, db
from facilitator.prepared import PREPARED, Prepared

Part = TypeVar("Part", bound=Base)
Key = int | BindParameter[int]
"""The number of a thing, or the name under which it is handed in when a prepared select runs."""
CLAUSES = joinedload(Contract.lots).joinedload(Lot.terms)
TREE = (
    joinedload(Contract.buyer),
    joinedload(Contract.operation),
    joinedload(Contract.followed_by),
    CLAUSES.joinedload(ClauseTerms.tranche),
    CLAUSES.joinedload(ClauseTerms.commitments).joinedload(Commitment.organisation),
    CLAUSES.joinedload(ClauseTerms.commitments).joinedload(Commitment.versions),
)
"""What the page of a contract always shows of it."""


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
    """One contract, if the asker may see it; what the session holds of it is not read again."""
    seen = _sight_of(asker).once(contract=contract_id)
    return db.session.get(Contract, contract_id) if seen else None


@lru_cache(maxsize=PREPARED)
def _sight_of(asker: Asker) -> Prepared:
    found = contracts_of(asker).where(Contract.id == bindparam("contract"))
    return Prepared(found.with_only_columns(Contract.id))


def whole_contract_of(asker: Asker, contract_id: int) -> Contract | None:
    """The same with its buyer, its lots, their clauses, and who owes what since when: one select, and one
    for what it may have none of.
    """
    asked = {"contract": contract_id}
    found = db.session.scalars(_whole(asker), asked).unique().one_or_none()
    if found is not None:
        tranches, orders, amendments, penalties = HOLDS.rows(asked)[0]
        empty = {"tranches": not tranches, "orders": not orders, "amendments": not amendments}
        for name in (name for name, none in empty.items() if none):
            set_committed_value(found, name, [])
        for terms in found.terms if not penalties else ():
            set_committed_value(terms, "penalties", [])
    return found


@lru_cache(maxsize=PREPARED)
def _whole(asker: Asker) -> Select[Contract]:
    return contracts_of(asker).where(Contract.id == bindparam("contract")).options(*TREE)


HOLDS = Prepared(
    select(
        *(
            exists().where(part.contract_id == bindparam("contract"))
            for part in (Tranche, CallOffOrder, Amendment)
        ),
        select(PenaltyTerm.id)
        .join(PenaltyTerm.terms)
        .join(ClauseTerms.lot)
        .where(Lot.contract_id == bindparam("contract"))
        .exists(),
    )
)
"""Whether a contract has tranches, orders, amendments, penalties: most lack some, its page asks for all."""


def operations_of(asker: Asker) -> Select[Operation]:
    """The operations an asker may see: its body's, or those its own contracts belong to."""
    if asker.body_id is not None:
        return owned(Operation, asker)
    seen = contracts_of(asker).with_only_columns(Contract.operation_id)
    return select(Operation).where(Operation.id.in_(seen))


def commitments_of(asker: Asker, contract: Key | None = None) -> Select[Commitment]:
    """The commitments an asker may see; a company's own, and those carried for it.

    `contract` keeps those of one: its sight is then asked of that contract, not of all those of a body.
    """
    seen = contracts_of(asker).with_only_columns(Contract.id)
    if contract is not None:
        seen = seen.where(Contract.id == contract)
    found = select(Commitment).join(Commitment.terms).join(ClauseTerms.lot).where(Lot.contract_id.in_(seen))
    if asker.role not in COMPANY_ROLES:
        return found
    own = select(Commitment.id).where(Commitment.organisation_id == asker.organisation_id)
    return found.where(Commitment.id.in_(own) | Commitment.parent_id.in_(own))


PATHS = {
    Lot: Lot.contract_id,
    Tranche: Tranche.contract_id,
    CallOffOrder: CallOffOrder.contract_id,
    Amendment: Amendment.contract_id,
    ClauseTerms: Lot.contract_id,
    Commitment: Lot.contract_id,
    PenaltyTerm: Lot.contract_id,
}
"""How each part of a contract reaches it."""


def part_of(asker: Asker, model: type[Part], part_id: int) -> Part | None:
    """A part of a contract that the asker may see: a lot, a clause, a commitment, an amendment…"""
    found = select(model).where(model.id == part_id)  # type: ignore[attr-defined]
    if model in {Commitment, PenaltyTerm}:
        found = found.join(ClauseTerms).join(Lot)
    elif model is ClauseTerms:
        found = found.join(Lot)
    seen = contracts_of(asker).with_only_columns(Contract.id)
    return db.session.scalar(found.where(PATHS[model].in_(seen)))


def organisations_met(asker: Asker, kinds: Collection[OrganisationKind]) -> list[tuple[int, str]]:
    """(id, name) of the organisations of these kinds that the asker may choose, by name."""
    chosen = organisations_of(asker).where(Organisation.kind.in_(kinds)).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(chosen)]


def operations_offered(asker: Asker) -> list[tuple[int, str]]:
    """(id, name) of the operations a contract may belong to, by name."""
    chosen = operations_of(asker).where(Operation.archived_on.is_(None)).order_by(Operation.name)
    return [(one.id, one.name) for one in db.session.scalars(chosen)]


def names_of_users(ids: Collection[int]) -> dict[int, str]:
    """The name of each user, by id (for a body's own pages only)."""
    if not ids:
        return {}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _named(ids: Collection[int | None]) -> Sequence[Row[int, str]]:
    if not ids:
        return ()
    return db.session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    ).all()


def who_acted(events: Collection[Told]) -> dict[int, str]:
    """Who did each event, by its id (for a body's own pages only).

    A user by name; whoever came by a task link by her company; « Facilitator » when nobody pressed.
    """
    users = names_of_users({one.user_id for one in events if one.user_id})
    linked = {one.organisation_id for one in events if one.role == Role.LINK}
    companies = {key: f"{name}, par lien" for key, name in _named(linked)}
    nobody = "Facilitator"
    return {
        one.id: users.get(one.user_id, "") if one.user_id else companies.get(one.organisation_id or 0, nobody)
        for one in events
    }
