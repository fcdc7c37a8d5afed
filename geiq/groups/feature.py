"""The groups and structures: what the room hands to the shell."""

from facilitator.feature import Feature
from geiq.groups.models import InsertionStructure

room = Feature("groups")
MODELS = (InsertionStructure,)
