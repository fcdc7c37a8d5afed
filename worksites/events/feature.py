"""What the events hand to the shell."""

from facilitator.feature import Feature
from worksites.events.acts import ACTS
from worksites.events.promises.models import EventPromise
from worksites.events.rounds.models import EventMeeting

room = Feature("events", acts=ACTS)
MODELS = (EventMeeting, EventPromise)
