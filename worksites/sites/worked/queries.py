"""The hours worked that documents tell: kept with their source, read with the shares. The caller commits."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import Contract, Lot
from clauses.contracts.queries import contracts_of
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.sites.models import WorkedHours, Worksite, WorksiteShare
from worksites.sites.queries import shares_of
from worksites.sites.worked.rules import Key, SharePart, Worked, check_worked

TWICE = "Un total est déjà noté pour ce marché et cette année\u00a0: modifiez-le."


def worked_of(asker: Asker) -> Select[WorkedHours]:
    """The totals that an asker may see: its body's, or those of the contracts that a buyer sees."""
    if asker.body_id is not None:
        return owned(WorkedHours, asker)
    mine = contracts_of(asker).with_only_columns(Contract.id)
    return select(WorkedHours).where(WorkedHours.contract_id.in_(mine))


def worked_row(asker: Asker, worked_id: int) -> WorkedHours | None:
    """One total, if the asker may see it."""
    return db.session.scalar(worked_of(asker).where(WorkedHours.id == worked_id))


def worked_in(asker: Asker, operation_id: int) -> Sequence[WorkedHours]:
    """The totals of the contracts that have a share of an operation's worksites, by contract and year."""
    keys = [contract_id for contract_id, _ in known_keys(asker, operation_id)]
    return db.session.scalars(
        worked_of(asker)
        .where(WorkedHours.contract_id.in_(keys))
        .join(WorkedHours.contract)
        .options(joinedload(WorkedHours.contract), joinedload(WorkedHours.lot))
        .order_by(Contract.reference, WorkedHours.lot_id, WorkedHours.year, WorkedHours.id)
    ).all()


def parts_of(asker: Asker) -> list[SharePart]:
    """Every share that the asker may see."""
    part = WorksiteShare
    columns = (part.contract_id, part.lot_id, part.worksite_id, part.share, part.purpose)
    rows = db.session.execute(shares_of(asker).with_only_columns(*columns).order_by(part.id))
    return [SharePart((contract, lot), site, share, purpose) for contract, lot, site, share, purpose in rows]


def known_keys(asker: Asker, operation_id: int) -> dict[Key, str]:
    """The contracts, or the lots, that have a share of an operation's worksites, as a reader names them."""
    sites = select(Worksite.id).where(Worksite.operation_id == operation_id)
    rows = db.session.execute(
        shares_of(asker)
        .join(WorksiteShare.contract)
        .outerjoin(Lot, Lot.id == WorksiteShare.lot_id)
        .where(WorksiteShare.worksite_id.in_(sites))
        .with_only_columns(WorksiteShare.contract_id, WorksiteShare.lot_id, Contract.reference, Lot.number)
        .order_by(Contract.reference, Lot.rank)
    )
    return {(contract, lot): named(reference, number) for contract, lot, reference, number in rows}


def named(reference: str, lot: str | None) -> str:
    """`2025-GAU-01`, `2025-GAU-01, lot 2`."""
    return reference if lot is None else f"{reference}, lot {lot}"


def told_by(asker: Asker, contract_ids: Collection[int]) -> dict[tuple[Key, int], int]:
    """Minutes told, by contract or lot and by year."""
    row = WorkedHours
    rows = db.session.execute(
        worked_of(asker)
        .where(row.contract_id.in_(contract_ids))
        .with_only_columns(row.contract_id, row.lot_id, row.year, row.minutes)
    )
    return {((contract, lot), year): minutes for contract, lot, year, minutes in rows}


def tell_worked(body_id: int, key: Key, told: Worked, author: tuple[int, date]) -> WorkedHours:
    """A new total; `author`: who, and the day. Leaves `contract.worked_told`. Raises `RuleBroken`."""
    check_worked(told, author[1])
    if _there(key, told.year) is not None:
        raise RuleBroken(TWICE, "year")
    row = WorkedHours(body_id=body_id, contract_id=key[0], lot_id=key[1], author_id=author[0])
    db.session.add(row)
    _write(row, told)
    db.session.flush()
    record("contract.worked_told", row, year=told.year, minutes=told.minutes, source=told.source)
    return row


def change_worked(row: WorkedHours, told: Worked, author: tuple[int, date]) -> None:
    """Put a total right. Leaves `contract.worked_changed` with what was before. Raises `RuleBroken`."""
    check_worked(told, author[1])
    other = _there((row.contract_id, row.lot_id), told.year)
    if other is not None and other.id != row.id:
        raise RuleBroken(TWICE, "year")
    before = [row.year, row.minutes, row.source, row.dated_on.isoformat()]
    row.author_id = author[0]
    _write(row, told)
    record("contract.worked_changed", row, year=told.year, minutes=told.minutes, before=before)


def forget_worked(row: WorkedHours) -> None:
    """Remove a total: the phases stand again. Leaves `contract.worked_removed` with what it said."""
    record("contract.worked_removed", row, year=row.year, minutes=row.minutes, source=row.source)
    db.session.delete(row)


def load_worked(body_id: int, rows: Sequence[tuple[Key, Worked]], author: tuple[int, date]) -> None:
    """The totals of a sheet: a year told before is replaced, the same again changes nothing."""
    for key, told in rows:
        row = _there(key, told.year)
        if row is None:
            tell_worked(body_id, key, told, author)
        elif said_of(row) != told:
            change_worked(row, told, author)


def said_of(row: WorkedHours) -> Worked:
    """What a row says."""
    return Worked(row.year, row.minutes, row.source, row.dated_on)


def _write(row: WorkedHours, told: Worked) -> None:
    row.year, row.minutes, row.source = told.year, told.minutes, told.source.strip()[:200]
    row.dated_on, row.told_at = told.dated_on, now()


def _there(key: Key, year: int) -> WorkedHours | None:
    row = WorkedHours
    return db.session.scalar(
        select(row).where(row.contract_id == key[0], row.lot_id.is_(key[1]), row.year == year)
        if key[1] is None
        else select(row).where(row.contract_id == key[0], row.lot_id == key[1], row.year == year)
    )
