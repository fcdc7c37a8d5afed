"""The solver against every plan that can be, and the process that it lives in."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from facilitator.solving import USUAL, Limits
from geiq.planning import solving
from geiq.planning.exchange_rules import mark_of, read_problem, read_solved, told_of, told_problem
from geiq.planning.greedy_rules import greedy
from geiq.planning.plan_rules import (
    Habits,
    Opening,
    Provider,
    Start,
    TradeProblem,
    coverage,
    crowded,
    faults,
    score,
)
from geiq.planning.solver import solve
from geiq.planning.solving import Heard, answers_of, planned
from tests.geiq.planning.problems import best_score, problems

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def afpa(*weeks: int, at_once: int = 1, least: int = 6, most: int = 12) -> Provider:
    """A training of eight weeks that may start in these weeks; four people in five work after it."""
    starts = tuple(Start(week, week + 8, week + 9) for week in weeks)
    return Provider(7, least, most, at_once, 1_000_000, 200_000, 805, starts)


def roads(needs: dict[range, int], *providers: Provider, weeks: int = 52, **more: object) -> TradeProblem:
    """Needs of a trade by spans of weeks."""
    said = tuple(next((count for span, count in needs.items() if week in span), 0) for week in range(weeks))
    return TradeProblem("Canalisateur", said, providers, **more)


@SLOW
@given(problems())
def test_no_plan_is_better_than_the_solvers(problem: TradeProblem) -> None:
    if crowded(problem, problem.pinned):
        return
    found = solve(problem)

    assert not faults(problem, found.openings)
    assert found.is_best
    assert score(problem, found.openings) == best_score(problem)
    assert found.bound <= coverage(problem, found.openings).lacking_weeks


@SLOW
@given(problems())
def test_the_greedy_plan_holds_and_is_never_better_than_the_best(problem: TradeProblem) -> None:
    if crowded(problem, problem.pinned):
        return
    plan = greedy(problem)

    assert not faults(problem, plan)
    assert best_score(problem) <= score(problem, plan)


def test_nine_people_are_trained_by_a_cohort_of_twelve() -> None:
    found = solve(roads({range(20, 40): 9}, afpa(4, 8, 11)))

    assert found.openings == (Opening(7, 11, 12),)
    assert found.is_best


def test_a_need_of_a_few_weeks_trains_nobody() -> None:
    assert solve(roads({range(20, 25): 9}, afpa(4, 8, 11))).openings == ()


def test_nobody_is_trained_for_one_job_in_a_cohort_of_six() -> None:
    assert solve(roads({range(20, 52): 1}, afpa(4, 8, 11))).openings == ()


def test_what_is_pinned_stays_and_what_is_forbidden_goes() -> None:
    free = roads({range(20, 40): 9}, afpa(4, 8, 11))
    bent = replace(free, pinned=(Opening(7, 4, 6),), forbidden=frozenset({(7, 11)}))

    found = solve(bent).openings

    assert Opening(7, 4, 6) in found
    assert all(one.week != 11 for one in found)
    assert coverage(bent, found).lacking_weeks >= coverage(free, solve(free).openings).lacking_weeks


def test_a_second_room_lets_two_cohorts_start_together() -> None:
    needs = {range(20, 40): 18}

    assert len(solve(roads(needs, afpa(11))).openings) == 1
    assert len(solve(roads(needs, afpa(11, at_once=2))).openings) == 2


def test_problems_and_plans_cross_to_the_process_unchanged() -> None:
    problem = roads({range(20, 40): 9}, afpa(4), pinned=(Opening(7, 4, 6),), forbidden=frozenset({(7, 8)}))
    solved = solve(replace(problem, habits=Habits(30, 4, 900)))

    assert read_problem(told_problem(problem)) == problem
    assert read_solved(told_of(solved)) == solved


def test_the_process_answers_the_same_twice() -> None:
    both = [roads({range(20, 40): 9}, afpa(4, 8, 11)), roads({range(5, 30): 4}, afpa(1, 2))]

    first, second = list(planned(both)), list(planned(both))

    assert first == second
    assert all(one.is_solver and one.solved.is_best for one in first)


def test_a_process_that_is_killed_leaves_the_greedy_plan() -> None:
    problem = roads({range(20, 40): 9}, afpa(4, 8, 11))

    (heard,) = planned([problem], Limits(seconds=0))

    assert not heard.is_solver
    assert heard.solved.openings == tuple(greedy(problem))
    assert not heard.solved.is_best


def test_a_process_that_cannot_start_leaves_the_greedy_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "SOLVER", "geiq.planning.absent")

    assert [one.is_solver for one in planned([roads({range(20, 40): 9}, afpa(4))])] == [False]


def test_a_decision_solves_its_trade_alone_and_leaves_the_others_as_they_were() -> None:
    kept = replace(roads({range(5, 30): 4}, afpa(1, 2, least=4)), trade="Peintre")
    both = [roads({range(20, 40): 9}, afpa(4, 8, 11)), kept]
    first = [Heard(one, solve(one, USUAL.effort), True) for one in both]
    bent = [replace(both[0], forbidden=frozenset({(7, 11)})), kept]

    again = list(planned(bent, USUAL, answers_of(first)))

    assert [one.is_kept for one in again] == [False, True]
    assert again[1].solved == first[1].solved
    assert again[0].solved == solve(bent[0], USUAL.effort) != first[0].solved


def test_without_a_change_nothing_is_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = roads({range(20, 40): 9}, afpa(4, 8, 11))
    answer = solve(problem, USUAL.effort)
    monkeypatch.setattr(solving, "SOLVER", "geiq.planning.absent")

    (again,) = planned([problem], USUAL, answers_of([Heard(problem, answer, True)]))

    assert again == Heard(problem, answer, True, is_kept=True)


@pytest.mark.parametrize(
    "change",
    [
        {"needs": (1,) * 52},
        {"providers": (afpa(4, 8, 11, at_once=2),)},
        {"pinned": (Opening(7, 4, 6),)},
        {"forbidden": frozenset({(7, 4)})},
        {"habits": Habits(contract=26)},
    ],
)
def test_whatever_changes_of_a_problem_has_it_searched_again(change: dict[str, object]) -> None:
    problem = roads({range(20, 40): 9}, afpa(4, 8, 11))

    assert mark_of(replace(problem, **change), 2.0) != mark_of(problem, 2.0)
    assert mark_of(problem, 1.0) != mark_of(problem, 2.0)


def test_the_simple_methods_plan_is_not_kept_as_an_answer() -> None:
    assert not answers_of(planned([roads({range(20, 40): 9}, afpa(4))], Limits(seconds=0)))
