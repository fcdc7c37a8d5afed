"""The cohorts of a calendar, and the events held for one of them."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true

from facilitator.access import BODY_ROLES, Asker
from facilitator.agenda.feed_rules import MINE, TERRITORY
from facilitator.appointments import Wanted
from facilitator.db import db
from geiq.cohorts.events.models import CohortEvent
from geiq.cohorts.models import Cohort, CohortNeed, CohortPartner
from geiq.cohorts.queries import cohorts_of
from worksites.events.calendar_queries import ORGANISATION, WORKSITE, marks_among

COHORT = "cohort"


def cohorts_in(asker: Asker, wanted: Wanted) -> list[Cohort]:
    """The cohorts of a calendar that begin or end within it. In one's own: those that another organisation
    takes part in; a body's are in the calendar of its territory.
    """
    if wanted.about not in (MINE, TERRITORY, WORKSITE, ORGANISATION, COHORT):
        return []
    if wanted.about == MINE and asker.role in BODY_ROLES:
        return []
    within = or_(*(_between(day, wanted.first, wanted.last) for day in (Cohort.starts_on, Cohort.ends_on)))
    found = cohorts_of(asker).where(within, _about(wanted)).order_by(Cohort.starts_on, Cohort.id)
    return list(db.session.scalars(found))


def _between(day: Any, first: date, last: date) -> ColumnElement[bool]:
    return and_(day >= first, day < last)


def _about(wanted: Wanted) -> ColumnElement[bool]:
    thing = wanted.thing_id
    if wanted.about == COHORT:
        return Cohort.id == thing
    if wanted.about == WORKSITE:
        return Cohort.id.in_(select(CohortNeed.cohort_id).where(CohortNeed.worksite_id == thing))
    if wanted.about == ORGANISATION:
        joined = select(CohortPartner.cohort_id).where(CohortPartner.organisation_id == thing)
        own = (Cohort.provider_id == thing, Cohort.geiq_id == thing, Cohort.employer_id == thing)
        return or_(*own, Cohort.id.in_(joined))
    return true()


def events_held(asker: Asker, wanted: Wanted) -> list[Hashable]:
    """The marks of the events held for a cohort, among those that the asker may see."""
    if wanted.about != COHORT:
        return []
    held = select(CohortEvent.event_id).where(CohortEvent.cohort_id == wanted.thing_id)
    return marks_among(asker, wanted, held)
