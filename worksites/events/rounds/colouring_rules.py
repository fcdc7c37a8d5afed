"""When each pair meets: a first answer, by exchanging rounds along chains (Kőnig's theorem on edge colours).

Where everybody is there all the time it places every pair: as many rounds as the busiest table or person
needs are enough. Where people come and go, what it cannot place is left to the solver.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from worksites.events.rounds.plan_rules import Match, Meeting, RoundProblem

End = tuple[str, int]
"""A person or a table."""


class Rounds:
    """The rounds of people and tables: who is taken when, by which pair."""

    def __init__(self, problem: RoundProblem) -> None:
        self.problem = problem
        self.held: dict[End, dict[int, int]] = defaultdict(dict)
        """The pair that an end has in a round."""
        self.ends: dict[int, tuple[End, End]] = {}
        self.round_of: dict[int, int] = {}
        self.rounds_of: dict[End, list[int]] = {
            **{("person", one.key): list(problem.free_rounds(one)) for one in problem.seekers},
            **{
                ("table", one.number): [
                    each
                    for each in range(1, problem.rounds + 1)
                    if one.number in problem.free_tables(one.company, each)
                ]
                for one in problem.tables
            },
        }

    def free(self, end: End) -> list[int]:
        """The rounds in which an end may still meet somebody, the earliest first."""
        return [each for each in self.rounds_of[end] if each not in self.held[end]]

    def put(self, pair: int, round_: int) -> None:
        """Have a pair meet in a round."""
        self.round_of[pair] = round_
        for end in self.ends[pair]:
            self.held[end][round_] = pair

    def add(self, pair: int, person: End, tables: list[End]) -> bool:
        """Place a pair at one of these tables, exchanging two rounds along a chain where it must; whether
        it could."""
        for table in tables:
            self.ends[pair] = (person, table)
            if self._place(pair, person, table):
                return True
        return False

    def _place(self, pair: int, person: End, table: End) -> bool:
        mine, theirs = self.free(person), self.free(table)
        if both := [each for each in mine if each in theirs]:
            self.put(pair, both[0])
            return True
        for one in (each for each in mine if each in self.rounds_of[table]):
            for other in theirs:
                chain = self._chain(table, one, other)
                if all(end != person for end in self._touched(chain)) and self.may_swap(chain, one, other):
                    self.swap(chain, one, other)
                    self.put(pair, one)
                    return True
        return False

    def _chain(self, start: End, one: int, other: int) -> list[int]:
        """The pairs from an end on that meet in one round, then in the other, and so on."""
        found, end, wanted = [], start, one
        while (pair := self.held[end].get(wanted)) is not None:
            found.append(pair)
            end = next(each for each in self.ends[pair] if each != end)
            wanted = other if wanted == one else one
            if end == start:  # the chain is a ring
                break
        return found

    def around(self, end: End, one: int, other: int) -> list[int]:
        """Every pair that must change rounds with this end’s, for two rounds to be exchanged there."""
        return list(dict.fromkeys([*self._chain(end, one, other), *self._chain(end, other, one)]))

    def _touched(self, chain: list[int]) -> Iterator[End]:
        for pair in chain:
            yield from self.ends[pair]

    def may_swap(self, chain: list[int], one: int, other: int) -> bool:
        """Whether all of these are there in both rounds."""
        return all(
            one in self.rounds_of[end] and other in self.rounds_of[end] for end in self._touched(chain)
        )

    def swap(self, chain: list[int], one: int, other: int) -> None:
        """Exchange two rounds for all of these."""
        goes = {pair: other if self.round_of[pair] == one else one for pair in chain}
        for pair in chain:
            for end in self.ends[pair]:
                self.held[end].pop(self.round_of[pair], None)
        for pair, round_ in goes.items():
            self.put(pair, round_)


def add_all(rounds: Rounds, matches: list[Match]) -> None:
    """Give each of these pairs a table and a round beside those that have one; some may find none.

    Who is there for few rounds goes first, then who meets most. The pairs are known by their rank.
    """
    problem, busy = rounds.problem, Counter(one.person for one in matches)

    def rank(place: int) -> tuple[int, int, int]:
        person = matches[place].person
        return len(rounds.rounds_of["person", person]), -busy[person], place

    for place in sorted(range(len(rounds.ends), len(matches)), key=rank):
        match = matches[place]
        ends: list[End] = [("table", one.number) for one in problem.tables_of[match.company]]
        ends.sort(key=lambda end: (len(rounds.held[end]) - len(rounds.rounds_of[end]), end))
        rounds.add(place, ("person", match.person), ends)


def meetings_of(rounds: Rounds, matches: list[Match]) -> list[Meeting]:
    """The meetings that were given a round."""
    return [
        Meeting(round_, rounds.ends[rank][1][1], matches[rank].person, matches[rank].post)
        for rank, round_ in sorted(rounds.round_of.items())
    ]
