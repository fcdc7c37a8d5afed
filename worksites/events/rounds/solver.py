"""The process that computes the rounds and dies: `python -m worksites.events.rounds.solver`.

OR-Tools is imported here alone, with `choosing` and `searching`: a second and 150 MB that no web process
pays. One worker and a seed: the same data give the same rounds.

First who meets whom (`choosing`: the best there is), then when (by chains, then `searching.timed`). Where
people come and go and not all of these pairs find a round, both are searched for at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from facilitator.solving import answer, told
from worksites.events.rounds.choosing import chosen
from worksites.events.rounds.colouring_rules import Rounds, add_all, meetings_of
from worksites.events.rounds.exchange_rules import SolvedRounds, read_problem, told_of
from worksites.events.rounds.greedy_rules import greedy
from worksites.events.rounds.plan_rules import Match, Meeting, RoundProblem, score
from worksites.events.rounds.searching import Place, timed, together
from worksites.events.rounds.settling_rules import settled

EFFORT = 2.0
LONGER = 4
"""What is searched for at once is given so many times the effort."""
QUICKER = 4
"""When people meet, once it is known whom, is given so many times less."""
STEPS = 40_000
REPAIRS = 12
SMALL = 600
"""Pairs that may be, times rounds: above, nobody proves that there is nothing better."""


def solve(problem: RoundProblem, effort: float = EFFORT) -> SolvedRounds:
    """The rounds of an event."""
    rounds, pairs = Rounds(problem), chosen(problem)
    add_all(rounds, pairs)
    whole = len(rounds.round_of) == len(pairs)
    _repair(problem, rounds, pairs)
    settled(problem, rounds, round(STEPS * effort))
    plan = tuple(sorted([*problem.kept, *meetings_of(rounds, pairs)]))
    if whole and not score(problem, plan).holes:
        return SolvedRounds(plan, True, True)
    if len(problem.pairs) * problem.rounds > SMALL:
        return SolvedRounds(min(plan, _simple(problem), key=lambda one: score(problem, one)), whole, False)
    return _timed(problem, plan, effort / QUICKER) if whole else _both(problem, list(plan), effort)


def _simple(problem: RoundProblem) -> tuple[Meeting, ...]:
    return tuple(greedy(problem))


def _repair(problem: RoundProblem, rounds: Rounds, pairs: list[Match]) -> None:
    """Choose other pairs in place of those that find no round, again and again."""
    for _ in range(REPAIRS):
        if len(rounds.round_of) == len(pairs):
            return
        lost = {(one.person, one.company) for rank, one in enumerate(pairs) if rank not in rounds.round_of}
        rest = tuple(one for one in problem.matches if (one.person, one.company) not in lost)
        held = (*problem.kept, *meetings_of(rounds, pairs))
        more = chosen(replace(problem, matches=rest, kept=held))
        if not more:
            return
        pairs += more
        add_all(rounds, pairs)


def _timed(problem: RoundProblem, plan: tuple[Meeting, ...], effort: float) -> SolvedRounds:
    """The same pairs, at times that are better still, or proved to be the best."""
    mine = [one for one in plan if one not in problem.kept]
    pairs = [_match(problem, one) for one in mine]
    found = timed(problem, pairs, _places(problem, mine), effort)
    if len(found.places) == len(pairs):
        return SolvedRounds(_plan(problem, found.places, pairs), True, found.is_best)
    return SolvedRounds(plan, True, False)


def _match(problem: RoundProblem, meeting: Meeting) -> Match:
    key = meeting.person, problem.table_of[meeting.table].company, meeting.post
    return Match(*key, problem.points_of[key])


def _both(problem: RoundProblem, rough: list[Meeting], effort: float) -> SolvedRounds:
    """The rounds where not every pair that is worth it finds a time."""
    start = min((greedy(problem), rough), key=lambda plan: score(problem, plan))
    mine = [one for one in start if one not in problem.kept]
    places = _places(problem, mine)
    about = frozenset((one.person, problem.table_of[one.table].company, one.post) for one in mine)
    found = together(problem, places, about, LONGER * effort)
    if not found.places and mine:
        return SolvedRounds(tuple(sorted(start)), False, False)
    pairs = [Match(*key, problem.points_of[key]) for key in sorted(found.about)]
    tight = timed(problem, pairs, found.places, effort)
    better = tight if tight.places else found
    plan = _plan(problem, better.places, pairs)
    best = min((plan, tuple(sorted(start))), key=lambda one: score(problem, one))
    return SolvedRounds(best, found.is_best, found.is_best and tight.is_best and best is plan)


def _places(problem: RoundProblem, meetings: Iterable[Meeting]) -> frozenset[Place]:
    return frozenset((one.person, problem.table_of[one.table].company, one.round) for one in meetings)


def _plan(problem: RoundProblem, places: frozenset[Place], pairs: list[Match]) -> tuple[Meeting, ...]:
    return tuple(sorted([*problem.kept, *_seated(problem, places, pairs)]))


def _seated(problem: RoundProblem, places: frozenset[Place], pairs: list[Match]) -> Iterator[Meeting]:
    """Each meeting at a table of the company: the one it had before, else the first that is free."""
    post = {(one.person, one.company): one.post for one in pairs}
    before = {(one.person, one.round): one.table for one in problem.before}
    by_seat: dict[tuple[int, int], list[int]] = {}
    for person, company, round_ in sorted(places):
        by_seat.setdefault((company, round_), []).append(person)
    for (company, round_), people in sorted(by_seat.items()):
        free = problem.free_tables(company, round_)
        people.sort(key=lambda person: (before.get((person, round_)) not in free, person))
        for person in people:
            old = before.get((person, round_))
            table = old if old in free else free[0]
            free.remove(table)
            yield Meeting(round_, table, person, post[person, company])


def main() -> None:
    """Compute what stdin asks for."""
    asked = told()
    answer(told_of(solve(read_problem(asked["problem"]), asked["effort"])))


if __name__ == "__main__":
    main()
