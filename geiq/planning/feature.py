"""The plan of cohorts: what the room hands to the shell."""

from facilitator.feature import Feature
from geiq.planning.models import CohortPlan

room = Feature("planning")
MODELS = (CohortPlan,)
