"""A trade's problem and its plan as plain values: what the solver's process is told, and what it answers.

The same problem searched with the same effort has the same answer (one worker, a seed, a deterministic
limit): an answer is known again by the mark of its problem, and need not be searched for twice.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from geiq.planning.plan_rules import Habits, Opening, Provider, Start, TradeProblem


@dataclass(frozen=True)
class Solved:
    """A trade's plan: whether nothing better exists, and the people-weeks below which nobody can go."""

    trade: str
    openings: tuple[Opening, ...]
    is_best: bool
    bound: int


def told_problem(problem: TradeProblem) -> dict[str, Any]:
    """A problem as JSON can say it."""
    return {**asdict(problem), "forbidden": sorted(problem.forbidden)}


def read_problem(told: Mapping[str, Any]) -> TradeProblem:
    """The same, read again."""
    return TradeProblem(
        told["trade"],
        tuple(told["needs"]),
        tuple(
            Provider(**{**one, "starts": tuple(Start(**start) for start in one["starts"])})
            for one in told["providers"]
        ),
        tuple(Opening(**one) for one in told["pinned"]),
        frozenset((key, week) for key, week in told["forbidden"]),
        Habits(**told["habits"]),
    )


def told_of(solved: Solved) -> dict[str, Any]:
    """A plan as JSON can say it."""
    return asdict(solved)


def read_solved(told: Mapping[str, Any]) -> Solved:
    """The same, read again."""
    openings = tuple(Opening(**one) for one in told["openings"])
    return Solved(told["trade"], openings, told["is_best"], told["bound"])


def mark_of(problem: TradeProblem, effort: float) -> str:
    """What tells a problem from any other: needs, providers, costs, days, what is bent; and the effort."""
    told = json.dumps([told_problem(problem), effort], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
