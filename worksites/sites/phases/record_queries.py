"""Write the phases of a worksite down."""

from dataclasses import asdict

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.phases.lot_queries import lots_on
from worksites.sites.phases.rules import Phase


def add_phase(worksite: Worksite, phase: Phase) -> WorkPhase:
    """A new phase of a worksite. Leaves `worksite.phase_added`. Raises `RuleBroken` on the field at fault."""
    row = WorkPhase(worksite=worksite, **_columns(worksite, phase))
    db.session.add(row)
    db.session.flush()
    record("worksite.phase_added", worksite, phase=row.id, trade=row.trade)
    return row


def change_phase(row: WorkPhase, phase: Phase) -> None:
    """Change a phase. Leaves `worksite.phase_changed` with what was before."""
    before = {
        name: str(getattr(row, name)) for name in ("trade", "starts_on", "ends_on", "headcount", "minutes")
    }
    for name, value in _columns(row.worksite, phase).items():
        setattr(row, name, value)
    row.batch = ""
    record("worksite.phase_changed", row.worksite, phase=row.id, before=before)


def remove_phase(row: WorkPhase) -> None:
    """Take a phase away. Leaves `worksite.phase_removed` with what it was."""
    days = [f"{row.starts_on}", f"{row.ends_on}"]
    record("worksite.phase_removed", row.worksite, phase=row.id, trade=row.trade, days=days)
    db.session.delete(row)


def _columns(worksite: Worksite, phase: Phase) -> dict[str, object]:
    """The columns of a phase that holds; its lot is one of a contract that works there."""
    checked = phase.checked()
    if checked.lot_id is not None and checked.lot_id not in {lot.id for lot in lots_on(worksite.id)}:
        raise RuleBroken("Ce lot n’est pas d’un marché de ce chantier.", "lot_id")
    return asdict(checked)
