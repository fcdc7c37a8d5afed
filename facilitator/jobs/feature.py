"""What the jobs hand to the shell."""

from facilitator.access import Role
from facilitator.feature import Feature, Job, MenuEntry
from facilitator.jobs.commands import job_command, worker_command
from facilitator.jobs.jobs import forget_runs
from facilitator.jobs.rules import DAY_MINUTES
from facilitator.jobs.views import bp

feature = Feature(
    "jobs",
    blueprints=(bp,),
    menu=(MenuEntry("Tâches de fond", "jobs.index", frozenset({Role.PLATFORM_ADMIN})),),
    jobs=(Job("forget-runs", "Oublier les exécutions de plus de trente jours", forget_runs, DAY_MINUTES),),
    commands=(job_command, worker_command),
)
