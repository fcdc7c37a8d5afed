"""The laws of a pathway's course: its longest end, its phases, its exit, the capacity of the year. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from clauses.contracts.contract_rules import end_of
from facilitator.formats import NBSP, day, plural
from facilitator.words import RuleBroken, Word
from geiq.pathways.rules import POSITIVE, MoveKind, PathwayExit, Phase


class PathwayStanding(Word):
    """How a pathway stands today."""

    RUNNING = "pathway_running", "En cours"
    SOON = "pathway_ends_soon", "Fin proche"
    OVERDUE = "pathway_overdue", "Fin prévue dépassée"
    OVER = "pathway_over", "Terminé"


TONES = {
    PathwayStanding.RUNNING: "good",
    PathwayStanding.SOON: "warn",
    PathwayStanding.OVERDUE: "bad",
    PathwayStanding.OVER: "neutral",
}


def longest_end(starts_on: date, most_months: int | None) -> date | None:
    """The last day that a scheme allows (PIETRA: twelve months); None when it says nothing."""
    return end_of(starts_on, most_months) if most_months else None


def planned_end(starts_on: date, typed: date | None, most_months: int | None) -> date:
    """The planned end: what was typed, or else the scheme's longest duration."""
    end = typed or longest_end(starts_on, most_months)
    if end is None:
        raise RuleBroken(
            "Ce dispositif ne dit pas sa durée : indiquez la fin prévue.",
            "planned_end_on",
        )
    check_end_planned(starts_on, end, most_months)
    return end


def check_end_planned(starts_on: date, end: date, most_months: int | None) -> None:
    """Refuse an end before the start, or past what the scheme allows."""
    last = longest_end(starts_on, most_months)
    if end < starts_on:
        raise RuleBroken("La fin prévue vient avant le début.", "planned_end_on")
    if last is not None and end > last:
        months = plural(most_months or 0, "mois", "mois")
        raise RuleBroken(
            f"Ce dispositif dure {months} au plus{NBSP}: le {day(last)} est le dernier jour possible.",
            "planned_end_on",
        )


def check_extension(planned_end_on: date, to: date, reason: str) -> None:
    """An extension goes further than the planned end, and says why."""
    if to <= planned_end_on:
        raise RuleBroken("Une prolongation finit après la fin prévue.", "planned_end_on")
    if not reason.strip():
        raise RuleBroken("Dites pourquoi le parcours est prolongé.", "reason")


def check_day(on: date, since: date, today: date, field: str) -> None:
    """Refuse a day to come, or one before what it follows."""
    if on > today:
        raise RuleBroken("Ce jour n’est pas encore venu.", field)
    if on < since:
        raise RuleBroken(f"Ce jour vient avant le {day(since)}.", field)


def check_move(phase: Phase, to: Phase, has_phases: bool) -> MoveKind:
    """What a move between the two phases is called; refuse one that changes nothing."""
    if not has_phases:
        raise RuleBroken("Ce dispositif n’a pas de phases.", "phase")
    if phase is to:
        raise RuleBroken("Le parcours est déjà dans cette phase.", "phase")
    return MoveKind.IN_JOB if to is Phase.IN_EMPLOYMENT else MoveKind.BACK


def check_open(ended_on: date | None) -> None:
    """Refuse to change a pathway that is over."""
    if ended_on is not None:
        raise RuleBroken(f"Ce parcours est terminé depuis le {day(ended_on)}.")


def check_capacity(entered: int, capacity: int | None, year: int) -> None:
    """Refuse one entry more than a scheme takes in a civil year (ASLD 41: 150)."""
    if capacity is not None and entered >= capacity:
        people = plural(capacity, "personne")
        raise RuleBroken(
            f"Ce dispositif accueille {people} par an, et {entered} y sont déjà entrées en {year}{NBSP}: "
            "changez d’abord sa capacité, s’il en accueille davantage.",
            "scheme_id",
        )


def is_positive(ended: PathwayExit, rules: Mapping[PathwayExit, bool]) -> bool:
    """Whether an exit is a positive one: what the scheme says, or else the usual practice."""
    return rules.get(ended, ended in POSITIVE)


def standing(planned_end_on: date, ended_on: date | None, alert_days: int, today: date) -> PathwayStanding:
    """How a pathway stands on a day; it is told `alert_days` before its planned end."""
    if ended_on is not None:
        return PathwayStanding.OVER
    if planned_end_on < today:
        return PathwayStanding.OVERDUE
    soon = planned_end_on <= today + timedelta(days=alert_days)
    return PathwayStanding.SOON if soon else PathwayStanding.RUNNING


def holds(since: date, until: date | None, today: date) -> bool:
    """Whether a follower follows on a day: the last day is still hers."""
    return since <= today and (until is None or until >= today)
