"""What the guests of events hand to the shell."""

from facilitator.access import Role
from facilitator.feature import Feature, MenuEntry, Task
from worksites.events.guests import offers
from worksites.events.guests.acts import ACTS
from worksites.events.guests.answering.views import bp as answers
from worksites.events.guests.bringing.queries import renew as renew_openings
from worksites.events.guests.bringing.rules import LABEL as OPENINGS_LABEL
from worksites.events.guests.bringing.rules import PURPOSE as OPENINGS
from worksites.events.guests.bringing.views import bp as bringing
from worksites.events.guests.inviting.views import bp as lists
from worksites.events.guests.jobs import JOBS
from worksites.events.guests.keeping_queries import follow
from worksites.events.guests.letters.views import bp as letters
from worksites.events.guests.own.views import bp as own
from worksites.events.guests.referring.asking_views import bp as referrers
from worksites.events.guests.referring.queries import renew
from worksites.events.guests.referring.rules import LABEL, PURPOSE
from worksites.events.guests.referring.views import bp as referrals
from worksites.events.guests.registering.views import bp as registering
from worksites.events.guests.views import bp

room = Feature(
    "guests",
    blueprints=(
        bp,
        lists,
        answers,
        letters,
        own,
        registering,
        referrals,
        referrers,
        bringing,
    ),
    menu=(
        MenuEntry("Proposer des personnes", "referrals.index", frozenset({Role.PARTNER}), (), "Événements"),
    ),
    alerts=offers.alerts,
    panels=offers.panels,
    steps_taken=follow,
    jobs=JOBS,
    tasks=(
        Task(PURPOSE, LABEL, "referrals.index", renew),
        Task(OPENINGS, OPENINGS_LABEL, "guest_openings.index", renew_openings),
    ),
    acts=ACTS,
)
