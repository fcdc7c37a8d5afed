"""The rounds of invented job datings: how long, how fair, how well matched, beside the simple method."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clauses.people.abilities.rules import FrenchLevel, Licence
from worksites.events.rounds.fit_rules import SEEN_PER_SEAT, Known, Offer, Wanted, offer
from worksites.events.rounds.greedy_rules import greedy
from worksites.events.rounds.plan_rules import Match, Meeting, Post, RoundProblem, Seeker, Table, holes, score
from worksites.events.rounds.solving import computed

SEED = 2026
SIZES = ((40, 10, 12), (200, 40, 15))
"""People, tables, rounds."""
FAIR = 3
TRADES = ("Couverture (F1610)", "Étanchéité (F1613)", "Maçonnerie (F1703)", "Pose de canalisations (F1705)")
LEVELS = (FrenchLevel.A1, FrenchLevel.A2, FrenchLevel.B1, FrenchLevel.B2, None)
Offers = dict[tuple[int, int], Offer]


def _person(draw: random.Random, tables: int) -> Known:
    licences = frozenset({Licence.B}) if draw.random() < 0.5 else frozenset()
    wish = frozenset({1 + draw.randrange(tables)})
    return Known((draw.choice(TRADES),), draw.choice(LEVELS), licences, wish)


def _job(draw: random.Random, key: int) -> Wanted:
    """A third ask for a licence, a fifth would serve a contract that misses hours."""
    french = draw.choice((None, FrenchLevel.A2, FrenchLevel.B1))
    licence = Licence.B if draw.random() < 0.33 else None
    return Wanted(key, key, draw.choice(TRADES), draw.randint(1, 3), french, licence, draw.random() < 0.2)


def gathering(people: int, tables: int, rounds: int) -> tuple[RoundProblem, Offers]:
    """A job dating of four trades, a job a company."""
    draw = random.Random(SEED)
    known = [_person(draw, tables) for _ in range(people)]
    jobs = [_job(draw, key) for key in range(1, tables + 1)]
    offers = {
        (rank, job.key): offer(one, job.key, [job]) for rank, one in enumerate(known, 1) for job in jobs
    }
    matches = tuple(
        Match(person, company, post, way.points)
        for (person, company), one in offers.items()
        for post, way in one.ways.items()
    )
    fits = Counter(one.post for one in matches)
    wanted = {job.key: min(SEEN_PER_SEAT * job.seats, fits[job.key]) if job.is_urgent else 0 for job in jobs}
    problem = RoundProblem(
        rounds,
        FAIR,
        tuple(Seeker(key, 1, rounds) for key in range(1, people + 1)),
        tuple(Table(job.key, job.key, 1, rounds) for job in jobs),
        tuple(Post(job.key, job.key, wanted[job.key]) for job in jobs),
        matches,
    )
    return problem, offers


def late(problem: RoundProblem, plan: Sequence[Meeting]) -> RoundProblem:
    """The same on the day, a third of the rounds begun: one in ten comes late, one in ten leaves early."""
    begun, last = problem.rounds // 3, 2 * problem.rounds // 3
    windows = {0: (begun + 1, problem.rounds), 1: (1, last)}
    seekers = tuple(
        Seeker(one.key, *windows.get(one.key % 10, (1, problem.rounds))) for one in problem.seekers
    )
    return replace(
        problem,
        seekers=seekers,
        begun=begun,
        kept=tuple(one for one in plan if one.round <= begun),
        before=tuple(plan),
    )


def told(problem: RoundProblem, offers: Offers, plan: Sequence[Meeting], seconds: float) -> dict[str, Any]:
    """What a plan gives."""
    met, worth = Counter(one.person for one in plan), score(problem, plan)
    good = sum(offers[one.person, one.table].ways[one.post].is_good for one in plan)
    fair = sum(1 for one in problem.seekers if met[one.key] >= problem.fair)
    return {
        "seconds": round(seconds, 2),
        "meetings": len(plan),
        "fair_percent": round(100 * fair / len(problem.seekers), 1),
        "good_percent": round(100 * good / len(plan), 1) if plan else 0,
        "unseen_at_risk": worth.unseen,
        "points": -worth.unmatched,
        "idle_rounds": holes(plan),
    }


def measured(people: int, tables: int, rounds: int) -> dict[str, Any]:
    """One job dating: computed, computed again on the day, and by the simple method."""
    problem, offers = gathering(people, tables, rounds)
    began = time.perf_counter()
    first = computed(problem)
    solved = time.perf_counter() - began
    bent = late(problem, first.solved.meetings)
    began = time.perf_counter()
    again = computed(bent)
    redone = time.perf_counter() - began
    began = time.perf_counter()
    simple = greedy(problem)
    plain = time.perf_counter() - began
    return {
        "size": f"{people} personnes × {tables} tables × {rounds} tours",
        "by_solver": first.is_solver and again.is_solver,
        "solved": told(problem, offers, first.solved.meetings, solved),
        "late": told(bent, offers, again.solved.meetings, redone),
        "greedy": told(problem, offers, simple, plain),
    }


def facts() -> list[dict[str, Any]]:
    """Both sizes."""
    return [measured(*size) for size in SIZES]


def said(found: Sequence[dict[str, Any]]) -> list[str]:
    """Lines for people."""
    return [f"{one['size']} : {_line(one)}" for one in found]


def _line(one: dict[str, Any]) -> str:
    parts = (("calcul", one["solved"]), ("le jour même", one["late"]), ("méthode simple", one["greedy"]))
    return " ; ".join(
        f"{name} {each['seconds']} s, {each['fair_percent']} % rencontrent au moins {FAIR} entreprises, "
        f"{each['good_percent']} % de bonnes rencontres, {each['unseen_at_risk']} manquent aux marchés "
        f"à risque, {each['idle_rounds']} tours d’attente"
        for name, each in parts
    )
