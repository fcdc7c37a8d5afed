"""The groups and structures: what the room hands to the shell."""

from facilitator.feature import Feature
from geiq.groups.demo import PARTS
from geiq.groups.models import InsertionStructure

room = Feature("groups", demo=PARTS, acts={"structure.created": "Structure d’insertion enregistrée"})
MODELS = (InsertionStructure,)
