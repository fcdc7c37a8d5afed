"""The cohorts and the candidates that an asker may see; everything of the room is reached through here."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.contracts.operations.models import Operation
from clauses.contracts.queries import operations_of
from clauses.parameters.catalogue.rules import CATALOGUE, exact, whole
from clauses.parameters.queries import settings_for
from clauses.people.employments.models import Employment
from clauses.people.employments.queries import employments_of
from clauses.people.participants.models import Participant
from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.accounts.queries import owned
from facilitator.clock import today
from facilitator.db import db
from geiq.cohorts.enrolments.rules import (
    GEIQ_SEES,
    PROVIDER_SEES,
    SEATED,
    TRAINED,
    WENT_THROUGH,
    Seats,
    is_open,
)
from geiq.cohorts.law_rules import Limits, limits_in
from geiq.cohorts.life_rules import FINISHED
from geiq.cohorts.models import Cohort, CohortPartner, Enrolment
from geiq.cohorts.rate_rules import STEPS, Flow, Rate, Rates, rates
from geiq.cohorts.rules import EnrolmentState, PartnerPart


def cohorts_of(asker: Asker) -> Select[Cohort]:
    """The cohorts an asker may see.

    A body: its own. A partner: those it trains, hires from or sends somebody to. A company: those it
    takes part in. A buyer: those of its operations, whose counts alone it reads.
    """
    here = asker.organisation_id
    found = select(Cohort)
    if asker.body_id is not None:
        return owned(Cohort, asker)
    joins = select(CohortPartner.cohort_id).where(CohortPartner.organisation_id == here)
    if asker.role is Role.PARTNER:
        sent = select(Enrolment.cohort_id).join(Enrolment.participant).where(Participant.referrer_id == here)
        mine = or_(Cohort.provider_id == here, Cohort.geiq_id == here, Cohort.employer_id == here)
        return found.where(or_(mine, Cohort.id.in_(joins), Cohort.id.in_(sent)))
    if asker.role in COMPANY_ROLES:
        joins = joins.where(CohortPartner.part == PartnerPart.COMPANY)
        return found.where(or_(Cohort.employer_id == here, Cohort.id.in_(joins)))
    if asker.role in BUYER_ROLES:
        seen = operations_of(asker).with_only_columns(Operation.id)
        return found.where(Cohort.operation_id.in_(seen))
    return found.where(false())


def cohort_of(asker: Asker, cohort_id: int) -> Cohort | None:
    """One cohort, if the asker may see it."""
    return db.session.scalar(cohorts_of(asker).where(Cohort.id == cohort_id))


def enrolments_of(asker: Asker) -> Select[Enrolment]:
    """The candidates an asker may see, by name.

    A body: all. A training provider: those it will have or had; a GEIQ: those it chooses among and after.
    A referrer: those it follows. A company: those it hired. A buyer: nobody.
    """
    here = asker.organisation_id
    found = select(Enrolment).join(Enrolment.participant).where(Participant.merged_into_id.is_(None))
    if asker.body_id is not None:
        return found.where(Enrolment.body_id == asker.body_id)
    hired = Enrolment.employment_id.in_(employments_of(asker).with_only_columns(Employment.id))
    if asker.role in COMPANY_ROLES:
        return found.where(hired)
    if asker.role is not Role.PARTNER:
        return found.where(false())
    trained = select(Cohort.id).where(Cohort.provider_id == here)
    chosen = select(Cohort.id).where(or_(Cohort.geiq_id == here, Cohort.employer_id == here))
    return found.where(
        or_(
            hired,
            Participant.referrer_id == here,
            and_(Enrolment.cohort_id.in_(trained), Enrolment.state.in_(PROVIDER_SEES)),
            and_(Enrolment.cohort_id.in_(chosen), Enrolment.state.in_(GEIQ_SEES)),
        )
    )


def enrolment_of(asker: Asker, enrolment_id: int) -> Enrolment | None:
    """One candidate, if the asker may see it."""
    return db.session.scalar(enrolments_of(asker).where(Enrolment.id == enrolment_id))


def enrolments_in(asker: Asker, cohort: Cohort) -> list[Enrolment]:
    """The candidates of a cohort that the asker may see, by name; person and referrer are loaded."""
    found = (
        enrolments_of(asker)
        .where(Enrolment.cohort_id == cohort.id)
        .order_by(Participant.search_key, Enrolment.id)
        .options(
            joinedload(Enrolment.participant),
            joinedload(Enrolment.referrer),
            joinedload(Enrolment.told_employer),
            joinedload(Enrolment.employment).joinedload(Employment.employer),
        )
    )
    return list(db.session.scalars(found))


def states_in(ids: Collection[int]) -> dict[int, Counter[EnrolmentState]]:
    """By cohort, how many candidates stand in each state."""
    found: dict[int, Counter[EnrolmentState]] = {one: Counter() for one in ids}
    rows = db.session.execute(
        select(Enrolment.cohort_id, Enrolment.state, func.count())
        .where(Enrolment.cohort_id.in_(ids))
        .group_by(Enrolment.cohort_id, Enrolment.state)
    )
    for cohort_id, state, count in rows:
        found[cohort_id][state] += count
    return found


def hired_in(ids: Collection[int]) -> dict[int, int]:
    """By cohort, how many candidates have the employment that followed."""
    rows = db.session.execute(
        select(Enrolment.cohort_id, func.count(Enrolment.employment_id))
        .where(Enrolment.cohort_id.in_(ids))
        .group_by(Enrolment.cohort_id)
    )
    return {row[0]: row[1] for row in rows}


def seats_of(cohort: Cohort) -> Seats:
    """The seats of a cohort, and how many are held."""
    states = states_in([cohort.id])[cohort.id]
    return Seats(cohort.seats, sum(states[state] for state in SEATED), not is_open(cohort.stage))


def limits_for(body_id: int, on: date) -> Limits:
    """The law's figures, as a body has them on a day."""
    return limits_in(settings_for(body_id, on))


def least_of(body_id: int) -> int:
    """Below how many people a body tells no number to a buyer."""
    return whole(settings_for(body_id, today()), "published_least")


def flow_of(cohort_ids: Select[int] | Collection[int]) -> Flow:
    """How many people of these cohorts reached each step."""
    states: Counter[EnrolmentState] = Counter()
    hired = 0
    rows = db.session.execute(
        select(Enrolment.state, func.count(), func.count(Enrolment.employment_id))
        .where(Enrolment.cohort_id.in_(cohort_ids))
        .group_by(Enrolment.state)
    )
    for state, count, employed in rows:
        states[state] += count
        hired += employed
    return Flow(
        proposed=states.total(),
        retained=sum(states[one] for one in (SEATED | TRAINED)),
        entered=sum(states[one] for one in TRAINED),
        completed=sum(states[one] for one in WENT_THROUGH),
        certified=states[EnrolmentState.CERTIFIED],
        hired=hired,
    )


def rates_for(body_id: int, on: date) -> Rates:
    """What a planned cohort of a body may expect: its own rates from its finished cohorts, else defaults."""
    settings = settings_for(body_id, on)
    finished = select(Cohort.id).where(Cohort.body_id == body_id, Cohort.stage.in_(FINISHED))
    defaults = {key: Rate(exact(settings, key), 0, settings.of(CATALOGUE[key]).source) for key in STEPS}
    return rates(flow_of(finished), defaults, whole(settings, "cohort_rates_least"))
