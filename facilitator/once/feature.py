"""What this room hands to the shell."""

from facilitator.feature import Feature, Job
from facilitator.once.jobs import forget_forms

feature = Feature(
    "once",
    jobs=(
        Job(
            "forget-forms", "Oublier les formulaires envoyés depuis plus d’une semaine", forget_forms, 24 * 60
        ),
    ),
)
