"""What an asker may see of the worksites. Everything that hangs on a worksite joins through here."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, exists, false, or_, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import contracts_of
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker
from facilitator.accounts.queries import owned
from facilitator.db import db
from worksites.sites.models import WorkPhase, Worksite, WorksiteShare


def worksites_of(asker: Asker) -> Select[Worksite]:
    """The worksites an asker may see: its body's; those of its contracts, a buyer's; those of the lots where
    it owes hours, a company's. Nobody else's.
    """
    if asker.body_id is not None:
        return owned(Worksite, asker)
    if asker.role in BUYER_ROLES:
        mine = select(Contract.id).where(Contract.buyer_id == asker.organisation_id)
        met = select(WorksiteShare.worksite_id).where(WorksiteShare.contract_id.in_(mine))
        return select(Worksite).where(Worksite.id.in_(met))
    if asker.role in COMPANY_ROLES:
        return select(Worksite).where(Worksite.id.in_(_owed_by(asker.organisation_id)))
    return select(Worksite).where(false())


def _owed_by(organisation_id: int) -> Select[int]:
    """The worksites where a company owes hours: a share of its lot, or of the whole contract."""
    owes = exists().where(
        Commitment.organisation_id == organisation_id,
        ClauseTerms.id == Commitment.terms_id,
        Lot.id == ClauseTerms.lot_id,
        Lot.contract_id == WorksiteShare.contract_id,
        or_(WorksiteShare.lot_id.is_(None), WorksiteShare.lot_id == Lot.id),
    )
    return select(WorksiteShare.worksite_id).where(owes)


def worksite_of(asker: Asker, worksite_id: int) -> Worksite | None:
    """One worksite, if the asker may see it."""
    return db.session.scalar(worksites_of(asker).where(Worksite.id == worksite_id))


def shares_of(asker: Asker) -> Select[WorksiteShare]:
    """The shares that an asker may see: those of contracts it may see, on worksites it may see."""
    contracts = contracts_of(asker).with_only_columns(Contract.id)
    sites = worksites_of(asker).with_only_columns(Worksite.id)
    found = select(WorksiteShare).where(WorksiteShare.worksite_id.in_(sites))
    return found if asker.body_id is not None else found.where(WorksiteShare.contract_id.in_(contracts))


def shares_on(asker: Asker, worksite_ids: Collection[int]) -> Sequence[WorksiteShare]:
    """The shares of these worksites, with their contract and their lot, in the order of the contracts."""
    found = shares_of(asker).where(WorksiteShare.worksite_id.in_(worksite_ids))
    return db.session.scalars(
        found.join(WorksiteShare.contract)
        .options(joinedload(WorksiteShare.contract), joinedload(WorksiteShare.lot))
        .order_by(Contract.reference, WorksiteShare.lot_id, WorksiteShare.id)
    ).all()


def phases_of(asker: Asker) -> Select[WorkPhase]:
    """The work phases an asker may see: its body's; a buyer's, another buyer's lots left out."""
    if asker.role in COMPANY_ROLES:
        return select(WorkPhase).where(false())
    sites = worksites_of(asker).with_only_columns(Worksite.id)
    found = select(WorkPhase).where(WorkPhase.worksite_id.in_(sites))
    if asker.body_id is not None:
        return found
    contracts = contracts_of(asker).with_only_columns(Contract.id)
    lots = select(Lot.id).where(Lot.contract_id.in_(contracts))
    return found.where(or_(WorkPhase.lot_id.is_(None), WorkPhase.lot_id.in_(lots)))


def phase_of(asker: Asker, phase_id: int) -> WorkPhase | None:
    """One phase, if the asker may see it."""
    return db.session.scalar(phases_of(asker).where(WorkPhase.id == phase_id))


def phases_on(asker: Asker, worksite_ids: Collection[int]) -> Sequence[WorkPhase]:
    """The phases of these worksites in the order of their days, with their lot."""
    found = phases_of(asker).where(WorkPhase.worksite_id.in_(worksite_ids))
    lot = joinedload(WorkPhase.lot).joinedload(Lot.contract)
    return db.session.scalars(
        found.options(lot).order_by(WorkPhase.starts_on, WorkPhase.ends_on, WorkPhase.id)
    ).all()
