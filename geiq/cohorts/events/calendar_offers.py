"""The cohorts in calendars: the day each training begins, the day it ends, the events held for a cohort."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from facilitator.access import Asker
from facilitator.appointments import Appointment, Appointments, Certainty, Subject, Wanted
from facilitator.clock import PARIS
from facilitator.formats import NBSP
from facilitator.setting import absolute
from geiq.cohorts.events.calendar_queries import COHORT, cohorts_in, events_held
from geiq.cohorts.events.queries import lists_of
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import READERS
from geiq.cohorts.rules import SHORT, CohortStage
from worksites.events.calendar_offers import marked

PATH = "/cohortes/"
CERTAINTIES = {
    CohortStage.NEED: Certainty.TENTATIVE,
    CohortStage.SOURCING: Certainty.TENTATIVE,
    CohortStage.CANCELLED: Certainty.CANCELLED,
}
"""Before its candidates are met, its days may still change."""


def appointments(asker: Asker, wanted: Wanted) -> Iterator[Appointments]:
    """The first and the last day of trainings; in the calendar of a cohort, its events."""
    if asker.role in READERS:
        yield marked(events_held(asker, wanted))
        yield Appointments.told([one for cohort in cohorts_in(asker, wanted) for one in _days(cohort)])


def _days(cohort: Cohort) -> Iterator[Appointment]:
    for word, title, on in (("starts", "Début", cohort.starts_on), ("ends", "Fin", cohort.ends_on)):
        if on is not None:
            yield _day(cohort, word, f"{title} de formation{NBSP}: {cohort.name}", on)


def _day(cohort: Cohort, word: str, title: str, on: date) -> Appointment:
    """A whole day. Each change of the cohort counts as one of its days: it says no more."""
    return Appointment(
        f"cohort-{cohort.id}-{word}",
        title,
        on,
        on + timedelta(days=1),
        datetime.combine(cohort.stage_since, time(), PARIS),
        cohort.version,
        CERTAINTIES.get(cohort.stage, Certainty.CONFIRMED),
        place=cohort.place,
        told=f"{cohort.kind.label}. Métier{NBSP}: {cohort.trade}.",
        url=absolute(f"{PATH}{cohort.id}"),
        kinds=(SHORT[cohort.kind],),
        takes_time=False,
    )


def subjects(asker: Asker) -> Iterator[Subject]:
    """The cohorts that are not over."""
    if asker.role in READERS:
        for cohort in lists_of(asker):
            yield Subject(COHORT, cohort.id, f"Cohorte{NBSP}: {cohort.name}")
