"""The cohorts: what the room hands to the shell."""

from clauses.people.exits.models import ExitReview
from facilitator.feature import Feature
from geiq.cohorts.models import Cohort

room = Feature("cohorts")
MODELS = (Cohort, ExitReview)
