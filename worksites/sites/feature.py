"""What the worksites hand to the shell."""

from facilitator.feature import Feature
from worksites.sites import models

room = Feature("sites")
MODELS = (models.Programme, models.Worksite, models.WorkPhase, models.WorksiteShare, models.HireResidence)
