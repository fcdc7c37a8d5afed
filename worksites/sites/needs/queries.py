"""What the labour-need curve is made of: phases, and the hours of the clauses that remain, in few selects."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, select

from clauses.compliance.schedule.queries import calendar_for
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import ClauseTerms, Contract
from clauses.contracts.rules import Nature
from clauses.parameters.catalogue.rules import exact
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Settings
from facilitator.access import Asker
from facilitator.db import db
from worksites.sites.curve_rules import Remaining, Work, share_of
from worksites.sites.models import WorkPhase, Worksite, WorksiteShare
from worksites.sites.needs.rules import Asked, Curve, Measure, curve_from
from worksites.sites.queries import phases_of, shares_of, worksites_of


@dataclass(frozen=True)
class Clause:
    """A clause as the curve reads it: whose it is, what it owes in the end, what counted, until when."""

    lot_id: int
    contract_id: int
    left: int
    ends_on: date | None


def sites_of(asker: Asker, values: Mapping[str, str]) -> Select[Worksite]:
    """The worksites that a curve is about: a programme's, one, or all those that are not archived."""
    found = worksites_of(asker)
    if values.get("chantier"):
        return found.where(Worksite.id == int(values["chantier"]))
    found = found.where(Worksite.archived_on.is_(None))
    return (
        found.where(Worksite.operation_id == int(values["programme"])) if values.get("programme") else found
    )


def works_of(asker: Asker, values: Mapping[str, str]) -> list[Work]:
    """The phases of those worksites, as plain rows."""
    sites = sites_of(asker, values).with_only_columns(Worksite.id)
    found = phases_of(asker).where(WorkPhase.worksite_id.in_(sites))
    phase = WorkPhase
    columns = (phase.trade, phase.starts_on, phase.ends_on, phase.headcount, phase.minutes)
    rows = db.session.execute(found.with_only_columns(*columns, phase.worksite_id, phase.lot_id))
    return [Work(*row) for row in rows]


def remaining_of(asker: Asker, values: Mapping[str, str], on: date) -> list[Remaining]:
    """The insertion minutes still to do on those worksites, by their shares of each clause."""
    ends = sites_of(asker, values).with_only_columns(Worksite.id, Worksite.ends_on)
    sites = {row[0]: row[1] for row in db.session.execute(ends)}
    shares = shares_of(asker).with_only_columns(
        WorksiteShare.contract_id, WorksiteShare.lot_id, WorksiteShare.worksite_id, WorksiteShare.share
    )
    held: dict[tuple[int, int | None], dict[int, Decimal]] = defaultdict(dict)
    for contract_id, lot_id, site_id, share in db.session.execute(shares):
        held[contract_id, lot_id][site_id] = share
    found = []
    for clause in _clauses(asker):
        whole = held.get((clause.contract_id, clause.lot_id)) or held.get((clause.contract_id, None)) or {}
        for site_id, minutes in share_of(clause.left, whole).items():
            if site_id in sites and minutes:
                ends_on = clause.ends_on or sites[site_id] or on
                found.append(Remaining(minutes, ends_on, site_id, clause.lot_id))
    return found


def _clauses(asker: Asker) -> list[Clause]:
    """The clauses of the contracts that have a share somewhere, by their kept conclusions."""
    shared = shares_of(asker).with_only_columns(WorksiteShare.contract_id)
    kept = ClauseStanding
    rows = db.session.execute(
        select(ClauseTerms.lot_id, kept.contract_id, kept.target - kept.counted, Contract.ends_on)
        .join(ClauseTerms, ClauseTerms.id == kept.terms_id)
        .join(Contract, Contract.id == kept.contract_id)
        .where(kept.contract_id.in_(shared), Contract.archived_on.is_(None), kept.target > kept.counted)
        .order_by(kept.terms_id)
    )
    return [Clause(*row) for row in rows]


def settings_on(asker: Asker, on: date) -> Settings:
    """The settings in force: the asker's body's; for a buyer, those of the one body that follows it."""
    if asker.body_id is not None:
        return settings_for(asker.body_id, on)
    bodies = db.session.scalars(worksites_of(asker).with_only_columns(Worksite.body_id).distinct()).all()
    return settings_for(bodies[0], on) if len(bodies) == 1 else Settings()


def measure_of(settings: Settings) -> Measure:
    """Days worked by works, minutes in a day."""
    return Measure(calendar_for(Nature.WORKS, settings), int(exact(settings, "worksite_day_hours") * 60))


def curve_over(asker: Asker, values: Mapping[str, str], on: date) -> Curve:
    """The curve that the filters ask for: `programme`, `chantier`, `metier`, `depuis`, `semaines`."""
    since = date.fromisoformat(values["depuis"]) if values.get("depuis") else None
    asked = Asked(on, values.get("metier", ""), since, values.get("semaines", ""))
    works, remaining = works_of(asker, values), remaining_of(asker, values, on)
    return curve_from(tuple(works), tuple(remaining), measure_of(settings_on(asker, on)), asked)


def choices_of(asker: Asker) -> dict[str, list[tuple[str, str]]]:
    """The worksites and the trades that a filter offers."""
    seen = worksites_of(asker).where(Worksite.archived_on.is_(None))
    sites = db.session.execute(seen.with_only_columns(Worksite.id, Worksite.name).order_by(Worksite.name))
    trades = db.session.scalars(
        phases_of(asker).with_only_columns(WorkPhase.trade).distinct().order_by(WorkPhase.trade)
    )
    return {"chantier": [(str(row.id), row.name) for row in sites], "metier": [(one, one) for one in trades]}
