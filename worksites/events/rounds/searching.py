"""When pairs meet, or who meets whom and when at once, as a constraint model. Only the solver imports it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from worksites.events.rounds.choosing import weights_of
from worksites.events.rounds.plan_rules import Match, RoundProblem

SEED = 2026
GOOD = (cp_model.OPTIMAL, cp_model.FEASIBLE)
Place = tuple[int, int, int]
"""A person, a company, a round."""
About = tuple[int, int, int]
"""A person, a company, the job that they speak of."""


@dataclass(frozen=True)
class Found:
    """What a search answers: nothing when it had no time, and whether nothing is better."""

    places: frozenset[Place] = frozenset()
    about: frozenset[About] = frozenset()
    is_best: bool = False


@dataclass(frozen=True)
class Model:
    """Who may meet which company in which round, about which job, and whether they do."""

    problem: RoundProblem
    of: cp_model.CpModel
    meets: dict[Place, Any]
    speaks: dict[About, Any] = field(default_factory=dict)

    def search(self, effort: float) -> Found:
        """The best that is found for so much effort."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.max_deterministic_time = effort
        status = solver.solve(self.of)
        if status not in GOOD:
            return Found()
        places = frozenset(place for place, meets in self.meets.items() if solver.value(meets))
        about = frozenset(key for key, speaks in self.speaks.items() if solver.value(speaks))
        return Found(places, about, status == cp_model.OPTIMAL)

    def hint(self, places: frozenset[Place], about: frozenset[About] = frozenset()) -> None:
        """Start from these meetings."""
        for place, meets in self.meets.items():
            self.of.add_hint(meets, place in places)
        for key, speaks in self.speaks.items():
            self.of.add_hint(speaks, key in about)


def model_of(problem: RoundProblem, pairs: Iterable[tuple[int, int]]) -> Model:
    """Nobody in two places, no table twice, no pair twice."""
    model, meets = cp_model.CpModel(), {}
    by_person, by_company, by_pair = defaultdict(list), defaultdict(list), defaultdict(list)
    for person, company in pairs:
        for round_ in problem.free_rounds(problem.seeker_of[person]):
            if problem.free_tables(company, round_):
                here = meets[person, company, round_] = model.new_bool_var("")
                by_person[person, round_].append(here)
                by_company[company, round_].append(here)
                by_pair[person, company].append(here)
    for several in (*by_person.values(), *by_pair.values()):
        model.add_at_most_one(several)
    for (company, round_), several in by_company.items():
        model.add(sum(several) <= len(problem.free_tables(company, round_)))
    return Model(problem, model, meets)


def timed(problem: RoundProblem, pairs: list[Match], first: frozenset[Place], effort: float) -> Found:
    """When each of these pairs meets, waiting and changing least; nothing where they cannot all meet."""
    model = model_of(problem, [(one.person, one.company) for one in pairs])
    by_pair = defaultdict(list)
    for (person, company, _), meets in model.meets.items():
        by_pair[person, company].append(meets)
    if len(by_pair) < len(pairs):
        return Found()
    for several in by_pair.values():
        model.of.add_exactly_one(several)
    model.hint(first)
    model.of.minimize(sum(_waits(model)) + sum(_moves(model)))
    return model.search(effort)


def _waits(model: Model) -> Iterator[Any]:
    """For each person, the rounds from her first meeting to her last."""
    rounds: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for (person, _, round_), meets in model.meets.items():
        rounds[person].append((round_, meets))
    fixed = defaultdict(list)
    for one in model.problem.kept:
        fixed[one.person].append(one.round)
    for person, several in rounds.items():
        last = model.of.new_int_var(0, model.problem.rounds, "")
        first = model.of.new_int_var(0, model.problem.rounds, "")
        for round_, meets in several:
            model.of.add(last >= round_).only_enforce_if(meets)
            model.of.add(first <= round_).only_enforce_if(meets)
        for round_ in fixed[person]:
            model.of.add(last >= round_)
            model.of.add(first <= round_)
        model.of.add(last >= first)
        yield last - first


def _moves(model: Model) -> Iterator[Any]:
    """The meetings of before that would have another round."""
    problem = model.problem
    for one in problem.before:
        table = problem.table_of.get(one.table)
        meets = model.meets.get((one.person, table.company if table else 0, one.round))
        if meets is not None:
            yield 1 - meets


def together(problem: RoundProblem, first: frozenset[Place], about: frozenset[About], effort: float) -> Found:
    """Who meets whom and when, searched for at once from a plan on."""
    met = {(one.person, problem.table_of[one.table].company) for one in problem.kept}
    ways = {pair: several for pair, several in problem.pairs.items() if pair not in met}
    model = model_of(problem, [pair for pair in ways if pair[0] in problem.seeker_of])
    by_pair = defaultdict(list)
    for (person, company, _), meets in model.meets.items():
        by_pair[person, company].append(meets)
    for pair, several in by_pair.items():
        for way in ways[pair]:
            model.speaks[(*pair, way.post)] = model.of.new_bool_var("")
        model.of.add(sum(model.speaks[(*pair, way.post)] for way in ways[pair]) == sum(several))
    model.hint(first, about)
    _worth(model)
    return model.search(effort)


def _worth(model: Model) -> None:
    """The three first figures of the score, in their order."""
    problem, weights = model.problem, weights_of(model.problem)
    by_person, by_post = defaultdict(list), defaultdict(list)
    for (person, _, post), speaks in model.speaks.items():
        by_person[person].append(speaks)
        by_post[post].append(speaks)
    points = sum(problem.points_of[key] * speaks for key, speaks in model.speaks.items())
    met, seen = Counter(one.person for one in problem.kept), Counter(one.post for one in problem.kept)
    owed = {
        person: (max(0, least - met[person]), by_person[person]) for person, least in problem.least.items()
    }
    wanted = {post.key: (max(0, post.wanted - seen[post.key]), by_post[post.key]) for post in problem.posts}
    model.of.minimize(
        weights.unfair * sum(_lacks(model.of, owed.values()))
        + weights.unseen * sum(_lacks(model.of, wanted.values()))
        - points
    )


def _lacks(model: cp_model.CpModel, sides: Iterable[tuple[int, list[Any]]]) -> Iterator[Any]:
    """What each side lacks of what it is owed."""
    for owed, several in sides:
        if owed:
            lack = model.new_int_var(0, owed, "")
            model.add(lack >= owed - sum(several))
            yield lack
