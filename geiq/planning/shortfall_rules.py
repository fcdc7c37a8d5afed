"""Why a plan leaves a week of a trade without somebody, in a sentence for whoever can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.formats import NBSP, plural
from facilitator.words import Word
from geiq.planning.plan_rules import Opening, Provider, Start, TradeProblem, coverage


class Lack(Word):
    """What is in the way, the most binding first."""

    NO_PROVIDER = "no_provider", "Aucun organisme n’a de capacité pour ce métier."
    TOO_LATE = "too_soon", "Trop tard{nbsp}: il faut {weeks} entre la réunion d’information et l’embauche."
    FORBIDDEN = "forbidden_by_hand", "Interdit à la main."
    TOO_SHORT = "too_short_lack", "Besoin de moins de {least_weeks}{nbsp}: trop court pour former."
    TOO_FEW = "too_few", "Moins de places que le minimum d’une cohorte ({seats})."
    FULL = "full", "Toutes les places des organismes sont prises."


@dataclass(frozen=True)
class Shortfall:
    """A week of a trade: how many people lack, and why."""

    trade: str
    week: int
    people: int
    reason: str


def shortfalls(problem: TradeProblem, openings: Sequence[Opening], lead: int) -> list[Shortfall]:
    """What the openings do not cover; `lead` are the weeks from an information meeting to the training."""
    found = coverage(problem, openings)
    return [
        Shortfall(problem.trade, week, people, _said(_lack(problem, found.at_work, week), problem, lead))
        for week, people in enumerate(found.lacking)
        if people
    ]


def _lack(problem: TradeProblem, at_work: Sequence[int], week: int) -> Lack:
    if not problem.providers:
        return Lack.NO_PROVIDER
    useful = [
        (provider, start)
        for provider in problem.providers
        for start in provider.starts
        if start.ready <= week < start.ready + problem.habits.contract
    ]
    if not useful:
        return Lack.TOO_LATE
    free = [pair for pair in useful if (pair[0].key, pair[1].week) not in problem.forbidden]
    if any(_fits(problem, at_work, *pair) for pair in free):
        return Lack.FULL
    if not free or any(_fits(problem, at_work, *pair) for pair in useful):
        return Lack.FORBIDDEN
    if all(problem.limit(start.ready) <= at_work[start.ready] for _, start in free):
        return Lack.TOO_SHORT
    return Lack.TOO_FEW


def _fits(problem: TradeProblem, at_work: Sequence[int], provider: Provider, start: Start) -> bool:
    """Whether the smallest cohort of the provider would not bring more people than the needs to come."""
    room = problem.limit(start.ready) - at_work[start.ready]
    return max(1, provider.hires(provider.least)) <= room


def _said(lack: Lack, problem: TradeProblem, lead: int) -> str:
    least = min((one.least for one in problem.providers), default=0)
    lasts = [start.ready - start.week for one in problem.providers for start in one.starts]
    return lack.label.format(
        nbsp=NBSP,
        weeks=plural(min(lasts, default=0) + lead, "semaine"),
        least_weeks=plural(problem.habits.least_weeks, "semaine"),
        seats=plural(least, "place"),
    )
