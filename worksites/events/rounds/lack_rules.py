"""Who meets fewer companies than everyone should, and why, in French."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.formats import plural
from worksites.events.rounds.plan_rules import Meeting, RoundProblem


@dataclass(frozen=True)
class Lack:
    """A person who meets fewer companies than she should: how many, and what stands in the way."""

    person: int
    met: int
    reasons: tuple[str, ...]


def lacks(
    problem: RoundProblem, meetings: Sequence[Meeting], refusals: Mapping[tuple[int, int], str]
) -> list[Lack]:
    """Who meets fewer than `fair` companies, and why; refusals: why a person may not meet a company."""
    met = Counter(one.person for one in meetings)
    by_person: dict[int, list[str]] = defaultdict(list)
    for (person, _), why in refusals.items():
        by_person[person].append(why)
    return [
        Lack(one.key, met[one.key], tuple(_reasons(problem, one.key, by_person[one.key], met[one.key])))
        for one in problem.seekers
        if met[one.key] < problem.fair
    ]


def _reasons(problem: RoundProblem, person: int, refused: Iterable[str], met: int) -> Iterable[str]:
    seeker = problem.seeker_of[person]
    may = sum(1 for pair in problem.pairs if pair[0] == person)
    for why, count in sorted(Counter(refused).items(), key=lambda one: (-one[1], one[0])):
        yield f"{plural(count, 'entreprise')} : {why}"
    there = seeker.last - seeker.first + 1
    if there < problem.fair:
        yield f"elle n’est là que pour {plural(there, 'tour')}"
    elif may > met and seeker.last <= problem.begun:
        yield "ses tours ont déjà commencé"
    elif may > met:
        yield "les tables qu’elle peut rejoindre sont prises quand elle est là"
