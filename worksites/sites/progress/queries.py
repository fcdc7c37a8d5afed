"""The kept conclusions of the clauses, shared between the worksites that an asker may see."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import ClauseTerms, Contract, Lot
from facilitator.access import Asker
from facilitator.db import db
from worksites.sites.models import Worksite, WorksiteShare
from worksites.sites.needs.queries import sites_of
from worksites.sites.progress.rules import Figures, PartLine, SitePlace, SiteProgress, by_site, parted
from worksites.sites.queries import shares_of


def places_of(asker: Asker) -> dict[tuple[int, int | None], list[SitePlace]]:
    """Where each contract, or each lot of it, works, by the asker's sight."""
    part = WorksiteShare
    columns = (part.contract_id, part.lot_id, part.worksite_id, part.share, part.purpose)
    held: dict[tuple[int, int | None], list[SitePlace]] = defaultdict(list)
    for row in db.session.execute(shares_of(asker).with_only_columns(*columns).order_by(part.id)):
        held[row[0], row[1]].append(SitePlace(*row[2:]))
    return held


def lines_of(asker: Asker) -> list[PartLine]:
    """One line a clause and a worksite, in the order of the contracts."""
    places, kept = places_of(asker), ClauseStanding
    rows = db.session.execute(
        select(Contract.id, Contract.reference, Lot.id, Lot.number, kept.standing)
        .add_columns(kept.due, kept.expected, kept.declared, kept.validated, kept.counted)
        .join(ClauseTerms, ClauseTerms.id == kept.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == kept.contract_id)
        .where(Contract.id.in_({contract_id for contract_id, _ in places}), Contract.archived_on.is_(None))
        .order_by(Contract.reference, Lot.rank, kept.terms_id)
    )
    found = []
    for contract_id, reference, lot_id, number, state, *figures in rows:
        here = places.get((contract_id, lot_id)) or places.get((contract_id, None)) or []
        for place, part in parted(Figures(*figures), here):
            found.append(PartLine(place, contract_id, reference, f"Lot {number}", state, part))
    return found


def progress_of(asker: Asker, values: Mapping[str, str]) -> list[SiteProgress]:
    """How each worksite stands: a programme's, one, or all those that are not archived."""
    sites = sites_of(asker, values).with_only_columns(Worksite.id, Worksite.name)
    names = {row.id: row.name for row in db.session.execute(sites)}
    return by_site((line for line in lines_of(asker) if line.place.site_id in names), names)
