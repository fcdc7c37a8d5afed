"""Which employment may follow a training."""

from datetime import date

from facilitator.formats import day
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.rules import TRAINED
from geiq.cohorts.rules import EnrolmentState

HIRABLE = TRAINED | {EnrolmentState.SELECTED}
"""One may be hired out of a training, before its end, or leave it for a job."""


def check_hire(
    state: EnrolmentState, entered_on: date | None, starts_on: date, ends_on: date | None = None
) -> None:
    """Refuse a hire of somebody who was not retained, or an employment that was over before the training."""
    if state not in HIRABLE:
        raise RuleBroken(
            f"Cette personne est « {state.label} » : l’embauche qui suit une formation est celle d’une "
            "personne retenue ou formée.",
            "employment_id",
        )
    if entered_on is not None and ends_on is not None and ends_on < entered_on:
        raise RuleBroken(
            f"Ce contrat est fini avant l’entrée en formation, le {day(entered_on)} : ce n’est pas "
            "l’embauche qui l’a suivie.",
            "employment_id",
        )
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("La fin du contrat de travail précède son début.", "employment_id")
