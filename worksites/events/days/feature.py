"""What the day of the events hands to the shell."""

from facilitator.access import COMPANY_ROLES, Role
from facilitator.feature import Feature, MenuEntry, Task
from worksites.events.days import offers
from worksites.events.days.acts import ACTS
from worksites.events.days.door_views import bp as door
from worksites.events.days.letters import LABEL, PURPOSE
from worksites.events.days.result_queries import renew
from worksites.events.days.result_views import bp as results

HOSTS = frozenset(COMPANY_ROLES | {Role.PARTNER})
room = Feature(
    "event_days",
    blueprints=(door, results),
    menu=(MenuEntry("Mes rencontres", "event_results.index", HOSTS, (), "Événements"),),
    panels=offers.panels,
    alerts=offers.alerts,
    tasks=(Task(PURPOSE, LABEL, "event_results.index", renew),),
    acts=ACTS,
)
