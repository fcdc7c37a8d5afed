"""Fewer holes: pairs that have a round exchange it along chains, as long as people wait less for it.

A search by small changes (simulated annealing) with a seed and a fixed number of steps: the same plan gives
the same answer. It only looks at when pairs meet; who meets whom stays.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterable

from worksites.events.rounds.colouring_rules import End, Rounds
from worksites.events.rounds.plan_rules import RoundProblem

SEED = 2026
WARM, COLD = 1.5, 0.1
"""How readily a change for the worse is taken, at the beginning and at the end."""


class Settling:
    """A plan that is being settled: what each person waits, and the meetings that are not where they were."""

    def __init__(self, problem: RoundProblem, rounds: Rounds) -> None:
        self.rounds = rounds
        self.random = random.Random(SEED)
        self.fixed: dict[End, list[int]] = defaultdict(list)
        for one in problem.kept:
            self.fixed["person", one.person].append(one.round)
        company = {one.number: one.company for one in problem.tables}
        before = {(one.person, company.get(one.table, 0)): one.round for one in problem.before}
        self.old = {
            pair: before.get((person[1], company[table[1]]))
            for pair, (person, table) in rounds.ends.items()
            if pair in rounds.round_of
        }
        self.pairs = sorted(self.old)

    def cost(self, people: Iterable[End]) -> int:
        """What these people wait, and the places that they must hear of."""
        whole = 0
        for person in people:
            held = self.rounds.held[person]
            mine = [*held, *self.fixed[person]]
            if mine:
                whole += max(mine) - min(mine) + 1 - len(mine)
            whole += sum(1 for round_, pair in held.items() if self.old[pair] not in (None, round_))
        return whole

    def step(self, heat: float) -> None:
        """Bring a meeting nearer to another one of the same person, if that is worth what it moves."""
        pair = self.random.choice(self.pairs)
        person = self.rounds.ends[pair][0]
        one, other = self.rounds.round_of[pair], self._near(pair, person)
        if one == other or other not in self.rounds.rounds_of[person]:
            return
        chain = self.rounds.around(person, one, other)
        if not self.rounds.may_swap(chain, one, other):
            return
        people = {self.rounds.ends[each][0] for each in chain}
        worth = self.cost(people)
        self.rounds.swap(chain, one, other)
        worse = self.cost(people) - worth
        if worse > 0 and self.random.random() >= math.exp(-worse / heat):
            self.rounds.swap(chain, one, other)

    def _near(self, pair: int, person: End) -> int:
        """A round beside another meeting of this person, or the one that this meeting had."""
        old = self.old[pair]
        if old is not None and self.random.random() < 0.3:
            return old
        mine = [*self.rounds.held[person], *self.fixed[person]]
        return self.random.choice(mine) + self.random.choice((-1, 1))

    def settle(self, steps: int) -> None:
        """So many steps, or until nobody waits."""
        people = sorted({self.rounds.ends[pair][0] for pair in self.pairs})
        for rank in range(steps if self.pairs else 0):
            if rank % 500 == 0 and not self.cost(people):
                return
            self.step(WARM * (COLD / WARM) ** (rank / steps))


def settled(problem: RoundProblem, rounds: Rounds, steps: int) -> None:
    """Make people wait less, in so many steps."""
    Settling(problem, rounds).settle(steps)
