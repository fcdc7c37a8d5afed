"""What the events hand to the shell."""

from facilitator.access import EVERY_ROLE, Role
from facilitator.feature import Feature, MenuEntry
from worksites.events import calendar_offers, offers
from worksites.events.acts import ACTS
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
    ),
    menu=(
        MenuEntry("Événements", "events.index", frozenset(READERS), (life,), GROUP),
        MenuEntry("Mes agendas", "agenda.index", HAVE_AGENDAS, group=GROUP),
    ),
    alerts=offers.alerts,
    search=offers.hits,
    appointments=calendar_offers.appointments,
    subjects=calendar_offers.subjects,
    acts=ACTS,
)
MODELS = (EventMeeting, EventPromise)
