"""The rounds against every plan that can be; no plan whatever holds a clash; the process they come from."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.solving import Limits
from tests.worksites.events.rounds.problems import best_score, round_problems, whole
from worksites.events.rounds import solving
from worksites.events.rounds.exchange_rules import read_problem, read_solved, told_of, told_problem
from worksites.events.rounds.greedy_rules import greedy
from worksites.events.rounds.plan_rules import (
    Meeting,
    RoundProblem,
    Seeker,
    faults,
    holes,
    moved,
    score,
)
from worksites.events.rounds.solver import solve
from worksites.events.rounds.solving import computed

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(round_problems())
def test_no_rounds_are_better_than_the_solvers(problem: RoundProblem) -> None:
    found = solve(problem, 1)
    best = best_score(problem)

    assert not faults(problem, found.meetings)
    assert found.is_best
    assert replace(score(problem, found.meetings), holes=0) == replace(best, holes=0)


@SLOW
@given(round_problems())
def test_the_simple_rounds_hold_and_are_never_better_than_the_best(problem: RoundProblem) -> None:
    plan = greedy(problem)

    assert not faults(problem, plan)
    assert best_score(problem) <= score(problem, plan)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 14), st.integers(1, 5), st.integers(1, 7), st.integers(1, 2), st.integers(0, 3))
def test_no_plan_has_a_clash_and_the_rounds_that_have_begun_stay(
    people: int, companies: int, rounds: int, tables: int, begun: int
) -> None:
    problem = whole(people, companies, rounds, tables=tables)
    first = solve(problem, 0.05)
    late = replace(problem.seekers[0], first=min(begun + 1, rounds))
    problem = replace(
        problem,
        seekers=(late, *problem.seekers[1:-1], Seeker(people + 1, 1, rounds)),
        matches=tuple(one for one in problem.matches if one.person != people),
        begun=min(begun, rounds),
        kept=tuple(one for one in first.meetings if one.round <= begun),
        before=first.meetings,
    )

    for plan in (solve(problem, 0.05).meetings, greedy(problem)):
        assert not faults(problem, plan)
        assert {one for one in plan if one.round <= begun} == set(problem.kept)


def test_everybody_meets_two_companies_before_anybody_meets_three() -> None:
    problem = whole(9, 3, 6)

    met = [
        sum(1 for one in solve(problem, 0.5).meetings if one.person == each.key) for each in problem.seekers
    ]

    assert sum(met) == 18
    assert set(met) == {2}


def test_a_job_of_a_contract_at_risk_is_seen_before_better_matches() -> None:
    problem = whole(6, 2, 3, fair=1)
    poor = tuple(replace(one, points=1 if one.company == 102 else 9) for one in problem.matches)
    urgent = tuple(replace(one, wanted=3 if one.company == 102 else 0) for one in problem.posts)

    found = solve(replace(problem, matches=poor, posts=urgent))

    assert sum(1 for one in found.meetings if one.post == 202) == 3


def test_people_wait_less_than_by_the_simple_method() -> None:
    problem = whole(12, 4, 8)

    found = solve(problem, 0.5)

    assert found.is_best
    assert holes(found.meetings) < holes(greedy(problem))
    assert score(problem, found.meetings) < score(problem, greedy(problem))


def test_who_comes_late_moves_almost_nobody() -> None:
    problem = whole(8, 4, 5)
    first = solve(problem, 0.5).meetings
    newcomer = whole(9, 4, 5)
    again = replace(
        newcomer,
        seekers=(*problem.seekers, Seeker(9, 3, 5)),
        begun=2,
        kept=tuple(one for one in first if one.round <= 2),
        before=first,
    )

    found, forgetful = solve(again, 0.5), solve(replace(again, before=()), 0.5)

    assert sum(1 for one in found.meetings if one.person == 9) >= 2
    assert moved(again, found.meetings) < moved(again, forgetful.meetings)


def test_a_meeting_kept_by_hand_stays_where_it_is() -> None:
    kept = Meeting(4, 2, 1, 202)

    assert kept in solve(replace(whole(5, 3, 4), kept=(kept,))).meetings


def test_problems_and_plans_cross_to_the_process_unchanged() -> None:
    problem = replace(whole(3, 2, 2), kept=(Meeting(1, 1, 1, 201),), before=(Meeting(2, 1, 2, 201),))
    solved = solve(problem)

    assert read_problem(told_problem(problem)) == problem
    assert read_solved(told_of(solved)) == solved


def test_the_process_answers_the_same_twice_and_the_simple_method_stands_in() -> None:
    problem = whole(10, 4, 6)

    first = computed(problem)

    assert first == computed(problem)
    assert first.is_solver
    assert computed(problem, Limits(seconds=0)).solved.meetings == tuple(greedy(problem))


def test_rounds_that_the_process_gets_wrong_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = whole(3, 2, 2)
    wrong = {"meetings": [[1, 1, 1, 201], [1, 1, 2, 201]], "is_best": True, "is_tight": True}
    monkeypatch.setattr(solving, "answers_from", lambda *_: iter([wrong]))

    assert not computed(problem).is_solver
