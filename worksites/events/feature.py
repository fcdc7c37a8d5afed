"""What the events hand to the shell."""

from facilitator.access import EVERY_ROLE, Role
from facilitator.feature import Feature, MenuEntry
from worksites.events import calendar_offers, offers
from worksites.events.acts import ACTS
from worksites.events.calendars.views import bp as calendar
from worksites.events.dates import offers as date_offers
from worksites.events.dates.views import bp as dates
from worksites.events.life_views import bp as life
from worksites.events.pages import READERS
from worksites.events.promises.models import EventPromise
from worksites.events.rounds.models import EventMeeting
from worksites.events.views import bp as events

GROUP = "Événements"
HAVE_AGENDAS = EVERY_ROLE - {Role.PLATFORM_ADMIN}
room = Feature(
    "events",
    blueprints=(
        events,
        life,
        calendar,
        dates,
    ),
    menu=(
        MenuEntry("Événements", "events.index", frozenset(READERS), (life, dates), GROUP),
        MenuEntry("Calendrier", "event_calendar.index", frozenset(READERS), (), GROUP),
        MenuEntry("Mes agendas", "agenda.index", HAVE_AGENDAS, group=GROUP),
    ),
    panels=date_offers.panels,
    alerts=offers.alerts,
    search=offers.hits,
    appointments=calendar_offers.appointments,
    subjects=calendar_offers.subjects,
    acts=ACTS,
)
MODELS = (EventMeeting, EventPromise)
