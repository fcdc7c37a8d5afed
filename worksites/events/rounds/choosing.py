"""Who meets whom, before knowing when: a flow of least cost. Only the solver's process imports it.

A unit of flow is a meeting: from a person, through the company she meets and the job they speak of, to the
tables of that company. Its first units through a person are what she is owed, the first through a job are
what a contract at risk wants: they weigh more than all that follows. The flow is the best of all choices, so
no plan is worth more. Of when people are there it only knows that a company has no more rounds for those who
come at the same time than it has tables then.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ortools.graph.python import min_cost_flow

from worksites.events.rounds.plan_rules import Match, RoundProblem


@dataclass
class Net:
    """A flow to be written: arcs between named places."""

    flow: min_cost_flow.SimpleMinCostFlow = field(default_factory=min_cost_flow.SimpleMinCostFlow)
    places: dict[tuple[object, ...], int] = field(default_factory=dict)

    def place(self, *name: object) -> int:
        """The number of a place."""
        return self.places.setdefault(name, len(self.places))

    def arc(self, one: int, other: int, room: int, cost: int = 0) -> int:
        """Room between two places, at a cost for each unit; its number."""
        return int(self.flow.add_arc_with_capacity_and_unit_cost(one, other, room, cost))


@dataclass(frozen=True)
class Weights:
    """What a unit of each figure of the score weighs: one more of the first is worth all of the next."""

    unfair: int
    unseen: int


def weights_of(problem: RoundProblem) -> Weights:
    """The weights that keep the figures in their order."""
    meetings = sum(min(problem.rounds, len(problem.tables)) for _ in problem.seekers)
    unseen = 1 + meetings * (1 + 2 * max((one.points for one in problem.matches), default=0))
    return Weights(unseen * (1 + sum(post.wanted for post in problem.posts)), unseen)


def chosen(problem: RoundProblem) -> list[Match]:
    """The pairs that are worth most, beside those that stay; in order."""
    net, weights = Net(), weights_of(problem)
    source, sink = net.place("source"), net.place("sink")
    met = {(one.person, problem.table_of[one.table].company) for one in problem.kept}
    whole = _people(net, problem, weights.unfair)
    _companies(net, problem, weights.unseen)
    arcs = dict(_pairs(net, problem, met))
    net.flow.set_node_supply(source, whole)
    net.flow.set_node_supply(sink, -whole)
    net.arc(source, sink, whole)
    if net.flow.solve() != net.flow.OPTIMAL:
        return []
    return [match for arc, match in arcs.items() if net.flow.flow(arc)]


def _people(net: Net, problem: RoundProblem, weight: int) -> int:
    """Room for the meetings of each person, the ones she is owed first; how many in all."""
    whole, taken = 0, Counter(one.person for one in problem.kept)
    for seeker in problem.seekers:
        room = len(list(problem.free_rounds(seeker)))
        owed = min(room, max(0, problem.least[seeker.key] - taken[seeker.key]))
        there = net.place("person", seeker.key)
        net.arc(net.place("source"), there, owed, -weight)
        net.arc(net.place("source"), there, room - owed)
        whole += room
    return whole


def _companies(net: Net, problem: RoundProblem, weight: int) -> None:
    """Room at the tables of each company, and for each of its jobs."""
    seen = Counter(one.post for one in problem.kept)
    for company in problem.tables_of:
        room = sum(len(problem.free_tables(company, each)) for each in range(1, problem.rounds + 1))
        net.arc(net.place("company", company), net.place("sink"), room)
        net.arc(net.place("post", company, 0), net.place("company", company), room)
        for post in problem.posts:
            if post.company == company:
                wanted = min(room, max(0, post.wanted - seen[post.key]))
                here = net.place("post", company, post.key)
                net.arc(here, net.place("company", company), wanted, -weight)
                net.arc(here, net.place("company", company), room - wanted)


def _pairs(net: Net, problem: RoundProblem, met: set[tuple[int, int]]) -> Iterator[tuple[int, Match]]:
    """Once for each pair that has not met, about one of its jobs; the number of each arc. Of two that are
    worth the same, the one of the plan before."""
    old = {(one.person, problem.table_of[one.table].company) for one in problem.before}
    for pair, ways in sorted(problem.pairs.items()):
        if pair in met or pair[1] not in problem.tables_of or pair[0] not in problem.seeker_of:
            continue
        here, free = net.place("pair", *pair), frozenset(problem.free_rounds(problem.seeker_of[pair[0]]))
        net.arc(net.place("person", pair[0]), here, 1)
        for way in ways:
            gate = _gate(net, problem, way, free)
            yield net.arc(here, gate, 1, -2 * way.points - (pair in old)), way


def _gate(net: Net, problem: RoundProblem, way: Match, rounds: frozenset[int]) -> int:
    """Where all those pass who may speak of a job in the same rounds: there are so many tables then."""
    name = ("gate", way.company, way.post, rounds)
    if name not in net.places:
        room = sum(len(problem.free_tables(way.company, each)) for each in rounds)
        net.arc(net.place(*name), net.place("post", way.company, way.post), room)
    return net.place(*name)
