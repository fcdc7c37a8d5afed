"""The needs of an asker's worksites: phases, what remains, who is there, and the sentence of each need."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import commitments_of, contracts_of
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import CommitmentTotal
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import EmployerKind
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.db import db
from geiq.cohorts.models import Cohort
from geiq.cohorts.rules import CohortStage
from geiq.groups.models import InsertionStructure, StructureTrade
from geiq.planning.back_rules import BackPlan, back_plan
from geiq.planning.belief_queries import Beliefs, beliefs_of
from geiq.planning.models import ProviderCapacity
from geiq.planning.need_rules import (
    Need,
    Part,
    PhaseFacts,
    Present,
    WeekNeed,
    needs_of,
    parts_of,
    unplaced,
    weeks_of,
)
from geiq.planning.sentence_rules import Means, Sentence, needed, opening, text_of, too_short, whole
from worksites.sites.curve_rules import FULL_WEEK, UNSAID, WEEK, Work, insertion_of
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.needs.queries import remaining_of as shares_left
from worksites.sites.needs.queries import works_of
from worksites.sites.queries import phases_of, worksites_of

OWING = (Stage.PREPARATION, Stage.NOTIFIED, Stage.KICK_OFF, Stage.RUNNING)
"""Stages of the contracts whose hours are still to be done."""
EXPECTED = (
    CohortStage.NEED,
    CohortStage.SOURCING,
    CohortStage.INFORMATION,
    CohortStage.SELECTION,
    CohortStage.TRAINING,
    CohortStage.CERTIFICATION,
)
"""Stages of the cohorts whose people do not work yet."""


@dataclass(frozen=True)
class NeedRow:
    """A need, the cohort that answers it, both in one sentence."""

    need: Need
    plan: BackPlan | None
    """None when it is too short to train anybody for."""
    means: Means
    sentence: Sentence
    late: int
    """Weeks that lack to train in time."""
    sites: str

    @property
    def text(self) -> str:
        """The sentence."""
        return text_of(self.sentence)


@dataclass(frozen=True)
class Outlook:
    """All the needs of an asker on a day, and what they were computed from."""

    beliefs: Beliefs
    parts: Sequence[Part]
    present: Sequence[Present]
    weeks: Mapping[str, Sequence[WeekNeed]]
    rows: Sequence[NeedRow]
    unplaced: Mapping[int, int]
    """Minutes that remain on lots without a phase to come."""
    names: Mapping[int, str]
    """Of the worksites."""

    def found(self, trade: str, first: date) -> NeedRow | None:
        """One need, by its trade and its first week."""
        return next((row for row in self.rows if (row.need.trade, row.need.first) == (trade, first)), None)


def has_works(asker: Asker, on: date) -> bool:
    """Whether any phase is to come: without one there is no need to compute."""
    return db.session.scalar(phases_of(asker).where(WorkPhase.ends_on >= on).limit(1)) is not None


def outlook_of(asker: Asker, on: date, operation_id: int | None = None) -> Outlook:
    """The needs of the asker's worksites (of one operation when it is said) from a day on."""
    beliefs = beliefs_of(asker.organisation_id, on)
    phases = _phases(asker, on, operation_id)
    remaining = remaining_of(asker, on)
    shared = _shared(asker, on, operation_id, beliefs)
    taken = {part.lot_id for part in shared}
    sites = {part.worksite_id for part in shared}
    own = [one for one in phases if _is_own(one, taken, sites)]
    parts = [*shared, *parts_of(own, remaining, on, beliefs.works, beliefs.insertion_rate)]
    present = [*_employed(asker, on, beliefs.weekly), *_expected(asker, beliefs)]
    weeks = weeks_of(parts, present, beliefs.weekly)
    names = _names(asker)
    needs = needs_of(weeks, parts)
    means = _means(asker, {need.trade for need in needs}, on)
    rows = [_row(need, beliefs, means, names, on) for need in needs]
    alone = {lot: minutes for lot, minutes in remaining.items() if lot not in taken}
    left = {} if operation_id else unplaced(phases, alone, on)
    return Outlook(beliefs, parts, present, weeks, rows, left, names)


