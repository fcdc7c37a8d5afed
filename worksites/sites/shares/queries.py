"""Write shares down; what may be chosen; what an asker sees of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import Contract
from clauses.contracts.queries import contracts_of
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.traces import leaves_trace
from facilitator.words import RuleBroken
from worksites.sites.models import WorkPhase, Worksite, WorksiteShare
from worksites.sites.queries import shares_of
from worksites.sites.rules import SharePurpose
from worksites.sites.shares.rules import SitePart, check_part

STOOD_ON = "Des phases de ce chantier sont rattachées à ce lot : détachez-les d’abord."


def part_of(row: WorksiteShare) -> SitePart:
    """A share as the rules read it."""
    return SitePart(row.worksite_id, row.lot_id, row.share)


def share_of_asker(asker: Asker, share_id: int) -> WorksiteShare | None:
    """One share, if the asker may see it."""
    return db.session.scalar(shares_of(asker).where(WorksiteShare.id == share_id))


def offered(asker: Asker) -> list[tuple[str, str]]:
    """What may be shared out: each contract that runs, whole, then each of its lots (`12` or `12-34`)."""
    found = contracts_of(asker).where(Contract.archived_on.is_(None)).order_by(Contract.reference)
    choices = []
    for contract in db.session.scalars(found.options(selectinload(Contract.lots))):
        choices.append((str(contract.id), f"{contract.reference}, marché entier : {contract.title[:80]}"))
        if len(contract.lots) > 1:
            choices += [
                (f"{contract.id}-{lot.id}", f"{contract.reference}, lot {lot.number} : {lot.title[:80]}")
                for lot in contract.lots
            ]
    return choices


def _others(contract_id: int, but: int | None = None) -> list[SitePart]:
    rows = db.session.scalars(select(WorksiteShare).where(WorksiteShare.contract_id == contract_id))
    return [part_of(row) for row in rows if row.id != but]


def add_share(
    worksite: Worksite, what: tuple[int, int | None], part: SitePart, purpose: SharePurpose
) -> WorksiteShare:
    """A contract (or a lot) works on a worksite for this part. Leaves `worksite.share_added`."""
    contract_id, lot_id = what
    check_part(part, _others(contract_id))
    row = WorksiteShare(
        worksite_id=worksite.id, contract_id=contract_id, lot_id=lot_id, share=part.share, purpose=purpose
    )
    db.session.add(row)
    record("worksite.share_added", worksite, contract=contract_id, lot=lot_id, share=str(part.share))
    return row


def change_share(row: WorksiteShare, part: SitePart, purpose: SharePurpose) -> None:
    """Another part, or another purpose. Leaves `worksite.share_changed` with what was before."""
    check_part(part, _others(row.contract_id, row.id))
    record("worksite.share_changed", row.worksite, contract=row.contract_id, before=str(row.share))
    row.share, row.purpose = part.share, purpose


def remove_share(row: WorksiteShare) -> None:
    """The contract no longer works there; refused while a phase stands on its lots. Leaves
    `worksite.share_removed`.
    """
    lots = [row.lot_id] if row.lot_id else [lot.id for lot in row.contract.lots]
    standing = select(WorkPhase.id).where(
        WorkPhase.worksite_id == row.worksite_id, WorkPhase.lot_id.in_(lots)
    )
    if db.session.scalar(standing.limit(1)):
        raise RuleBroken(STOOD_ON)
    record(
        "worksite.share_removed", row.worksite, contract=row.contract_id, lot=row.lot_id, share=str(row.share)
    )
    db.session.delete(row)


def worksites_with(asker: Asker, contract_id: int) -> Sequence[WorksiteShare]:
    """The shares of one contract on the worksites that the asker may see, by the worksites' names.

    Most contracts have none.
    """
    if not leaves_trace(WorksiteShare, Contract, contract_id):
        return []
    found = shares_of(asker).where(WorksiteShare.contract_id == contract_id).join(WorksiteShare.worksite)
    return db.session.scalars(
        found.options(joinedload(WorksiteShare.worksite), joinedload(WorksiteShare.lot)).order_by(
            Worksite.name, WorksiteShare.id
        )
    ).all()
