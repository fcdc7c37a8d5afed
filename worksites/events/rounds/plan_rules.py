"""The rounds as a problem: who is there when, who may meet whom, what must stay; and what a plan is worth.

A plan is a list of meetings. What makes it wrong is said by `faults`, what it is worth by `score`, in the
order that matters: everyone meets enough companies, then the jobs of contracts at risk are seen, then the
best matches, then few holes and few changes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Seeker:
    """A person, and the rounds that she is there for."""

    key: int
    first: int
    last: int

    def is_there(self, round_: int) -> bool:
        """Whether she is there in a round."""
        return self.first <= round_ <= self.last


@dataclass(frozen=True)
class Table:
    """A table, the company that holds it, and the rounds that it is held for."""

    number: int
    company: int
    first: int
    last: int

    def is_held(self, round_: int) -> bool:
        """Whether somebody sits there in a round."""
        return self.first <= round_ <= self.last


@dataclass(frozen=True)
class Post:
    """A job of a company; how many people it should see (0 where no contract is at risk)."""

    key: int
    company: int
    wanted: int = 0


@dataclass(frozen=True)
class Match:
    """That a person may meet a company about a job (0: about none of them), and how well they match."""

    person: int
    company: int
    post: int
    points: int


@dataclass(frozen=True, order=True)
class Meeting:
    """A person at a table in a round, about a job (0: none)."""

    round: int
    table: int
    person: int
    post: int = 0


@dataclass(frozen=True)
class RoundProblem:
    """Everything that the plan of an event must respect."""

    rounds: int
    fair: int
    """How many companies everyone meets at least, where it can be."""
    seekers: tuple[Seeker, ...]
    tables: tuple[Table, ...]
    posts: tuple[Post, ...]
    matches: tuple[Match, ...]
    kept: tuple[Meeting, ...] = ()
    """Meetings that stay where they are: of the rounds that have begun, held, or kept by hand."""
    begun: int = 0
    """How many rounds have begun: nothing is added to them."""
    before: tuple[Meeting, ...] = ()
    """The plan that people hold in their hands: a place that changes is an inconvenience."""

    @cached_property
    def seeker_of(self) -> dict[int, Seeker]:
        """The people by their key."""
        return {one.key: one for one in self.seekers}

    @cached_property
    def table_of(self) -> dict[int, Table]:
        """The tables by their number."""
        return {one.number: one for one in self.tables}

    @cached_property
    def post_of(self) -> dict[int, Post]:
        """The jobs by their key."""
        return {one.key: one for one in self.posts}

    @cached_property
    def points_of(self) -> dict[tuple[int, int, int], int]:
        """How well a person matches a job of a company."""
        return {(one.person, one.company, one.post): one.points for one in self.matches}

    @cached_property
    def pairs(self) -> dict[tuple[int, int], tuple[Match, ...]]:
        """Who may meet which company, with the ways they match, best first."""
        found: dict[tuple[int, int], list[Match]] = defaultdict(list)
        for one in self.matches:
            found[one.person, one.company].append(one)
        return {
            pair: tuple(sorted(ways, key=lambda one: (-one.points, one.post))) for pair, ways in found.items()
        }

    @cached_property
    def least(self) -> dict[int, int]:
        """How many companies each person should meet: no more than she may, in the rounds she is there."""
        may: dict[int, set[int]] = defaultdict(set)
        for person, company in self.pairs:
            may[person].add(company)
        for one in self.kept:
            if one.table in self.table_of:
                may[one.person].add(self.table_of[one.table].company)
        taken = Counter(one.person for one in self.kept)
        return {
            one.key: min(self.fair, len(may[one.key]), taken[one.key] + len(list(self.free_rounds(one))))
            for one in self.seekers
        }

    @cached_property
    def busy(self) -> frozenset[tuple[int, int]]:
        """The people and the rounds in which they have a meeting that stays."""
        return frozenset((one.person, one.round) for one in self.kept)

    @cached_property
    def taken(self) -> frozenset[tuple[int, int]]:
        """The tables and the rounds in which they have a meeting that stays."""
        return frozenset((one.table, one.round) for one in self.kept)

    def free_rounds(self, seeker: Seeker) -> Iterator[int]:
        """The rounds in which a person may still be given a meeting."""
        for round_ in range(max(seeker.first, self.begun + 1), min(seeker.last, self.rounds) + 1):
            if (seeker.key, round_) not in self.busy:
                yield round_

    def free_tables(self, company: int, round_: int) -> list[int]:
        """The tables of a company that may still be given a meeting in a round."""
        if round_ <= self.begun:
            return []
        return [
            one.number
            for one in self.tables_of.get(company, ())
            if one.is_held(round_) and (one.number, round_) not in self.taken
        ]

    @cached_property
    def tables_of(self) -> dict[int, tuple[Table, ...]]:
        """The tables of each company."""
        found: dict[int, list[Table]] = defaultdict(list)
        for one in sorted(self.tables, key=lambda table: table.number):
            found[one.company].append(one)
        return {company: tuple(several) for company, several in found.items()}


def faults(problem: RoundProblem, meetings: Sequence[Meeting]) -> list[str]:
    """What is wrong with a plan, in French; nothing when it holds."""
    found = [*_clashes(problem, meetings), *_strangers(problem, meetings)]
    missing = {_place(one) for one in problem.kept} - {_place(one) for one in meetings}
    found += [
        f"La rencontre gardée du tour {round_}, table {table}, a bougé." for round_, table, _ in missing
    ]
    return found


def _place(meeting: Meeting) -> tuple[int, int, int]:
    return meeting.round, meeting.table, meeting.person


def _clashes(problem: RoundProblem, meetings: Iterable[Meeting]) -> Iterator[str]:
    people: set[tuple[int, int]] = set()
    tables: set[tuple[int, int]] = set()
    pairs: set[tuple[int, int]] = set()
    for one in meetings:
        table = problem.table_of.get(one.table)
        pair = (one.person, table.company if table else 0)
        if (one.person, one.round) in people:
            yield f"Une personne a deux rencontres au tour {one.round}."
        if (one.table, one.round) in tables:
            yield f"La table {one.table} a deux rencontres au tour {one.round}."
        if pair in pairs:
            yield f"Une personne rencontre deux fois l’entreprise de la table {one.table}."
        people.add((one.person, one.round))
        tables.add((one.table, one.round))
        pairs.add(pair)


def _strangers(problem: RoundProblem, meetings: Iterable[Meeting]) -> Iterator[str]:
    kept = {_place(one) for one in problem.kept}
    for one in meetings:
        if _place(one) in kept:
            continue
        seeker, table = problem.seeker_of.get(one.person), problem.table_of.get(one.table)
        if one.round <= problem.begun:
            yield f"Le tour {one.round} a commencé : rien ne s’y ajoute."
        elif one.round > problem.rounds:
            yield f"Il n’y a pas de tour {one.round}."
        if seeker is None or not seeker.is_there(one.round):
            yield f"La personne n’est pas là au tour {one.round}."
        if table is None or not table.is_held(one.round):
            yield f"La table {one.table} n’est pas tenue au tour {one.round}."
        elif (one.person, table.company, one.post) not in problem.points_of:
            yield f"La personne et l’entreprise de la table {one.table} ne doivent pas se rencontrer."


@dataclass(frozen=True, order=True)
class Score:
    """What a plan is worth; the least is the best, the first figure before the second, and so on."""

    unfair: int
    """Meetings that people lack to meet as many companies as they should."""
    unseen: int
    """People that the jobs of contracts at risk should see and do not."""
    unmatched: int
    """Points of the matches, below zero."""
    holes: int
    """Rounds without a meeting between two meetings of a person, and places that have changed."""


def score(problem: RoundProblem, meetings: Sequence[Meeting]) -> Score:
    """What a plan is worth."""
    met = Counter(one.person for one in meetings)
    seen = Counter(one.post for one in meetings)
    points = sum(points_of(problem, one) for one in meetings)
    return Score(
        sum(max(0, least - met[person]) for person, least in problem.least.items()),
        sum(max(0, post.wanted - seen[post.key]) for post in problem.posts),
        -points,
        holes(meetings) + moved(problem, meetings),
    )


def points_of(problem: RoundProblem, meeting: Meeting) -> int:
    """How well those who meet match; 0 for what was put together by hand against what is known."""
    table = problem.table_of.get(meeting.table)
    company = table.company if table else 0
    return problem.points_of.get((meeting.person, company, meeting.post), 0)


def holes(meetings: Iterable[Meeting]) -> int:
    """The rounds that people wait between two meetings."""
    rounds: dict[int, list[int]] = defaultdict(list)
    for one in meetings:
        rounds[one.person].append(one.round)
    return sum(max(mine) - min(mine) + 1 - len(mine) for mine in rounds.values())


def moved(problem: RoundProblem, meetings: Iterable[Meeting]) -> int:
    """The meetings of before, still to come, that are no longer in their round."""
    now = {(one.person, _company(problem, one)): one.round for one in meetings}
    return sum(
        1
        for one in problem.before
        if one.round > problem.begun and now.get((one.person, _company(problem, one))) != one.round
    )


def _company(problem: RoundProblem, meeting: Meeting) -> int:
    table = problem.table_of.get(meeting.table)
    return table.company if table else 0
