"""What the doctor hands to the shell."""

from datetime import time

from facilitator.access import Role
from facilitator.doctor.commands import doctor
from facilitator.doctor.jobs import run
from facilitator.doctor.offers import alerts
from facilitator.doctor.views import bp
from facilitator.feature import Feature, Job, MenuEntry

LABEL = "Prouver que les totaux, les droits et le journal tiennent"

feature = Feature(
    "doctor",
    blueprints=(bp,),
    menu=(MenuEntry("Écarts", "doctor.index", frozenset({Role.PLATFORM_ADMIN})),),
    alerts=alerts,
    jobs=(Job("doctor", LABEL, run, 24 * 60, time(5, 30)),),
    commands=(doctor,),
)
