"""The facts of clauses, in a constant number of selects; their conclusions, kept when something changed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Date, bindparam, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from clauses.compliance.forecast.rules import Habits, Hire
from clauses.compliance.rules import Limits
from clauses.compliance.schedule.queries import calendar_for, plans_of
from clauses.compliance.schedule.rules import Change
from clauses.compliance.standing.rules import ClauseFacts, MonthFacts, families_of, summed
from clauses.contracts.contract_rules import end_of
from clauses.contracts.models import (
    CallOffOrder,
    ClauseTerms,
    Commitment,
    Contract,
    Lot,
    TargetVersion,
    Tranche,
)
from clauses.contracts.rules import Nature, Party, TrancheKind
from clauses.hours.ledger.models import OPEN, Statement
from clauses.parameters.catalogue.rules import exact, whole
from clauses.parameters.queries import settings_for
from clauses.parameters.rules import Settings
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import eligible_until
from clauses.people.employments.models import Assignment, Employment
from facilitator.db import db
from facilitator.prepared import Prepared, several

FULL_WEEK = 35 * 60
OTHER = aliased(Assignment)
SHARED = (
    select(func.count())
    .select_from(OTHER)
    .where(
        OTHER.employment_id == Employment.id,
        OTHER.starts_on <= func.coalesce(Assignment.ends_on, OTHER.starts_on),
        func.coalesce(OTHER.ends_on, Assignment.starts_on) >= Assignment.starts_on,
    )
    .correlate(Employment, Assignment)
    .scalar_subquery()
)
"""Among how many commitments somebody's week is shared: each gets an equal part of it."""
CHUNK = 500
"""Identifiers in one `IN`: SQLite and PostgreSQL both take many more, slower."""


@dataclass(frozen=True)
class Selects:
    """What is read of many clauses, or of many commitments, at once; built once."""

    months: Prepared
    hires: Prepared
    changes: Prepared


def _months(key: InstrumentedAttribute[int]) -> Prepared:
    waiting, late = case((OPEN, 1), else_=0), case((OPEN & (Statement.due_on < bindparam("on")), 1), else_=0)
    minutes = (Statement.declared_minutes, Statement.validated_minutes, Statement.counted_minutes)
    return Prepared(
        select(key, Statement.month, *(func.sum(each) for each in (*minutes, waiting, late)))
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .where(key.in_(several("ids")))
        .group_by(key, Statement.month)
        .order_by(key, Statement.month)
    )


def _hires(key: InstrumentedAttribute[int]) -> Prepared:
    return Prepared(
        select(key, Employment.participant_id, Employment.weekly_minutes)
        .add_columns(Employment.starts_on, Employment.ends_on)
        .add_columns(Assignment.starts_on, Assignment.ends_on, SHARED)
        .join(Assignment, Assignment.commitment_id == Commitment.id)
        .join(Employment, Employment.id == Assignment.employment_id)
        .where(key.in_(several("ids")))
        .order_by(Assignment.id)
    )


def _changes(key: InstrumentedAttribute[int], *whose: ColumnElement[bool]) -> Prepared:
    return Prepared(
        select(key, Commitment.id, Commitment.minutes)
        .add_columns(TargetVersion.effective_on, TargetVersion.minutes, CallOffOrder.ends_on)
        .join(TargetVersion, TargetVersion.commitment_id == Commitment.id)
        .outerjoin(CallOffOrder, CallOffOrder.id == TargetVersion.order_id)
        .where(key.in_(several("ids")), *whose)
        .order_by(Commitment.id, TargetVersion.effective_on, TargetVersion.id)
    )


TERMS, OWN = Commitment.terms_id, Commitment.party != Party.SUBCONTRACTOR
CLAUSE = Selects(_months(TERMS), _hires(TERMS), _changes(TERMS, OWN))
"""By clause; subcontractors carry hours that are their holder's."""
SHARE = Selects(_months(Commitment.id), _hires(Commitment.id), _changes(Commitment.id))
"""By commitment."""


class Signed(NamedTuple):
    """A clause as signed: one plain row."""

    id: int
    minutes: int | None
    body_id: int
    nature: Nature
    starts_on: date | None
    ends_on: date | None
    duration_months: int | None
    affirmed_on: date | None


AFFIRMED = func.coalesce(Tranche.affirmed_on, bindparam("affirmed", type_=Date))
SIGNED = Prepared(
    select(
        ClauseTerms.id,
        ClauseTerms.minutes,
        Contract.body_id,
        Contract.nature,
        func.coalesce(Contract.starts_on, Contract.notified_on),
        Contract.ends_on,
        Contract.duration_months,
        case((Tranche.kind == TrancheKind.OPTIONAL, AFFIRMED)),
    )
    .join(ClauseTerms.lot)
    .join(Lot.contract)
    .outerjoin(Tranche, Tranche.id == ClauseTerms.tranche_id)
    .where(
        ClauseTerms.id.in_(several("ids")),
        or_(Tranche.id.is_(None), Tranche.kind == TrancheKind.FIRM, AFFIRMED.is_not(None)),
    )
)


class Believed(dict[int, Settings]):
    """The settings of each body on a day, asked once a body."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def __missing__(self, body_id: int) -> Settings:
        """Those in force."""
        self[body_id] = settings_for(body_id, self.on)
        return self[body_id]


def habits_of(settings: Settings) -> Habits:
    """What a body believes of companies."""
    return Habits(
        presence=exact(settings, "forecast_presence"),
        renewal=exact(settings, "forecast_renewal"),
        half_life=whole(settings, "forecast_half_life"),
        belief=exact(settings, "forecast_belief"),
        beyond=exact(settings, "forecast_beyond"),
        drift=exact(settings, "forecast_drift"),
        window_months=whole(settings, "eligibility_months"),
    )


def limits_of(settings: Settings) -> Limits:
    """Where a body's states begin."""
    return Limits(
        exact(settings, "late_under"),
        exact(settings, "behind_under"),
        whole(settings, "forecast_months"),
        whole(settings, "start_days"),
    )


