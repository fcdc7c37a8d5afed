"""What is tried on a clause, and what it would change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clauses.compliance.forecast.rules import Hire
from clauses.compliance.schedule.rules import Change
from clauses.compliance.standing.rules import ClauseFacts, Conclusion
from clauses.people.employments.rules import WEEK_LIMIT_MINUTES
from facilitator.words import RuleBroken

MOST_PEOPLE = 200


@dataclass(frozen=True)
class Trial:
    """People from a date, hours from a date, another end. Minutes."""

    people: int = 0
    weekly_minutes: int = 2100
    starts_on: date | None = None
    leaves_on: date | None = None
    more_minutes: int = 0
    """Hours added to the target, or taken from it when negative."""
    effective_on: date | None = None
    ends_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is tried."""
        return not (self.people or self.more_minutes or self.ends_on)


def check(trial: Trial, facts: ClauseFacts, on: date) -> None:
    """Refuse what could not be: the past, an end before the start, a target below zero."""
    if trial.people and trial.starts_on is None:
        raise RuleBroken("Indiquez quand ces personnes commencent.", "starts_on")
    if not 0 <= trial.people <= MOST_PEOPLE:
        raise RuleBroken(f"Essayez de 0 à {MOST_PEOPLE} personnes.", "people")
    if trial.starts_on is not None and trial.starts_on < on:
        raise RuleBroken(
            "On n’embauche pas dans le passé : choisissez aujourd’hui ou plus tard.", "starts_on"
        )
    if not 0 < trial.weekly_minutes <= WEEK_LIMIT_MINUTES:
        raise RuleBroken("Indiquez des heures par semaine, 48 au plus.", "weekly")
    if trial.leaves_on and trial.starts_on and trial.leaves_on < trial.starts_on:
        raise RuleBroken("Elles partiraient avant de commencer.", "leaves_on")
    if facts.schedule.target + trial.more_minutes < 0:
        raise RuleBroken("L’objectif deviendrait négatif.", "more")
    if trial.ends_on is not None and trial.ends_on <= facts.starts_on:
        raise RuleBroken("La fin précéderait le début de la clause.", "ends_on")


def tried(facts: ClauseFacts, trial: Trial, on: date) -> ClauseFacts:
    """The clause as it would be."""
    hires = facts.hires
    if trial.people and trial.starts_on is not None:
        one = Hire(trial.weekly_minutes, trial.starts_on, trial.leaves_on)
        hires = (*hires, *(one for _ in range(trial.people)))
    changes = facts.changes
    if trial.more_minutes:
        changes = (*changes, Change(trial.effective_on or on, trial.more_minutes))
    return replace(facts, hires=hires, changes=changes, ends_on=trial.ends_on or facts.ends_on)


@dataclass(frozen=True)
class Effect:
    """One figure before and after, in minutes."""

    name: str
    before: int
    after: int

    @property
    def gap(self) -> int:
        """What changes."""
        return self.after - self.before


def effects(before: Conclusion, after: Conclusion) -> Iterator[Effect]:
    """The figures that a trial may change."""
    yield Effect("Objectif", before.forecast.target, after.forecast.target)
    yield Effect("Prévision à la fin", before.forecast.middle, after.forecast.middle)
    yield Effect("Prévision basse", before.forecast.low, after.forecast.low)
    yield Effect("Prévision haute", before.forecast.high, after.forecast.high)
    yield Effect("Manqueront", before.forecast.gap, after.forecast.gap)
    yield Effect("Attendu à ce jour", before.progress.expected, after.progress.expected)
