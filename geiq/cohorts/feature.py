"""The cohorts: what the room hands to the shell."""

from clauses.people.exits.models import ExitReview
from facilitator.feature import Feature, MenuEntry
from geiq.cohorts import offers
from geiq.cohorts.acts import ACTS
from geiq.cohorts.attendance.demo import PARTS as ATTENDANCE_PARTS
from geiq.cohorts.attendance.views import bp as attendance
from geiq.cohorts.demo import PARTS
from geiq.cohorts.doctor_queries import INVARIANTS, PLACES
from geiq.cohorts.enrolments.views import bp as enrolments
from geiq.cohorts.events import calendar_offers
from geiq.cohorts.events import offers as event_offers
from geiq.cohorts.events.demo import PARTS as EVENT_PARTS
from geiq.cohorts.events.views import bp as cohort_events
from geiq.cohorts.hires.tying_views import bp as tying
from geiq.cohorts.hires.views import bp as hires
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import READERS
from geiq.cohorts.step_views import bp as steps
from geiq.cohorts.views import bp as cohorts

ROOMS = (steps, enrolments, attendance, hires, tying, cohort_events)
PATHWAYS = "Parcours"
room = Feature(
    "cohorts",
    blueprints=(cohorts, *ROOMS),
    menu=(MenuEntry("Cohortes", "cohorts.index", frozenset(READERS), ROOMS, PATHWAYS),),
    alerts=offers.alerts,
    search=offers.hits,
    links=offers.links,
    panels=event_offers.panels,
    steps_taken=event_offers.steps_taken,
    guest_lists=event_offers.guest_lists,
    invitees=event_offers.invitees,
    abilities=event_offers.abilities,
    bands=event_offers.bands,
    appointments=calendar_offers.appointments,
    subjects=calendar_offers.subjects,
    invariants=INVARIANTS,
    places=PLACES,
    acts=ACTS,
    demo=(*PARTS, *ATTENDANCE_PARTS, *EVENT_PARTS),
)
MODELS = (Cohort, ExitReview)
