"""Invented territories: worksites whose phases need trades for some weeks, providers that train for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from geiq.planning.plan_rules import Provider, Start, TradeProblem

CLOSED = frozenset({31, 32, 51})
"""Weeks of each year when nobody trains (two in summer, one in winter)."""
LEAD = 4
"""Weeks from the information meeting to the training: none starts before."""
RATE = 700
"""Thousandths of the seats that give somebody at work."""


@dataclass(frozen=True)
class Size:
    """A territory: worksites, trades, weeks."""

    sites: int
    trades: int
    weeks: int

    @property
    def name(self) -> str:
        """`30 × 20 × 52`."""
        return f"{self.sites} × {self.trades} × {self.weeks}"


def territory(size: Size, seed: int) -> list[TradeProblem]:
    """The problems of an invented territory; the same seed gives the same."""
    random = Random(seed)
    needs = [[0.0] * size.weeks for _ in range(size.trades)]
    for _ in range(size.sites):
        begins = random.randrange(size.weeks)
        for trade in random.sample(range(size.trades), min(size.trades, random.randint(3, 8))):
            first = (begins + random.randrange(30)) % size.weeks
            people = random.choice((0.5, 1, 1.5, 2, 3, 4))
            for week in range(first, min(size.weeks, first + random.randint(6, 30))):
                needs[trade][week] += people
    return [
        TradeProblem(
            f"Métier {rank + 1}",
            tuple(int(people + 0.5) for people in weeks),
            tuple(_providers(random, rank, size.weeks)),
        )
        for rank, weeks in enumerate(needs)
    ]


def _providers(random: Random, trade: int, weeks: int) -> Iterator[Provider]:
    for rank in range(random.randint(1, 3)):
        least = random.choice((4, 6, 8))
        yield Provider(
            trade * 10 + rank,
            least,
            least + random.choice((4, 6, 8)),
            random.choice((1, 1, 2)),
            random.randint(8_000, 20_000) * 100,
            random.randint(1_500, 3_500) * 100,
            RATE,
            tuple(_starts(random.choice((6, 8, 10, 12)), weeks)),
        )


def _starts(lasts: int, weeks: int) -> Iterator[Start]:
    """A training of so many open weeks may start in each open week."""
    for week in range(LEAD, weeks):
        if week % 52 in CLOSED:
            continue
        over, left = week, lasts
        while left:
            left -= over % 52 not in CLOSED
            over += 1
        yield Start(week, over, over + 1)
