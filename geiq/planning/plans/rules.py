"""What a plan may be, and what may be bent of it."""

from datetime import date, datetime, timedelta

from facilitator.words import RuleBroken
from geiq.planning.rules import PlanState

MOST_WEEKS = 104
SILENT_AFTER = timedelta(minutes=6)
"""A calculation that says nothing for that long is taken for dead."""


def check_plan(starts_on: date, weeks: int) -> None:
    """A plan begins on a Monday and lasts two years at most."""
    if starts_on.weekday():
        raise RuleBroken("Un plan commence un lundi.", "starts_on")
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken(f"Un plan dure de 1 à {MOST_WEEKS} semaines.", "weeks")


def check_free(state: PlanState) -> None:
    """Nothing is bent, nor solved, while it is being solved, nor once it is adopted."""
    if state is PlanState.SOLVING:
        raise RuleBroken("Le calcul est en cours : attendez sa fin.")
    if state is PlanState.ADOPTED:
        raise RuleBroken("Ce plan est adopté : ses cohortes sont ouvertes. Faites-en un nouveau.")


def check_bend(starts_on: date, weeks: int, week: date) -> None:
    """What is pinned or forbidden starts on a Monday of the plan."""
    if week.weekday():
        raise RuleBroken("Une cohorte commence un lundi.", "week")
    if not starts_on <= week < starts_on + timedelta(weeks=weeks):
        raise RuleBroken("Cette semaine est hors du plan.", "week")


def check_seats(seats: int | None, least: int, most: int) -> None:
    """A pinned cohort has as many seats as its provider takes."""
    if seats is None or not least <= seats <= most:
        raise RuleBroken(f"Cet organisme prend de {least} à {most} places.", "seats")


def check_adoptable(state: PlanState, is_stale: bool, count: int) -> None:
    """What is adopted is what was solved."""
    check_free(state)
    if state is not PlanState.SOLVED:
        raise RuleBroken("Calculez d’abord ce plan.")
    if is_stale:
        raise RuleBroken("Vos choix ont changé depuis le calcul : calculez de nouveau avant d’adopter.")
    if not count:
        raise RuleBroken("Ce plan n’ouvre aucune cohorte.")


def is_dead(state: PlanState, asked_at: datetime | None, at: datetime) -> bool:
    """Whether a calculation under way will say nothing more."""
    return state is PlanState.SOLVING and (asked_at is None or at - asked_at > SILENT_AFTER)
