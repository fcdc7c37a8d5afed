"""What the pages of the hires share."""

from flask import abort

from facilitator.access import BODY_ROLES, current_asker
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.pages import own_enrolment
from geiq.cohorts.queries import enrolment_of
from geiq.cohorts.sheet_queries import hires


def check_hirer(cohort: Cohort) -> None:
    """404 to whoever does not hire out of a cohort: the body does, its GEIQ, the employer of a POEI."""
    if current_asker().role not in BODY_ROLES and not hires(current_asker(), cohort):
        abort(404)


def hired_by_asker(enrolment_id: int) -> Enrolment:
    """A candidate whose hire is the asker's to say, or 404."""
    enrolment = own_enrolment(enrolment_id)
    check_hirer(enrolment.cohort)
    return enrolment


def just_tied(text: str) -> Enrolment | None:
    """The candidate whose hire was tied a moment ago, as the address says: to be undone at a press."""
    known = text.isascii() and text.isdigit() and len(text) < 10
    enrolment = enrolment_of(current_asker(), int(text)) if known else None
    return enrolment if enrolment is not None and enrolment.employment_id else None
