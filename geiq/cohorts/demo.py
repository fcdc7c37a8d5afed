"""The cohorts of the demonstration, by the same acts as on the pages.

One trained thirty people for the bus lines, one is in training for La Gauthière, one looks for candidates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.operations.models import Operation
from clauses.people.demonstration.deciding import find_eligible, met, morning
from clauses.people.demonstration.persons import LEARNERS, USUAL, People
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.record_queries import create_employment
from clauses.people.employments.rules import ContractType
from clauses.people.exits.models import ExitReview
from clauses.people.exits.queries import answer_review
from clauses.people.exits.rules import ExitOrigin, ExitSituation
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import SEED
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from geiq.cohorts.enrolments.queries import Move, move, propose
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.record_queries import create_cohort, move_cohort, set_need
from geiq.cohorts.rules import CohortKind, CohortStage, EnrolmentState, FunderKind, LeavingReason
from geiq.groups.demo import GEIQ, MEMBERS
from worksites.sites.demo import GAUTHIERE, INSPIRE
from worksites.sites.models import Worksite

S, E = CohortStage, EnrolmentState
TRAINER = "Centre de formation de la route"
WORKED_ON = "2023-INS-"
"""Contracts of the bus lines for which the trained people work."""
ENTERED, LEFT, UNPLACED = 30, 3, 5
"""Thirty entered, three left, five were not hired: twenty-two were, most of them for good."""
TURNED_DOWN = 6
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Days:
    """The days of a cohort, counted from the first of its training."""

    starts_on: date
    weeks: int

    @property
    def opened(self) -> date:
        """When it was written down."""
        return self.starts_on - 10 * WEEK

    @property
    def information(self) -> date:
        """The information meeting."""
        return self.starts_on - 5 * WEEK

    @property
    def selection(self) -> date:
        """The selection."""
        return self.starts_on - 3 * WEEK

    @property
    def ends_on(self) -> date:
        """A Friday."""
        return self.starts_on + self.weeks * WEEK - timedelta(days=3)


def build() -> str:
    """The three cohorts."""
    people = People(SEED + 1, _known())
    with acting() as asker:
        first = _inspire(asker, people)
        _gauthiere(asker, people)
        _coming(asker)
    db.session.flush()
    hired = sum(one.employment_id is not None for one in first.enrolments)
    return f"3 cohortes ; {plural(ENTERED, 'entré')} et {plural(hired, 'embauché')} sur InspiRe"


def _known() -> frozenset[str]:
    """The names and the numbers of those whom the clauses have met."""
    rows = db.session.scalars(select(Participant)).all()
    return frozenset({one.name for one in rows} | {one.phone for one in rows})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _named(name: str) -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one()


def _operation(name: str) -> Operation:
    return db.session.scalars(select(Operation).where(Operation.name == name)).one()


def _open(asker: Asker, days: Days, name: str, trade: str, seats: int, operation: str) -> Cohort:
    with told_at(morning(days.opened)):
        cohort = create_cohort(
            asker.organisation_id,
            kind=CohortKind.POEC,
            name=name,
            trade=trade,
            seats=seats,
            operation_id=_operation(operation).id,
            geiq_id=_named(GEIQ).id,
            provider_id=_named(TRAINER).id,
            funder_kind=FunderKind.OPCO,
            funder="Constructys",
            cost=Decimal(3200 * seats),
            training_minutes=days.weeks * 35 * 60,
            company_minutes=days.weeks // 4 * 35 * 60,
            place="Centre de formation de la route, Clermont-Ferrand",
            certification="Certificat de compétences professionnelles",
            information_on=days.information,
            selection_on=days.selection,
            starts_on=days.starts_on,
            ends_on=days.ends_on,
        )
        db.session.flush()
    return cohort


def _step(cohort: Cohort, on: date, stage: CohortStage) -> None:
    with told_at(morning(on)):
        move_cohort(cohort, stage)
        db.session.flush()


def _take(
    cohort: Cohort, people: Sequence[Enrolment], on: date, to: EnrolmentState, **why: LeavingReason
) -> None:
    with told_at(morning(on)):
        move(cohort, people, Move(to, on, why.get("reason")))
        db.session.flush()


def _inspire(asker: Asker, people: People) -> Cohort:
    """Whoever works on the bus lines since its first year went through it, with others hired by members."""
    working = _first_hired()
    first_day = min(one.starts_on for one in working)
    days = Days(_monday(first_day - 12 * WEEK), 11)
    name = "POEC maçons voirie et réseaux – InspiRe"
    cohort = _open(asker, days, name, "F1702", ENTERED, INSPIRE)
    known = [one.participant for one in working]
    for one in known:
        one.created_on = min(one.created_on, days.opened)
    more = ENTERED - len(known) + TURNED_DOWN
    with told_at(morning(days.opened + WEEK)):
        new = [met(asker, people.next(USUAL, days.opened)) for _ in range(more)]
        db.session.flush()
    everybody = _through(asker, cohort, days, [*known, *new])
    _hire(cohort, asker, days, working, everybody)
    _ask_after(cohort, days)
    return cohort


def _first_hired() -> list[Employment]:
    """Those who began on the bus lines in the first half-year, in the trades that were taught."""
    found = db.session.scalars(
        select(Employment)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .join(Commitment, Commitment.id == Assignment.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(Contract.reference.startswith(WORKED_ON))
        .order_by(Employment.starts_on, Employment.id)
    ).all()
    return [one for one in found if one.starts_on <= found[0].starts_on + 26 * WEEK]


def _through(asker: Asker, cohort: Cohort, days: Days, people: Sequence[Participant]) -> list[Enrolment]:
    """From the candidates to the certified; the thirty who entered, those who work first."""
    _step(cohort, days.opened + WEEK, S.SOURCING)
    with told_at(morning(days.opened + 2 * WEEK)):
        propose(asker, cohort, [one.id for one in people])
        db.session.flush()
    found = {one.participant_id: one for one in cohort.enrolments}
    every = [found[one.id] for one in people]
    entered, others = every[:ENTERED], every[ENTERED:]
    _step(cohort, days.information, S.INFORMATION)
    _take(cohort, every, days.information, E.MET)
    _step(cohort, days.selection, S.SELECTION)
    _take(cohort, entered, days.selection, E.SELECTED)
    _take(cohort, others[:4], days.selection, E.NOT_RETAINED)
    _take(cohort, others[4:], days.selection, E.DECLINED, reason=LeavingReason.JOB)
    _step(cohort, days.starts_on, S.TRAINING)
    _take(cohort, entered, days.starts_on, E.ENTERED)
    _take(cohort, entered[-LEFT:], days.starts_on + 4 * WEEK, E.LEFT, reason=LeavingReason.PROJECT)
    staying = entered[:-LEFT]
    _take(cohort, staying, days.ends_on, E.COMPLETED)
    _step(cohort, days.ends_on, S.CERTIFICATION)
    _take(cohort, staying[:-2], days.ends_on + timedelta(days=4), E.CERTIFIED)
    return staying


def _hire(
    cohort: Cohort, asker: Asker, days: Days, working: Sequence[Employment], people: Sequence[Enrolment]
) -> None:
    """Those who work on the bus lines by their employment; the others for good by member companies."""
    by_person = {one.participant_id: one for one in working}
    _step(cohort, days.ends_on + WEEK, S.PLACEMENT)
    members = [_named(name) for name in MEMBERS if name]
    for rank, one in enumerate(people[:-UNPLACED]):
        employment = by_person.get(one.participant_id)
        if employment is None:
            starts = days.ends_on + timedelta(days=10 + 3 * (rank % 9))
            with told_at(morning(starts)):
                employment = create_employment(
                    one.participant,
                    members[rank % len(members)],
                    contract_type=ContractType.PERMANENT if rank % 7 else ContractType.FIXED_TERM,
                    trade="Construction de routes et voies (F1702)",
                    weekly_minutes=2100,
                    starts_on=starts,
                )
                db.session.flush()
        one.employment_id = employment.id
        record("enrolment.hired", one, employment=employment.id)
    _step(cohort, days.ends_on + 8 * WEEK, S.FOLLOW_UP)


def _ask_after(cohort: Cohort, days: Days) -> None:
    """What became of them at three, six and twelve months, as they said."""
    rows = db.session.scalars(
        select(ExitReview)
        .where(ExitReview.origin == ExitOrigin.COHORT, ExitReview.origin_id == cohort.id)
        .order_by(ExitReview.months, ExitReview.participant_id)
    ).all()
    hired = {one.participant_id for one in cohort.enrolments if one.employment_id}
    for rank, row in enumerate(rows):
        if row.due_on >= today():
            continue
        found = ExitSituation.PERMANENT if row.participant_id in hired else ExitSituation.SEEKING
        if rank % 11 == 5:
            found = ExitSituation.UNKNOWN
        elif rank % 9 == 4 and row.participant_id in hired:
            found = ExitSituation.FIXED_LONG
        with told_at(morning(row.due_on + timedelta(days=3))):
            answer_review(row, found, None)


def _gauthiere(asker: Asker, people: People) -> None:
    """Twelve people learn the trades of La Gauthière's roofs and façades since three weeks."""
    days = Days(_monday(today() - 3 * WEEK), 10)
    cohort = _open(asker, days, "POEC étancheurs et façadiers – La Gauthière", "F1613", 12, GAUTHIERE)
    site = db.session.scalars(select(Worksite).where(Worksite.name == "Rue du Pradou")).one()
    with told_at(morning(days.opened)):
        set_need(cohort, site, 9, days.ends_on + 3 * WEEK)
        db.session.flush()
    _step(cohort, days.opened + WEEK, S.SOURCING)
    with told_at(morning(days.opened + 2 * WEEK)):
        told = [people.next(LEARNERS, days.opened) for _ in range(15)]
        new = [met(asker, one) for one in told]
        db.session.flush()
        for one, person in zip(new[:6], told, strict=False):
            find_eligible(asker, one, person.reason, days.starts_on)
        propose(asker, cohort, [one.id for one in new])
        db.session.flush()
    every = list(cohort.enrolments)
    _step(cohort, days.information, S.INFORMATION)
    _take(cohort, every, days.information, E.MET)
    _step(cohort, days.selection, S.SELECTION)
    _take(cohort, every[:12], days.selection, E.SELECTED)
    _take(cohort, every[12:], days.selection, E.WAITING)
    _step(cohort, days.starts_on, S.TRAINING)
    _take(cohort, every[:12], days.starts_on, E.ENTERED)


def _coming(asker: Asker) -> None:
    """Next spring's road builders are still to be found."""
    days = Days(_monday(today() + 9 * WEEK), 8)
    cohort = _open(asker, days, "POEC constructeurs de routes – rue des Jardiniers", "F1702", 8, GAUTHIERE)
    site = db.session.scalars(select(Worksite).where(Worksite.name == "Rue des Jardiniers")).one()
    with told_at(morning(days.opened)):
        set_need(cohort, site, 5, days.ends_on + 2 * WEEK)
        db.session.flush()
    _step(cohort, days.opened + WEEK, S.SOURCING)


PARTS = (DemoPart("cohorts", "Cohortes", build),)
