"""What the jobs hand to the shell."""

from datetime import time

from facilitator.access import Role
from facilitator.feature import Feature, Job, MenuEntry
from facilitator.jobs.commands import job_command, worker_command
from facilitator.jobs.jobs import forget_runs
from facilitator.jobs.offers import alerts
from facilitator.jobs.rules import DAY_MINUTES
from facilitator.jobs.views import bp

FORGET = "Oublier les exécutions de plus de trente jours"

feature = Feature(
    "jobs",
    blueprints=(bp,),
    menu=(MenuEntry("Tâches de fond", "jobs.index", frozenset({Role.PLATFORM_ADMIN})),),
    alerts=alerts,
    jobs=(Job("forget-runs", FORGET, forget_runs, DAY_MINUTES, time(4, 30)),),
    commands=(job_command, worker_command),
    acts={"job.asked": "Tâche de fond demandée"},
)
