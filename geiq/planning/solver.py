"""The process that plans and dies: `python -m geiq.planning.solver` (JSON on stdin, a line of JSON a trade).

The only module that imports OR-Tools: 1.7 s and 150 MB that no web process pays. It limits its own memory and
time before anything, and keeps to one worker and a seed: the same data give the same plan.

For each trade, one after the other: least people-weeks without anybody, then least cost, then fewest cohorts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from facilitator.solving import answer, told
from geiq.planning.exchange_rules import Solved, read_problem, told_of
from geiq.planning.greedy_rules import greedy
from geiq.planning.plan_rules import Opening, Provider, Start, TradeProblem, coverage, score

SEED = 2026
EFFORT = 6.0
"""Deterministic time of one trade's search, about seconds: the same on a busy machine."""
GOOD = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Slot:
    """A cohort that may be: whether it is, its seats, the people it gives."""

    provider: Provider
    start: Start
    open: Any
    seats: Any
    hires: Any


def solve(problem: TradeProblem, effort: float = EFFORT) -> Solved:
    """The plan of one trade, from the greedy one on."""
    model = cp_model.CpModel()
    slots = list(_slots(model, problem))
    if not slots or not any(problem.needs):
        return Solved(problem.trade, problem.pinned, True, coverage(problem, problem.pinned).lacking_weeks)
    pinned = _pinned(problem)
    lacking = _lacking(model, problem, slots, pinned)
    _rooms(model, problem, slots)
    first = greedy(problem)
    _hint(model, slots, first, problem)
    model.minimize(lacking)
    best, proved, bound = _searched(model, slots, effort)
    if best is None:
        return Solved(problem.trade, tuple(first), False, 0)
    model.add(lacking <= score(problem, [*problem.pinned, *best])[0])
    _hint(model, slots, best, problem)
    cheapest = sum(
        slot.open * (slot.provider.fixed_cost * 1000 + 1) + slot.seats * slot.provider.seat_cost * 1000
        for slot in slots
    )
    model.minimize(cheapest)
    cheaper, is_least, _ = _searched(model, slots, effort)
    plan = sorted([*problem.pinned, *(best if cheaper is None else cheaper)])
    return Solved(problem.trade, tuple(plan), proved and is_least, bound)


def _slots(model: cp_model.CpModel, problem: TradeProblem) -> Iterator[Slot]:
    for provider in problem.providers:
        for start in problem.may_start(provider):
            before: Slot | None = None
            for _ in range(min(provider.at_once, max(problem.needs))):
                slot = _slot(model, provider, start)
                if before is not None:  # two alike are tried in one order only
                    model.add(before.seats >= slot.seats)
                before = slot
                yield slot


def _slot(model: cp_model.CpModel, provider: Provider, start: Start) -> Slot:
    is_open = model.new_bool_var("")
    seats = model.new_int_var(0, provider.most, "")
    hires = model.new_int_var(0, provider.hires(provider.most), "")
    model.add(seats >= provider.least * is_open)
    model.add(seats <= provider.most * is_open)
    model.add(1000 * hires <= provider.rate * seats)
    model.add(1000 * hires >= provider.rate * seats - 999)
    return Slot(provider, start, is_open, seats, hires)


def _pinned(problem: TradeProblem) -> list[tuple[int, int]]:
    """When each pinned cohort is ready, and its people."""
    return [
        (problem.start(one).ready, problem.provider(one.provider).hires(one.seats)) for one in problem.pinned
    ]


def _lacking(
    model: cp_model.CpModel, problem: TradeProblem, slots: list[Slot], pinned: list[tuple[int, int]]
) -> Any:
    """The people-weeks that nobody covers; and no cohort brings more people than the needs to come."""
    whole, contract = [], problem.habits.contract
    for week, need in enumerate(problem.needs):
        at_work = sum(slot.hires for slot in slots if slot.start.ready <= week < slot.start.ready + contract)
        at_work += sum(people for ready, people in pinned if ready <= week < ready + contract)
        for slot in slots:
            if slot.start.ready == week:
                model.add(at_work <= problem.limit(week)).only_enforce_if(slot.open)
        if need:
            lack = model.new_int_var(0, need, "")
            model.add(lack >= need - at_work)
            whole.append(lack)
    return sum(whole)


def _rooms(model: cp_model.CpModel, problem: TradeProblem, slots: list[Slot]) -> None:
    """No provider holds more cohorts at once than it can."""
    for provider in problem.providers:
        own = [slot for slot in slots if slot.provider is provider]
        pins = [problem.start(one) for one in problem.pinned if one.provider == provider.key]
        for week in sorted({slot.start.week for slot in own} | {pin.week for pin in pins}):
            here = [slot.open for slot in own if slot.start.week <= week < slot.start.over]
            held = sum(1 for pin in pins if pin.week <= week < pin.over)
            if here:
                model.add(sum(here) <= max(0, provider.at_once - held))


def _hint(model: cp_model.CpModel, slots: list[Slot], openings: list[Opening], problem: TradeProblem) -> None:
    """Start from these openings."""
    model.clear_hints()
    left = [one for one in openings if one not in problem.pinned]
    for slot in slots:
        mine = [one for one in left if (one.provider, one.week) == (slot.provider.key, slot.start.week)]
        found = max(mine, key=lambda one: one.seats, default=None)
        if found is not None:
            left.remove(found)
        seats = found.seats if found else 0
        model.add_hint(slot.open, bool(found))
        model.add_hint(slot.seats, seats)
        model.add_hint(slot.hires, slot.provider.hires(seats))


def _searched(
    model: cp_model.CpModel, slots: list[Slot], effort: float
) -> tuple[list[Opening] | None, bool, int]:
    """The openings found (None when there was no time for one), whether they are the best, the bound."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status not in GOOD:
        return None, False, 0
    found = [
        Opening(slot.provider.key, slot.start.week, solver.value(slot.seats))
        for slot in slots
        if solver.value(slot.open)
    ]
    return found, status == cp_model.OPTIMAL, round(solver.best_objective_bound)


def main() -> None:
    """Plan what stdin asks for, a line of answer for each trade."""
    asked = told()
    for problem in asked["problems"]:
        answer(told_of(solve(read_problem(problem), asked["effort"])))


if __name__ == "__main__":
    main()
