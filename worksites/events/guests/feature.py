"""What the guests of events hand to the shell."""

from facilitator.feature import Feature
from worksites.events.guests import offers
from worksites.events.guests.acts import ACTS
from worksites.events.guests.answering.views import bp as answers
from worksites.events.guests.inviting.views import bp as lists
from worksites.events.guests.jobs import JOBS
from worksites.events.guests.keeping_queries import follow
from worksites.events.guests.letters.views import bp as letters
from worksites.events.guests.own.views import bp as own
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
    ),
    panels=offers.panels,
    steps_taken=follow,
    jobs=JOBS,
    acts=ACTS,
)
