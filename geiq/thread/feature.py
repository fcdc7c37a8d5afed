"""The thread: what the room hands to the shell."""

from facilitator.feature import Feature
from geiq.thread import offers
from geiq.thread.views import bp

room = Feature("thread", blueprints=(bp,), links=offers.links)
