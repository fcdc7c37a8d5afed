"""`facilitator bench planning`: the solver's time, gap and coverage, beside the simple method."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import click

from clauses.contracts.opendata.bench.commands import machine
from facilitator.solving import Limits
from geiq.planning.bench.curve_measures import curve_facts
from geiq.planning.bench.world_rules import Size, territory
from geiq.planning.greedy_rules import greedy
from geiq.planning.plan_rules import Opening, TradeProblem, score
from geiq.planning.solving import Answers, Heard, answers_of, planned

SIZES = (Size(30, 20, 52), Size(100, 40, 104))
LIMITS = Limits(seconds=600)
SEED = 2026


@click.command("planning")
@click.option("--small", is_flag=True, help="Le petit territoire seulement.")
@click.option("--lines", default=100_000, show_default=True, help="Lignes de relevé sous la courbe.")
@click.option("--seed", default=SEED, show_default=True, help="Graine des données inventées.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def bench_planning(small: bool, lines: int, seed: int, as_json: bool) -> None:
    """Mesurer le calcul des plans de cohortes sur des territoires inventés, et la page de la courbe."""
    facts: dict[str, Any] = {"machine": machine(), "seed": seed}
    facts["plans"] = [measured(size, seed) for size in (SIZES[:1] if small else SIZES)]
    facts["curve"] = curve_facts(lines)
    told = [*map(said, facts["plans"]), curve_said(facts["curve"]["page"])]
    click.echo(json.dumps(facts, indent=2) if as_json else "\n".join(told))


def measured(size: Size, seed: int, limits: Limits = LIMITS) -> dict[str, Any]:
    """One territory: planned; bent in the trade that took longest, planned again; bent in each trade, planned
    again; and by the simple method. (The first trade, which waits for the process, is not the longest.)"""
    problems = territory(size, seed)
    first, seconds, waits = _timed(problems, limits)
    answers, bent = answers_of(first, limits), [_bent(one) for one in first]
    slowest = max(
        (rank for rank in range(1, len(bent)) if bent[rank] != problems[rank]), key=waits.__getitem__
    )
    again, more, _ = _timed([*problems[:slowest], bent[slowest], *problems[slowest + 1 :]], limits, answers)
    whole, most, _ = _timed(bent, limits, answers)
    began = time.perf_counter()
    simple = [score(problem, greedy(problem)) for problem in problems]
    return {
        "territory": size.name,
        "needed": sum(sum(problem.needs) for problem in problems),
        "solved": {**_facts(first), "seconds": seconds},
        "bent": {**_facts(again), "seconds": more},
        "bent_everywhere": {**_facts(whole), "seconds": most},
        "greedy": {
            "lacking": sum(one[0] for one in simple),
            "euros": sum(one[1] for one in simple) // 100,
            "cohorts": sum(one[2] for one in simple),
            "seconds": round(time.perf_counter() - began, 3),
        },
    }


def _timed(
    problems: Sequence[TradeProblem], limits: Limits, answers: Answers = MappingProxyType({})
) -> tuple[list[Heard], float, list[float]]:
    """The plans, the seconds they took together, those of each."""
    found, at = [], [time.perf_counter()]
    for one in planned(problems, limits, answers):
        found.append(one)
        at.append(time.perf_counter())
    return found, round(at[-1] - at[0], 2), [after - before for before, after in pairwise(at)]


def _bent(heard: Heard) -> TradeProblem:
    """The same problem, its first cohort forbidden and its last one kept when it has two."""
    openings = heard.solved.openings
    if not openings:
        return heard.problem
    pinned = () if _place(openings[0]) == _place(openings[-1]) else (openings[-1],)
    return replace(heard.problem, forbidden=frozenset({_place(openings[0])}), pinned=pinned)


def _place(opening: Opening) -> tuple[int, int]:
    return opening.provider, opening.week


def _facts(heard: Sequence[Heard]) -> dict[str, Any]:
    """What the plans of all trades leave and cost; the least that could lack, and the gap to it."""
    scores = [score(one.problem, one.solved.openings) for one in heard]
    lacking = sum(one[0] for one in scores)
    least = sum(
        mine[0] if one.solved.is_best else one.solved.bound for one, mine in zip(heard, scores, strict=True)
    )
    needed = sum(sum(one.problem.needs) for one in heard)
    return {
        "lacking": lacking,
        "least_lacking": least,
        "gap_percent": round(100 * (lacking - least) / needed, 2) if needed else 0,
        "covered_percent": round(100 * (needed - lacking) / needed, 1) if needed else 100,
        "euros": sum(one[1] for one in scores) // 100,
        "cohorts": sum(one[2] for one in scores),
        "proved_trades": sum(one.solved.is_best for one in heard),
        "trades": len(heard),
        "by_solver": sum(one.is_solver for one in heard),
        "kept": sum(one.is_kept for one in heard),
    }


def said(facts: dict[str, Any]) -> str:
    """One line for people."""
    solved, bent, simple = facts["solved"], facts["bent"], facts["greedy"]
    return (
        f"{facts['territory']} : {solved['seconds']} s, couvert à {solved['covered_percent']} % "
        f"(écart {solved['gap_percent']} %, {solved['proved_trades']} prouvés sur {solved['trades']}) ; "
        f"infléchi : {bent['seconds']} s ({bent['kept']} métiers gardés), en chaque métier : "
        f"{facts['bent_everywhere']['seconds']} s ; méthode simple : {simple['seconds']} s, "
        f"{simple['lacking']} semaines-personnes non couvertes contre {solved['lacking']}"
    )


def curve_said(found: dict[str, Any]) -> str:
    """One line for people."""
    apart = f"SQL nu {found['bare_sql_ms']} ms, rendu {found['render_ms']} ms"
    told = f"page de la courbe : {found['page_ms']} ms ({apart}, {found['ratio']} fois les deux)"
    return f"{told} ; rien de gardé : {found['nothing_kept_ms']} ms"
