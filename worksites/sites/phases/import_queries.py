"""Many phases written at once, and taken back at once."""

from collections.abc import Sequence
from dataclasses import asdict
from secrets import token_hex

from sqlalchemy import delete, func, select

from facilitator.audit.queries import record
from facilitator.db import db
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.phases.lot_queries import lots_on
from worksites.sites.phases.paste_rules import KnownLot
from worksites.sites.phases.rules import Phase


def known_lots(worksite: Worksite) -> list[KnownLot]:
    """The lots that a sheet may name."""
    return [KnownLot(lot.id, lot.number, lot.contract.reference) for lot in lots_on(worksite.id)]


def present_in(worksite: Worksite) -> list[Phase]:
    """The phases of a worksite, as a sheet would say them."""
    return [
        Phase(
            row.trade,
            row.starts_on,
            row.ends_on,
            row.headcount,
            row.minutes,
            row.lot_id,
            row.lot_label,
            row.title,
        )
        for row in worksite.phases
    ]


def add_phases(worksite: Worksite, phases: Sequence[Phase]) -> None:
    """New phases, all at once. Leaves one `worksite.phases_imported`; `undo_import` takes them back."""
    batch = token_hex(8)
    db.session.add_all(
        WorkPhase(worksite_id=worksite.id, batch=batch, **asdict(one.checked())) for one in phases
    )
    worksite.last_batch = batch
    record("worksite.phases_imported", worksite, count=len(phases), batch=batch)


def last_import(worksite: Worksite) -> int:
    """How many phases of the last import are there still, as they were imported."""
    if not worksite.last_batch:
        return 0
    here = WorkPhase.worksite_id == worksite.id, WorkPhase.batch == worksite.last_batch
    return db.session.scalar(select(func.count()).select_from(WorkPhase).where(*here)) or 0


def undo_import(worksite: Worksite) -> int:
    """Take back the phases of the last import; those changed since stay. Once only. Leaves
    `worksite.import_undone`; how many went.
    """
    count, batch = last_import(worksite), worksite.last_batch
    if count:
        db.session.execute(
            delete(WorkPhase).where(WorkPhase.worksite_id == worksite.id, WorkPhase.batch == batch)
        )
        worksite.last_batch = ""
        record("worksite.import_undone", worksite, count=count, batch=batch)
    return count
