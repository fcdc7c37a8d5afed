"""The pathways: what the room hands to the shell."""

from facilitator.feature import Feature
from geiq.pathways.models import Pathway

room = Feature("pathways")
MODELS = (Pathway,)