def _is_own(phase: PhaseFacts, taken: Collection[int | None], sites: Collection[int]) -> bool:
    """Whether a phase says more than the shares do: a lot that has none, or a worksite of no contract."""
    return phase.lot_id not in taken if phase.lot_id else phase.worksite_id not in sites


def _shared(asker: Asker, on: date, operation_id: int | None, beliefs: Beliefs) -> list[Part]:
    """What the contracts ask of the worksites they have a share of, along the phases there; as the curve."""
    values = {"programme": str(operation_id)} if operation_id else {}
    works: dict[int, list[Work]] = defaultdict(list)
    for work in works_of(asker, values):
        works[work.site_id].append(work)
    duties = shares_left(asker, values, on)
    lots = _numbers({duty.lot_id for duty in duties if duty.lot_id})
    pace = (on, beliefs.weekly // FULL_WEEK)
    return [
        Part(trade, week, duty.site_id, duty.lot_id, lots.get(duty.lot_id or 0, ""), minutes)
        for duty in duties
        for (trade, week), minutes in insertion_of(duty, works[duty.site_id], beliefs.works, pace).items()
        if trade != UNSAID
    ]


def _numbers(ids: Collection[int]) -> dict[int, str]:
    """The number of each lot."""
    return dict(db.session.execute(select(Lot.id, Lot.number).where(Lot.id.in_(ids))).all())


def _row(
    need: Need, beliefs: Beliefs, known: Mapping[str, Means], names: Mapping[int, str], on: date
) -> NeedRow:
    means = known.get(need.trade, Means())
    sites = [names[site] for site in need.worksites]
    said = needed(need.people, need.trade, need.needed_on, need.lots, sites)
    lasts = (need.last - need.first).days // 7 + 1
    where = ", ".join(sites)
    if lasts < beliefs.habits.least_weeks:
        short = too_short(lasts, beliefs.habits.least_weeks)
        return NeedRow(need, None, means, whole(said, short), 0, where)
    weeks = means.weeks or beliefs.training_weeks
    plan = back_plan(need.people, need.needed_on, weeks, beliefs.rates, beliefs.delays)
    sentence = whole(said, opening(plan, means, on))
    return NeedRow(need, plan, means, sentence, plan.late_weeks(on), where)


def _phases(asker: Asker, on: date, operation_id: int | None) -> list[PhaseFacts]:
    sites = worksites_of(asker).where(Worksite.archived_on.is_(None)).with_only_columns(Worksite.id)
    if operation_id:
        sites = sites.where(Worksite.operation_id == operation_id)
    rows = db.session.execute(
        phases_of(asker)
        .outerjoin(Lot, Lot.id == WorkPhase.lot_id)
        .where(WorkPhase.worksite_id.in_(sites), WorkPhase.ends_on >= on)
        .with_only_columns(
            WorkPhase.trade,
            WorkPhase.worksite_id,
            WorkPhase.lot_id,
            Lot.number,
            WorkPhase.lot_label,
            WorkPhase.starts_on,
            WorkPhase.ends_on,
            WorkPhase.headcount,
            WorkPhase.minutes,
        )
        .order_by(WorkPhase.id)
    )
    return [
        PhaseFacts(trade, site, lot, number or label, starts_on, ends_on, heads, minutes)
        for trade, site, lot, number, label, starts_on, ends_on, heads, minutes in rows
    ]


def remaining_of(asker: Asker, on: date) -> dict[int, int]:
    """The minutes that each lot of a contract under way still owes: target, less what counts."""
    contracts = contracts_of(asker).where(Contract.stage.in_(OWING), Contract.archived_on.is_(None))
    terms = db.session.scalars(
        select(ClauseTerms)
        .join(ClauseTerms.lot)
        .where(Lot.contract_id.in_(contracts.with_only_columns(Contract.id)))
        .options(
            selectinload(ClauseTerms.commitments).selectinload(Commitment.versions),
            joinedload(ClauseTerms.tranche),
        )
    ).all()
    ids = [one.id for clause in terms for one in clause.commitments]
    counted = dict(
        db.session.execute(
            select(CommitmentTotal.commitment_id, CommitmentTotal.counted_minutes).where(
                CommitmentTotal.commitment_id.in_(ids)
            )
        ).all()
    )
    found: dict[int, int] = {}
    for clause in terms:
        done = sum(counted.get(one.id, 0) for one in clause.commitments)
        found[clause.lot_id] = found.get(clause.lot_id, 0) + max(0, clause.target_at(on) - done)
    return found


def _employed(asker: Asker, on: date, weekly: int) -> Iterable[Present]:
    """Who works for a contract of the asker, once each."""
    mine = commitments_of(asker).with_only_columns(Commitment.id)
    assigned = select(Assignment.employment_id).where(
        Assignment.commitment_id.in_(mine), or_(Assignment.ends_on.is_(None), Assignment.ends_on >= on)
    )
    rows = db.session.execute(
        select(Employment.trade, Employment.starts_on, Employment.ends_on, Employment.weekly_minutes).where(
            Employment.id.in_(assigned), or_(Employment.ends_on.is_(None), Employment.ends_on >= on)
        )
    )
    return [Present(trade, start, end, minutes or weekly) for trade, start, end, minutes in rows]


def _expected(asker: Asker, beliefs: Beliefs) -> Iterable[Present]:
    """What the cohorts already open will give, while a first contract lasts."""
    for cohort in db.session.scalars(
        owned(Cohort, asker).where(Cohort.stage.in_(EXPECTED), Cohort.ends_on.is_not(None))
    ):
        assert cohort.ends_on is not None
        ready = cohort.ends_on + timedelta(days=1)
        people = int(cohort.seats * beliefs.rates.yields)
        until = ready + beliefs.habits.contract * WEEK
        yield Present(cohort.trade, ready, until, people * beliefs.weekly)


def _names(asker: Asker) -> dict[int, str]:
    return dict(db.session.execute(worksites_of(asker).with_only_columns(Worksite.id, Worksite.name)).all())


def _means(asker: Asker, trades: set[str], on: date) -> dict[str, Means]:
    """For the trades that a provider trains or a group employs: what a cohort can be; the shortest one."""
    groups = _groups(asker, trades)
    found = {trade: Means(geiq=name) for trade, name in groups.items()}
    rows = db.session.scalars(
        owned(ProviderCapacity, asker)
        .where(
            ProviderCapacity.trade.in_(trades),
            or_(ProviderCapacity.until.is_(None), ProviderCapacity.until >= on),
        )
        .order_by(ProviderCapacity.weeks.desc(), ProviderCapacity.id.desc())
    )
    for row in rows:
        group = groups.get(row.trade, "")
        found[row.trade] = Means(row.kind, row.most_seats, group, row.weeks, row.organisation_id)
    return found


def _groups(asker: Asker, trades: set[str]) -> dict[str, str]:
    """The GEIQ to book for each trade."""
    rows = db.session.execute(
        owned(InsertionStructure, asker)
        .join(StructureTrade, StructureTrade.structure_id == InsertionStructure.id)
        .join(Organisation, Organisation.id == InsertionStructure.organisation_id)
        .where(StructureTrade.trade.in_(trades), InsertionStructure.archived_on.is_(None))
        .where(InsertionStructure.kind == EmployerKind.GEIQ)
        .with_only_columns(StructureTrade.trade, Organisation.name)
        .order_by(Organisation.name.desc())
    ).all()
    return {trade: name.removeprefix("GEIQ ") for trade, name in rows}
