"""The plan of cohorts in whole numbers: needs by week, providers, what a choice of cohorts covers.

Weeks are counted from the plan's first Monday (0). People who finish a training work from `ready` on, for as
long as a first contract lasts, and cover the needs of their trade; trades share nothing, so that each is
planned alone. The solver and the greedy plan are judged by the same functions, written for neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Start:
    """A week when a training may start: the first week when the room is free again, the first at work."""

    week: int
    over: int
    ready: int


@dataclass(frozen=True)
class Provider:
    """What one provider can do for a trade. Cents; of a thousand seats, `rate` give somebody at work."""

    key: int
    least: int
    most: int
    at_once: int
    fixed_cost: int
    seat_cost: int
    rate: int
    starts: tuple[Start, ...]

    def hires(self, seats: int) -> int:
        """People at work after a cohort of so many seats: whole people, rounded down."""
        return seats * self.rate // 1000

    def seats_for(self, people: int) -> int:
        """The fewest seats, within its own, after which so many people work; its most when none does."""
        needed = -(-people * 1000 // self.rate) if self.rate else self.most
        return min(max(needed, self.least), self.most)

    def cost(self, seats: int) -> int:
        """Cents, the whole cohort."""
        return self.fixed_cost + seats * self.seat_cost


@dataclass(frozen=True, order=True)
class Opening:
    """A cohort: which provider, from which week, how many seats."""

    provider: int
    week: int
    seats: int


@dataclass(frozen=True)
class Habits:
    """What holds for every trade: weeks of a first contract, when a cohort makes no sense."""

    contract: int = 52
    """Weeks that those who are hired stay."""
    least_weeks: int = 12
    """A level of need that lasts less trains nobody."""
    least_use: int = 750
    """Thousandths of the people hired who must answer a need."""


@dataclass(frozen=True)
class TradeProblem:
    """One trade: its needs week by week (people), who can train for it, what is decided by hand."""

    trade: str
    needs: tuple[int, ...]
    providers: tuple[Provider, ...] = ()
    pinned: tuple[Opening, ...] = ()
    forbidden: frozenset[tuple[int, int]] = frozenset()
    """(provider, week)."""
    habits: Habits = field(default_factory=Habits)

    def provider(self, key: int) -> Provider:
        """A provider by its key."""
        return next(one for one in self.providers if one.key == key)

    def start(self, opening: Opening) -> Start:
        """The weeks of an opening."""
        return next(one for one in self.provider(opening.provider).starts if one.week == opening.week)

    def may_start(self, provider: Provider) -> list[Start]:
        """The weeks when one more cohort may start: neither forbidden, nor too late to be of use."""
        taken = {(one.provider, one.week) for one in self.pinned}
        return [
            start
            for start in provider.starts
            if start.ready < len(self.needs)
            and (provider.key, start.week) not in self.forbidden
            and (provider.key, start.week) not in taken
        ]

    def limit(self, ready: int) -> int:
        """The most people of the trade worth having at work in a week, when a cohort ends then.

        The level that the needs keep for `least_weeks` weeks while the contract lasts, a little more where
        the fewest seats of a provider bring more.
        """
        window = sorted(self.needs[ready : ready + self.habits.contract], reverse=True)
        if not window:
            return 0
        return window[min(self.habits.least_weeks, len(window)) - 1] * 1000 // self.habits.least_use


@dataclass(frozen=True)
class Coverage:
    """What a choice covers, week by week: people at work from the cohorts, people that still lack."""

    at_work: tuple[int, ...]
    lacking: tuple[int, ...]

    @property
    def lacking_weeks(self) -> int:
        """People-weeks that nobody covers."""
        return sum(self.lacking)


def coverage(problem: TradeProblem, openings: Iterable[Opening]) -> Coverage:
    """What these openings cover."""
    at_work = [0] * len(problem.needs)
    for opening in openings:
        ready = problem.start(opening).ready
        people = problem.provider(opening.provider).hires(opening.seats)
        for week in range(ready, min(ready + problem.habits.contract, len(at_work))):
            at_work[week] += people
    lacking = (max(0, need - here) for need, here in zip(problem.needs, at_work, strict=True))
    return Coverage(tuple(at_work), tuple(lacking))


def cost_of(problem: TradeProblem, openings: Iterable[Opening]) -> int:
    """Cents."""
    return sum(problem.provider(one.provider).cost(one.seats) for one in openings)


def score(problem: TradeProblem, openings: Sequence[Opening]) -> tuple[int, int, int]:
    """What the plan makes least, in this order: people-weeks that lack, cents, cohorts."""
    return coverage(problem, openings).lacking_weeks, cost_of(problem, openings), len(openings)


def faults(problem: TradeProblem, openings: Sequence[Opening]) -> list[str]:
    """What a choice breaks, for whoever made it; empty when it holds."""
    pins = list(problem.pinned)
    at_work = coverage(problem, openings).at_work
    said = [f"a pinned cohort is left out: {one}" for one in pins if one not in openings]
    for opening in openings:
        if opening in pins:
            pins.remove(opening)
            continue
        provider, start = problem.provider(opening.provider), problem.start(opening)
        if start not in problem.may_start(provider):
            said.append(f"a cohort may not start then: {opening}")
        if not provider.least <= opening.seats <= provider.most:
            said.append(f"seats out of bounds: {opening}")
        if start.ready < len(at_work) and at_work[start.ready] > problem.limit(start.ready):
            said.append(f"more people than the needs to come: {opening}")
    return said + [f"too many cohorts at once: {key}" for key in crowded(problem, openings)]


def crowded(problem: TradeProblem, openings: Iterable[Opening]) -> list[int]:
    """The providers that would hold more cohorts at once than they can."""
    rooms: dict[tuple[int, int], int] = {}
    for opening in openings:
        start = problem.start(opening)
        for week in range(start.week, start.over):
            rooms[opening.provider, week] = rooms.get((opening.provider, week), 0) + 1
    return sorted({key for (key, _), used in rooms.items() if used > problem.provider(key).at_once})


def by_provider(openings: Iterable[Opening]) -> Mapping[int, list[Opening]]:
    """The openings of each provider."""
    found: dict[int, list[Opening]] = {}
    for opening in openings:
        found.setdefault(opening.provider, []).append(opening)
    return found
