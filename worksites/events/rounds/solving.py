"""The rounds computed in a process of their own; the simple method where that dies or errs."""

from dataclasses import dataclass

from facilitator.solving import Limits, answers_from
from worksites.events.rounds.exchange_rules import SolvedRounds, read_solved, told_problem
from worksites.events.rounds.greedy_rules import greedy
from worksites.events.rounds.plan_rules import RoundProblem, faults

SOLVER = "worksites.events.rounds.solver"
USUAL = Limits(seconds=60, effort=2.0)
"""People wait for their rounds: a minute at most."""


@dataclass(frozen=True)
class Computed:
    """A plan, and whether the solver made it; otherwise it is the simple one."""

    solved: SolvedRounds
    is_solver: bool


def computed(problem: RoundProblem, limits: Limits = USUAL) -> Computed:
    """The rounds, as the solver finds them, else as the simple method does."""
    asked = {"problem": told_problem(problem)}
    for line in answers_from(SOLVER, asked, limits):
        solved = read_solved(line)
        if not faults(problem, solved.meetings):
            return Computed(solved, True)
    return Computed(SolvedRounds(tuple(greedy(problem)), False, False), False)
