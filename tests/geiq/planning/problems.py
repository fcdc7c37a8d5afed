"""Small problems of one trade, and their best plan found by trying everything."""

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from geiq.planning.plan_rules import Habits, Opening, Provider, Start, TradeProblem, faults, score

WEEKS = 6


@st.composite
def problems(draw: st.DrawFn) -> TradeProblem:
    """One or two providers, six weeks, few seats: small enough to try every plan."""
    providers = tuple(draw(provider(key)) for key in range(draw(st.integers(0, 2))))
    needs = draw(st.lists(st.integers(0, 5), min_size=WEEKS, max_size=WEEKS))
    habits = Habits(draw(st.integers(2, 8)), draw(st.integers(1, 3)), draw(st.sampled_from((500, 750, 1000))))
    bare = TradeProblem("maçon", tuple(needs), providers, habits=habits)
    offered = [(one.key, start.week) for one in providers for start in one.starts]
    forbidden = frozenset(draw(st.sets(st.sampled_from(offered), max_size=2)) if offered else ())
    pinned: tuple[Opening, ...] = ()
    if offered and draw(st.booleans()):
        key, week = draw(st.sampled_from(offered))
        pinned = (Opening(key, week, bare.provider(key).least),)
    free = forbidden - {(pin.provider, pin.week) for pin in pinned}
    return TradeProblem("maçon", tuple(needs), providers, pinned, free, habits)


@st.composite
def provider(draw: st.DrawFn, key: int) -> Provider:
    """Short trainings, and two or three weeks when they may start."""
    least = draw(st.integers(1, 3))
    weeks = draw(st.sets(st.integers(0, WEEKS - 2), min_size=1, max_size=3))
    lasts = draw(st.integers(1, 2))
    return Provider(
        key,
        least,
        least + draw(st.integers(0, 2)),
        draw(st.integers(1, 2)),
        draw(st.integers(0, 3)) * 100,
        draw(st.integers(1, 3)) * 100,
        draw(st.sampled_from((500, 805, 1000))),
        tuple(Start(week, week + lasts, week + lasts) for week in sorted(weeks)),
    )


def every_plan(problem: TradeProblem) -> Iterator[list[Opening]]:
    """Every choice of cohorts that holds."""
    choices = []
    for one in problem.providers:
        for start in problem.may_start(one):
            seats = range(one.least, one.most + 1)
            choices.append(
                [
                    [Opening(one.key, start.week, each) for each in several]
                    for count in range(one.at_once + 1)
                    for several in combinations_with_replacement(seats, count)
                ]
            )
    for chosen in product(*choices):
        plan = [*problem.pinned, *(each for several in chosen for each in several)]
        if not faults(problem, plan):
            yield plan


def best_score(problem: TradeProblem) -> tuple[int, int, int]:
    """The least of people-weeks that lack, of cents, of cohorts."""
    return min(score(problem, plan) for plan in every_plan(problem))
