"""The matching: what the room hands to the shell."""

from facilitator.feature import Feature
from geiq.matching.models import Proposal

room = Feature("matching")
MODELS = (Proposal,)
