"""Access to the worksites, and to all that hangs on them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from facilitator.clock import now
from facilitator.db import db
from tests.clauses.contracts.matrix import committed, operation
from tests.clauses.people.employments.matrix import employment
from tests.factories import add, make_user, numbers
from tests.factories_contracts import make_operation
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from tests.matrix import BODY, BUYERS, COMPANIES, Corner, Line
from worksites.sites.models import WorkedHours, Worksite, WorksiteShare


def site(corner: Corner) -> Worksite:
    """A worksite of the corner's contract, where its company owes hours."""
    row = make_worksite(
        corner.body,
        name=f"{corner.canary} {next(numbers)}",
        commune=corner.canary,
        archived_on=corner.archived_on,
    )
    row.address = row.neighbourhood = row.notes = corner.canary
    make_worksite_share(row, committed(corner).terms.lot.contract)
    make_phase(row, trade=corner.canary, title=corner.canary)
    return row


def worksite(corner: Corner) -> dict[str, Any]:
    """The worksite."""
    return {"worksite_id": site(corner).id}


def phase(corner: Corner) -> dict[str, Any]:
    """A phase."""
    return {"phase_id": site(corner).phases[0].id}


def share(corner: Corner) -> dict[str, Any]:
    """A share of a contract."""
    return {"share_id": site(corner).shares[0].id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """The list as CSV."""
    return {"ending": "csv"}


def export(corner: Corner) -> dict[str, Any]:
    """The phases of a worksite, as CSV."""
    return {"worksite_id": site(corner).id, "ending": "csv"}


def renewal(corner: Corner) -> dict[str, Any]:
    """An operation, a worksite of which a contract works on."""
    name = f"{corner.canary} {corner.relation} {next(numbers)}"
    found = make_operation(corner.body, name=name, archived_on=corner.archived_on)
    site(corner).operation_id = found.id
    return {"operation_id": found.id}


def worked(corner: Corner) -> dict[str, Any]:
    """Hours worked that a document tells for it."""
    found = renewal(corner)
    share = db.session.scalars(
        select(WorksiteShare)
        .join(WorksiteShare.worksite)
        .where(Worksite.operation_id == found["operation_id"])
    ).one()
    row = WorkedHours(
        body_id=corner.body.id,
        contract_id=share.contract_id,
        year=2025,
        minutes=60,
        source=corner.canary,
        dated_on=date(2026, 1, 31),
        author_id=make_user().id,
        told_at=now(),
    )
    return found | {"worked_id": add(row).id}


def worked_csv(corner: Corner) -> dict[str, Any]:
    """The totals of an operation, as CSV."""
    return renewal(corner) | {"ending": "csv"}


READERS = BODY | BUYERS | COMPANIES
LINES = (
    Line("worksites.index", BODY | BUYERS | COMPANIES),
    Line("worksites.index_file", BODY | BUYERS | COMPANIES, as_csv, client=READERS, other=READERS),
    Line("worksites.on_map", READERS),
    Line("worksites.create", BODY),
    Line("worksites.show", BODY | BUYERS | COMPANIES, worksite),
    Line("worksites.edit", BODY, worksite),
    Line("worksites.archive", BODY, worksite),
    Line("work_phases.create", BODY, worksite),
    Line("work_phases.edit", BODY, phase),
    Line("work_phases.delete", BODY, phase),
    Line("worksite_shares.create", BODY, worksite),
    Line("worksite_shares.edit", BODY, share),
    Line("worksite_shares.delete", BODY, share),
    Line("labour_needs.index", BODY | BUYERS),
    Line("labour_needs.index_file", BODY | BUYERS, as_csv, client=BODY | BUYERS, other=BODY | BUYERS),
    Line("phase_imports.paste", BODY, worksite),
    Line("phase_imports.review", BODY, worksite),
    Line("phase_imports.undo", BODY, worksite),
    Line("phase_imports.model", BODY, as_csv, client=BODY, other=BODY),
    Line("phase_imports.export", BODY | BUYERS, export),
    Line("worksite_progress.index", BODY | BUYERS),
    Line("worksite_progress.index_file", BODY | BUYERS, as_csv, client=BODY | BUYERS, other=BODY | BUYERS),
    Line("programmes.edit", BODY, operation),
    Line("programmes.residence", BODY, employment),
    Line("phase_plans.edit", BODY, worksite),
    Line("worked_hours.index", BODY, renewal),
    Line("worked_hours.index_file", BODY, worked_csv),
    Line("worked_hours.create", BODY, renewal),
    Line("worked_hours.edit", BODY, worked),
    Line("worked_hours.delete", BODY, worked),
    Line("worked_hours.load", BODY, renewal),
    Line("worked_hours.review", BODY, renewal),
)
