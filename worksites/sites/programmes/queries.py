"""A programme, its ANRU rates, its people's neighbourhoods; where somebody lived on the day of the hire."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.contracts.operations.models import Operation
from clauses.parameters.catalogue.rules import exact
from clauses.people.employments.models import Assignment, Employment
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.db import db
from worksites.sites.curve_rules import monday, spread
from worksites.sites.models import HireResidence, Programme, Worksite, WorksiteShare
from worksites.sites.needs.queries import measure_of, settings_on, works_of
from worksites.sites.programmes.anru_rules import AnruBase, AnruLine, lines_of
from worksites.sites.programmes.residence_rules import Residents
from worksites.sites.progress.queries import lines_of as progress_lines
from worksites.sites.queries import shares_of, worksites_of
from worksites.sites.rules import ProgrammeKind, ResidenceProof, SharePurpose
from worksites.sites.worked.queries import parts_of, told_by
from worksites.sites.worked.rules import Key, Spent, base_of


def programme_of(operation_id: int) -> Programme | None:
    """What an operation is as a programme; None when nobody said. The caller saw the operation."""
    return db.session.scalar(select(Programme).where(Programme.operation_id == operation_id))


def set_programme(operation: Operation, kind: ProgrammeKind, neighbourhood: str) -> None:
    """Say what an operation is. Leaves `operation.programme_set` with what was before."""
    row = programme_of(operation.id)
    before = [row.kind.value, row.neighbourhood] if row else []
    if row is None:
        row = Programme(body_id=operation.body_id, operation_id=operation.id)
        db.session.add(row)
    row.kind, row.neighbourhood = kind, neighbourhood
    record("operation.programme_set", operation, kind=kind.value, before=before)


def anru_of(asker: Asker, operation_id: int, on: date) -> list[AnruLine]:
    """The two bases of the charter on the worksites of an operation that the asker may see."""
    values = {"programme": str(operation_id)}
    settings = settings_on(asker, on)
    rates = {
        AnruBase.WORKS: exact(settings, "anru_works_rate"),
        AnruBase.UPKEEP: exact(settings, "anru_gup_rate"),
    }
    here = select(Worksite.id).where(Worksite.operation_id == operation_id, Worksite.archived_on.is_(None))
    sites = set(db.session.scalars(here))
    counted = [
        (line.place.purpose, line.figures.counted)
        for line in progress_lines(asker)
        if line.place.site_id in sites
    ]
    parts = parts_of(asker)
    told = told_by(asker, {key[0] for key in (part.key for part in parts if part.site_id in sites)})
    worked = base_of(told, parts, list(_spent(asker, values, on)), sites)
    return lines_of(rates, worked, counted)


def _spent(asker: Asker, values: dict[str, str], on: date) -> Iterator[Spent]:
    """Each phase, year by year: for what and for which lot, minutes of the weeks that are over, in all."""
    measure, shares = measure_of(settings_on(asker, on)), _lots(asker)
    for work in works_of(asker, values):
        years: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for week, minutes in spread(work, measure.calendar, measure.day_minutes):
            held = years[week.isocalendar().year]
            held[0] += minutes if week + timedelta(days=7) <= monday(on) else 0
            held[1] += minutes
        key, purpose = shares.get((work.site_id, work.lot_id or 0), (None, SharePurpose.WORKS))
        for year, (done, planned) in years.items():
            yield Spent(work.site_id, key, purpose, year, done, planned)


def _lots(asker: Asker) -> dict[tuple[int, int], tuple[Key, SharePurpose]]:
    """Of each lot on each worksite, what its share is written for, and for which purpose; a phase without a
    lot is works."""
    part = WorksiteShare
    found = shares_of(asker).join(Lot, Lot.contract_id == part.contract_id)
    found = found.where((part.lot_id.is_(None)) | (part.lot_id == Lot.id))
    rows = db.session.execute(
        found.with_only_columns(part.worksite_id, Lot.id, part.contract_id, part.lot_id, part.purpose)
    )
    return {(site, lot): ((contract, own), purpose) for site, lot, contract, own, purpose in rows}


def residents_of(asker: Asker, operation_id: int, neighbourhood: str) -> Residents:
    """The people hired for the contracts that work on its worksites, by where they lived: the latest hire of
    each; contracts that the asker may not see are left out.
    """
    sites = worksites_of(asker).where(Worksite.operation_id == operation_id).with_only_columns(Worksite.id)
    contracts = shares_of(asker).where(WorksiteShare.worksite_id.in_(sites))
    rows = db.session.execute(
        select(Employment.participant_id, HireResidence.id, HireResidence.neighbourhood)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .join(Commitment, Commitment.id == Assignment.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .outerjoin(HireResidence, HireResidence.employment_id == Employment.id)
        .where(Lot.contract_id.in_(contracts.with_only_columns(WorksiteShare.contract_id)))
        .order_by(Employment.starts_on, Employment.id)
    )
    held: dict[int, str | None] = {}
    for person, known, lived in rows:
        held[person] = lived if known is not None else held.get(person)
    return Residents.of(held.values(), neighbourhood)


def residence_of(employment_id: int) -> HireResidence | None:
    """Where somebody lived on the day of a hire; None when nobody recorded it."""
    return db.session.scalar(select(HireResidence).where(HireResidence.employment_id == employment_id))


def set_residence(
    employment: Employment, neighbourhood: str, proof: ResidenceProof, seen: tuple[date, int]
) -> None:
    """Record it, or put it right; `seen`: the day, and who. Leaves `employment.residence_set`, which keeps
    what was before.
    """
    row = residence_of(employment.id)
    before = [row.neighbourhood, row.proof.value, f"{row.seen_on}"] if row else []
    if row is None:
        row = HireResidence(body_id=employment.body_id, employment_id=employment.id)
        db.session.add(row)
    row.neighbourhood, row.proof = neighbourhood, proof
    row.seen_on, row.author_id = seen
    record(
        "employment.residence_set", employment, neighbourhood=neighbourhood, proof=proof.value, before=before
    )


def neighbourhoods_of(asker: Asker) -> list[str]:
    """Those that programmes and worksites name already, for the forms to suggest."""
    sites = worksites_of(asker).with_only_columns(Worksite.neighbourhood)
    return sorted({one for one in db.session.scalars(sites.distinct()) if one})
