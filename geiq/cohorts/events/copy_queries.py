"""An event that is copied stays tied to the cohort it is held for. Called in the transaction of the copy."""

from sqlalchemy import select

from facilitator.db import db
from geiq.cohorts.events.models import CohortEvent
from worksites.events.rules import EventStep


def follow_copy(kind: str, thing_id: int, step: str, reason: str) -> None:
    """Tie the copy of an event (`reason`: the number of the first) to the same cohort."""
    if kind != "event" or step != EventStep.COPIED.value:
        return
    cohort_id = db.session.scalar(select(CohortEvent.cohort_id).where(CohortEvent.event_id == int(reason)))
    if cohort_id is not None:
        db.session.add(CohortEvent(event_id=thing_id, cohort_id=cohort_id))
