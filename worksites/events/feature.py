"""What the events hand to the shell."""

from facilitator.feature import Feature, MenuEntry
from worksites.events import offers
from worksites.events.acts import ACTS
from worksites.events.life_views import bp as life
from worksites.events.pages import READERS
from worksites.events.promises.models import EventPromise
from worksites.events.rounds.models import EventMeeting
from worksites.events.views import bp as events

GROUP = "Événements"
room = Feature(
    "events",
    blueprints=(
        events,
        life,
    ),
    menu=(MenuEntry("Événements", "events.index", frozenset(READERS), (life,), GROUP),),
    alerts=offers.alerts,
    search=offers.hits,
    acts=ACTS,
)
MODELS = (EventMeeting, EventPromise)
