"""What the phases of a worksite would plan for each clause that works there."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from clauses.compliance.schedule.queries import plans_of, write_plan
from clauses.contracts.models import ClauseTerms, Lot
from clauses.contracts.rules import Stage
from facilitator.access import Asker
from facilitator.db import db
from facilitator.formats import short_day
from worksites.sites.curve_rules import Work
from worksites.sites.models import Worksite, WorksiteShare
from worksites.sites.needs.queries import measure_of, settings_on, works_of
from worksites.sites.phases.lot_queries import lots_on
from worksites.sites.planned.rules import Proposal, by_month, within
from worksites.sites.queries import shares_of


def proposals_of(asker: Asker, worksite: Worksite, on: date) -> list[Proposal]:
    """One for each clause of the lots that work there, when phases say months that are its own.

    The phases of its lot on all its worksites; where none names the lot, those that name none.
    """
    measure, works = measure_of(settings_on(asker, on)), works_of(asker, {})
    lots = {lot.id: lot for lot in lots_on(worksite.id) if lot.contract.stage is not Stage.CLOSED}
    clauses = db.session.scalars(
        select(ClauseTerms)
        .where(ClauseTerms.lot_id.in_(lots))
        .options(joinedload(ClauseTerms.lot).joinedload(Lot.contract))
        .order_by(ClauseTerms.lot_id, ClauseTerms.id)
    ).all()
    present, found = plans_of([one.id for one in clauses]), []
    for terms in clauses:
        contract = terms.lot.contract
        chosen = _works_of(asker, terms.lot, works)
        planned = by_month(chosen, measure.calendar, measure.day_minutes)
        months = within(planned, contract.starts_on or contract.notified_on, contract.ends_on)
        if months:
            label = f"{contract.reference}, lot {terms.lot.number}"
            found.append(Proposal(terms.id, label, months, terms.id in present))
    return found


def _works_of(asker: Asker, lot: Lot, works: list[Work]) -> list[Work]:
    own = [work for work in works if work.lot_id == lot.id]
    if own:
        return own
    sites = set(
        db.session.scalars(
            shares_of(asker)
            .where(WorksiteShare.contract_id == lot.contract_id)
            .where(WorksiteShare.lot_id.is_(None) | (WorksiteShare.lot_id == lot.id))
            .with_only_columns(WorksiteShare.worksite_id)
        )
    )
    return [work for work in works if work.site_id in sites and work.lot_id is None]


def write_plans(worksite: Worksite, chosen: list[Proposal], on: date) -> None:
    """Write the months of these clauses down. Leaves `clause.planned` for each, with where they come from."""
    source = f"Phases du chantier {worksite.name}, {short_day(on)}"[:200]
    for proposal in chosen:
        terms = db.session.get_one(ClauseTerms, proposal.terms_id)
        write_plan(terms, proposal.months, source)
