"""Which employment may follow a training; which one is proposed, to be tied by somebody. Pure.

It is proposed, never tied by itself: a rate of hires goes into reports to funders, and a summer job signed in
the months that follow is not the hire that a training led to. Somebody who knows presses once.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clauses.contracts.contract_rules import add_months
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


@dataclass(frozen=True)
class Stay:
    """Somebody's place in a training that no hire is tied to."""

    enrolment_id: int
    state: EnrolmentState
    since: date | None
    """The day she entered, or else was retained."""
    until: date | None
    """The day she went through or left, or else the training's last day; None when it has none yet."""
    not_hires: Collection[int] = ()
    """The employments of which it was said that they are not the hire."""


@dataclass(frozen=True)
class Work:
    """An employment that no training is tied to."""

    employment_id: int
    starts_on: date


def follows(stay: Stay, work: Work, months: int) -> bool:
    """Whether an employment may be the hire of a training: signed since, within so many months of its end."""
    if stay.state not in HIRABLE or stay.since is None or work.employment_id in stay.not_hires:
        return False
    if work.starts_on < stay.since:
        return False
    return stay.until is None or work.starts_on <= add_months(stay.until, months)


def proposals(stays: Iterable[Stay], works: Iterable[Work], months: int) -> Mapping[int, int]:
    """By training of one person, the employment proposed: the first that followed.

    One that may follow two trainings is proposed for the latest; one that is proposed goes to no other.
    """
    found: dict[int, int] = {}
    held = list(stays)
    for work in sorted(works, key=lambda one: (one.starts_on, one.employment_id)):
        fit = [one for one in held if follows(one, work, months)]
        latest = max(fit, key=lambda one: (one.since, one.enrolment_id), default=None)
        if latest is not None:
            found.setdefault(latest.enrolment_id, work.employment_id)
    return found