def facts_of(
    terms_ids: Collection[int],
    on: date,
    believed: Believed | None = None,
    affirmed_on: date | None = None,
) -> dict[int, ClauseFacts]:
    """The facts of each clause that has a start and an end; an optional tranche owes once affirmed.

    `affirmed_on` tries the optional tranches as if they were affirmed that day.
    """
    believed = Believed(on) if believed is None else believed
    found: dict[int, ClauseFacts] = {}
    ids = sorted(terms_ids)
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        months, hires = _months_of(CLAUSE, chunk, on), _hires_of(CLAUSE, chunk, on)
        changes, plans = _changes_of(CLAUSE, chunk), plans_of(chunk)
        for row, starts_on, ends_on in _clauses(chunk, affirmed_on):
            found[row.id] = ClauseFacts(
                starts_on,
                ends_on,
                row.minutes or 0,
                tuple(changes[row.id]),
                tuple(months[row.id]),
                tuple(hires[row.id]),
                plans.get(row.id),
                calendar_for(row.nature, believed[row.body_id]),
                row.affirmed_on,
            )
    return found


def share_facts_of(contract_id: int, clauses: Mapping[int, ClauseFacts], on: date) -> dict[int, ClauseFacts]:
    """The facts of each company's share of the clauses of a contract, by commitment.

    What a subcontractor does counts for the company it works for, whose share holds those hours too.
    """
    rows = db.session.execute(
        select(
            Commitment.id, Commitment.terms_id, Commitment.minutes, Commitment.starts_on, Commitment.parent_id
        )
        .join(Commitment.terms)
        .join(ClauseTerms.lot)
        .where(Lot.contract_id == contract_id, Commitment.terms_id.in_(clauses))
    ).all()
    ids = [row.id for row in rows]
    months, hires, changes = _months_of(SHARE, ids, on), _hires_of(SHARE, ids, on), _changes_of(SHARE, ids)
    families = families_of({row.id: row.parent_id for row in rows})
    return {
        row.id: replace(
            (whole := clauses[row.terms_id]),
            starts_on=min(max(whole.starts_on, row.starts_on or date.min), whole.ends_on),
            initial=row.minutes,
            changes=tuple(changes[row.id]),
            months=summed(months[one] for one in families[row.id]),
            hires=tuple(hire for one in families[row.id] for hire in hires[one]),
        )
        for row in rows
    }


def _clauses(terms_ids: list[int], affirmed_on: date | None) -> Iterator[tuple[Signed, date, date]]:
    """Each clause as signed with its days; those without a start or an end are left out."""
    for row in map(Signed._make, SIGNED.rows({"ids": terms_ids, "affirmed": affirmed_on})):
        starts_on = max((day for day in (row.starts_on, row.affirmed_on) if day), default=None)
        if starts_on is not None and row.ends_on is not None:
            yield row, starts_on, max(starts_on, row.ends_on)
        elif starts_on is not None and row.duration_months is not None:
            yield row, starts_on, end_of(starts_on, row.duration_months)


def _changes_of(selects: Selects, ids: list[int]) -> dict[int, list[Change]]:
    """What each version of the commitments changed."""
    found: dict[int, list[Change]] = defaultdict(list)
    present: dict[int, int] = {}
    rows = selects.changes.rows({"ids": ids})
    for owner, commitment_id, signed, effective_on, minutes, ends_on in rows:
        before = present.get(commitment_id, signed)
        found[owner].append(Change(effective_on, minutes - before, ends_on))
        present[commitment_id] = minutes
    return found


def _months_of(selects: Selects, ids: list[int], on: date) -> dict[int, list[MonthFacts]]:
    """What was said of each month, from the kept totals of the statements."""
    found: dict[int, list[MonthFacts]] = defaultdict(list)
    rows = selects.months.rows({"ids": ids, "on": on})
    for owner, month, declared, validated, counted, waiting, overdue in rows:
        facts = MonthFacts(month, int(declared), int(validated), int(counted), not waiting, int(overdue))
        found[owner].append(facts)
    return found


def _hires_of(selects: Selects, ids: list[int], on: date) -> dict[int, list[Hire]]:
    """Who works for it, until the first of the three ends: employment, assignment, counting window.

    Whoever has left is not asked how long she counts: her window went past her last day, or she has none.
    """
    rows = selects.hires.rows({"ids": ids})
    windows = windows_of({row[1] for row in rows if row[4] is None or row[4] > on})
    found: dict[int, list[Hire]] = defaultdict(list)
    for owner, person, weekly, hired_on, leaves_on, assigned_on, released_on, shared in rows:
        starts_on = max(hired_on, assigned_on)
        if leaves_on is None or leaves_on > on:
            counted_until = eligible_until(windows.get(person, ()), max(starts_on, on))
            ends = [end for end in (leaves_on, released_on, counted_until) if end is not None]
            ends_on = min(ends, default=None)
        else:
            ends_on = leaves_on if released_on is None else min(leaves_on, released_on)
        found[owner].append(Hire((weekly or FULL_WEEK) // shared, starts_on, ends_on))
    return found
