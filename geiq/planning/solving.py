"""Planning in a process of its own: started here, heard trade after trade, killed when its time is over.

Trades share nothing: one whose problem is word for word that of an answer already given keeps that answer,
and the process hears of the others alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from facilitator.solving import USUAL, Limits, answers_from
from geiq.planning.exchange_rules import Solved, mark_of, read_solved, told_problem
from geiq.planning.greedy_rules import greedy
from geiq.planning.plan_rules import TradeProblem, faults

SOLVER = "geiq.planning.solver"


@dataclass(frozen=True)
class Heard:
    """A trade's plan, and whether the solver made it; otherwise it is the greedy one."""

    problem: TradeProblem
    solved: Solved
    is_solver: bool
    is_kept: bool = False
    """Whether it is the answer of an earlier search of the very same problem."""


Answers = Mapping[str, Solved]
"""What the solver has answered before, by the mark of the problem."""


def planned(
    problems: Sequence[TradeProblem], limits: Limits = USUAL, answers: Answers = MappingProxyType({})
) -> Iterator[Heard]:
    """The plan of each trade, in their order: as it was answered before when nothing of its problem has
    changed, else as the solver finds it; where that dies or errs, the greedy plan."""
    kept = {problem.trade: _known(problem, limits, answers) for problem in problems}
    asked = [problem for problem in problems if kept[problem.trade] is None]
    heard = _heard(asked, limits) if asked else iter(())
    for problem in problems:
        known = kept[problem.trade]
        solved = known or next(heard, None)
        if solved is None or faults(problem, solved.openings):
            yield Heard(problem, Solved(problem.trade, tuple(greedy(problem)), False, 0), False)
        else:
            yield Heard(problem, solved, True, known is not None)


def _known(problem: TradeProblem, limits: Limits, answers: Answers) -> Solved | None:
    found = answers.get(mark_of(problem, limits.effort))
    return None if found is None or faults(problem, found.openings) else found


def answers_of(heard: Iterable[Heard], limits: Limits = USUAL) -> dict[str, Solved]:
    """What may be kept of a plan: what the solver itself has answered."""
    return {mark_of(one.problem, limits.effort): one.solved for one in heard if one.is_solver}


def _heard(problems: Sequence[TradeProblem], limits: Limits) -> Iterator[Solved]:
    """What the process says, until it ends or is killed."""
    asked = {"problems": [told_problem(problem) for problem in problems]}
    for line in answers_from(SOLVER, asked, limits):
        yield read_solved(line)
