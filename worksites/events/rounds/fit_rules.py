"""Whether a person and a job match, and the words that say why: what is asked, what is known, what she wants.

A criterion of eligibility is never a reason. What a job asks and a person has not refuses the meeting; what
nobody knows of her is said, and checked at the table.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.trades.near_rules import closeness
from facilitator.gatherings import Ability

SEEN_PER_SEAT = 3
"""How many people a job of a contract at risk should see, for each of its seats (product issue)."""
ROME = re.compile(r" \([A-N]\d{4}\)$")
DISCOVERY, NEAR, SAME, WISHED, ANSWERED, UNKNOWN = 1, 5, 9, 7, 2, -1
"""What weighs in the search: any meeting, a near trade, the same one, a wish, something asked that she has,
something asked that nobody knows. Never shown: the sentence says what was counted."""


@dataclass(frozen=True)
class Known:
    """What is known of a person; a level or licences that nobody asked about are None."""

    trades: tuple[str, ...] = ()
    french: FrenchLevel | None = None
    licences: frozenset[Licence] | None = None
    wishes: frozenset[int] = frozenset()
    """The companies that she wishes to meet."""

    @classmethod
    def of(cls, ability: Ability, wishes: Collection[int] = ()) -> "Known":
        """What the house knows of her; where it knows nothing at all, her licences are to be asked."""
        french = FrenchLevel(ability.french) if ability.french else None
        licences = frozenset(map(Licence, ability.licences))
        return cls(ability.trades, french, licences if licences or french else None, frozenset(wishes))


@dataclass(frozen=True)
class Wanted:
    """What a job of a company asks; `is_urgent`: it would serve a contract that misses hours."""

    key: int
    company: int
    trade: str
    seats: int = 1
    french: FrenchLevel | None = None
    licence: Licence | None = None
    is_urgent: bool = False


@dataclass(frozen=True)
class Judged:
    """How a person answers a job: its weight in the search, whether the trade or her wish brings her there,
    whether nothing is left to check, the reason."""

    points: int
    fits: bool
    is_good: bool
    reason: str


@dataclass(frozen=True)
class Offer:
    """How a person and a company match: about each job that suits (0: none), or why they may not meet."""

    ways: dict[int, Judged]
    refusal: str = ""


def offer(known: Known, company: int, jobs: Collection[Wanted]) -> Offer:
    """How a person and a company match."""
    if not jobs:
        return Offer({0: meeting_without_job(known, company)})
    open_ = [(job.key, judge(known, job)) for job in jobs if not refusal(known, job)]
    if not open_:
        return Offer({}, refusal(known, next(iter(jobs))))
    fitting = {key: one for key, one in open_ if one.fits}
    return Offer(fitting or {0: max((one for _, one in open_), key=lambda one: one.points)})


def plain(trade: str) -> str:
    """A trade inside a sentence: `couverture`."""
    bare = ROME.sub("", trade).strip()
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare


def refusal(known: Known, job: Wanted) -> str:
    """What a job asks and the person has not, in French; '' when nothing forbids that they meet."""
    if job.french and known.french and _rank(known.french) < _rank(job.french):
        return f"le niveau de français {job.french.label} est demandé"
    if job.licence and known.licences is not None and job.licence not in known.licences:
        return f"{_licence(job.licence)} est demandé"
    return ""


def judge(known: Known, job: Wanted) -> Judged:
    """How a person whom nothing refuses answers a job."""
    points, parts, fits = _trade(known, job)
    doubts: list[str] = []
    if job.french:
        if known.french:
            points, parts = points + ANSWERED, [*parts, known.french.label]
        else:
            doubts.append(f"français à vérifier ({job.french.label} demandé)")
    if job.licence:
        if known.licences is not None:
            points, parts = points + ANSWERED, [*parts, _licence(job.licence)]
        else:
            doubts.append(f"{_licence(job.licence)} à vérifier")
    if job.company in known.wishes:
        points, parts, fits = points + WISHED, ["souhaitée par la personne", *parts], True
    if job.is_urgent:
        parts.append("marché qui manque d’heures")
    reason = ", ".join([*parts, *doubts])
    return Judged(max(1, points + UNKNOWN * len(doubts)), fits, fits and not doubts, reason)


def _trade(known: Known, job: Wanted) -> tuple[int, list[str], bool]:
    asked = plain(job.trade)
    near = min((closeness(job.trade, mine) for mine in known.trades), default=2)
    if near == 0:
        return SAME, [f"métier demandé : {asked}"], True
    if near == 1:
        return NEAR, [f"métier proche de celui demandé : {asked}"], True
    if known.trades:
        return DISCOVERY, [f"découverte d’un autre métier : {asked}"], False
    return DISCOVERY, [f"métier à vérifier : {asked}"], False


def meeting_without_job(known: Known, company: int) -> Judged:
    """How a person answers a company that has said no job."""
    if company in known.wishes:
        return Judged(WISHED, True, True, "souhaitée par la personne")
    return Judged(DISCOVERY, False, False, "découverte de l’entreprise")


def _rank(level: FrenchLevel) -> int:
    return list(FrenchLevel).index(level)


def _licence(licence: Licence) -> str:
    return licence.label if licence is Licence.MACHINERY else licence.label[:1].lower() + licence.label[1:]
