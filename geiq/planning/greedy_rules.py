"""A plan without a solver: again and again the cohort that covers most, for the fewest euros.

It is the hint from which the solver starts, and the plan itself when the solver cannot run.
"""

from collections.abc import Iterator

from geiq.planning.plan_rules import Opening, Provider, Start, TradeProblem, coverage, faults


def greedy(problem: TradeProblem) -> list[Opening]:
    """Openings that hold, pinned ones first; nothing better is known of them than that each covered most."""
    chosen = list(problem.pinned)
    while found := _best(problem, chosen):
        chosen.append(found)
    return sorted(chosen)


def _best(problem: TradeProblem, chosen: list[Opening]) -> Opening | None:
    lacking = coverage(problem, chosen).lacking
    ranked = []
    for provider, start, opening in _offered(problem, chosen):
        people = provider.hires(opening.seats)
        weeks = lacking[start.ready : start.ready + problem.habits.contract]
        gain = sum(min(people, lack) for lack in weeks)
        if gain:
            ranked.append((-gain, provider.cost(opening.seats), -start.week, opening))
    for *_, opening in sorted(ranked):
        if not faults(problem, [*chosen, opening]):
            return opening
    return None


def _offered(problem: TradeProblem, chosen: list[Opening]) -> Iterator[tuple[Provider, Start, Opening]]:
    """One more cohort of each provider at each week, as large as is worth it there."""
    at_work = coverage(problem, chosen).at_work
    for provider in problem.providers:
        for start in problem.may_start(provider):
            room = problem.limit(start.ready) - at_work[start.ready]
            if room <= 0 or provider.hires(provider.least) > room:
                continue
            people = min(room, provider.hires(provider.most))
            yield provider, start, Opening(provider.key, start.week, provider.seats_for(people))
