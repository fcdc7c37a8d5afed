"""The problem of the rounds and its plan as plain values: what the solver's process is told, and answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from worksites.events.rounds.plan_rules import Match, Meeting, Post, RoundProblem, Seeker, Table


@dataclass(frozen=True)
class SolvedRounds:
    """A plan; whether no other is worth more in who meets whom, and whether nobody could wait less."""

    meetings: tuple[Meeting, ...]
    is_best: bool
    is_tight: bool


PARTS: dict[str, Any] = {
    "seekers": Seeker,
    "tables": Table,
    "posts": Post,
    "matches": Match,
    "kept": Meeting,
    "before": Meeting,
}


def told_problem(problem: RoundProblem) -> dict[str, Any]:
    """A problem as JSON can say it."""
    return {one.name: getattr(problem, one.name) for one in fields(problem)} | {
        name: [list(asdict(one).values()) for one in getattr(problem, name)] for name in PARTS
    }


def read_problem(told: Mapping[str, Any]) -> RoundProblem:
    """The same, read again."""
    return RoundProblem(
        **{**told, **{name: tuple(kind(*one) for one in told[name]) for name, kind in PARTS.items()}}
    )


def told_of(solved: SolvedRounds) -> dict[str, Any]:
    """A plan as JSON can say it."""
    return {
        "meetings": [list(asdict(one).values()) for one in solved.meetings],
        "is_best": solved.is_best,
        "is_tight": solved.is_tight,
    }


def read_solved(told: Mapping[str, Any]) -> SolvedRounds:
    """The same, read again."""
    meetings = tuple(Meeting(*one) for one in told["meetings"])
    return SolvedRounds(meetings, told["is_best"], told["is_tight"])
