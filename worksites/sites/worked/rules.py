"""The base of the ANRU rates: hours worked that a company's account tells, else those of the phases.

For a contract (or a lot) and a civil year, a total told stands for the phases of its lots in that year.
A phase of no lot is everybody's on its worksite: what is told by those who have no phase of their own there
is taken off it, and it leaves once all who have a share there have told the year. A week belongs to the year
of its Thursday (ISO 8601).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from facilitator.formats import day
from facilitator.words import RuleBroken
from worksites.sites.curve_rules import share_of
from worksites.sites.rules import SharePurpose

FIRST_YEAR = 2004
"""The first national programme of urban renewal began then (law of 1 August 2003)."""
MOST_MINUTES = 60 * 5_000_000
"""Five million hours are more than any contract holds: a typing fault."""

Key = tuple[int, int | None]
"""A contract, and one of its lots or None for all of it: what a share is written for."""


@dataclass(frozen=True)
class Worked:
    """Hours worked in a year, as a document says: minutes, which document, of which day."""

    year: int
    minutes: int
    source: str
    dated_on: date


def check_worked(told: Worked, on: date) -> None:
    """Refuse a year to come, nothing, too much, or a document without a name or of a day to come."""
    if not FIRST_YEAR <= told.year <= on.year:
        raise RuleBroken(f"Indiquez une année de {FIRST_YEAR} à {on.year}.", "year")
    if not 0 < told.minutes <= MOST_MINUTES:
        raise RuleBroken("Indiquez des heures travaillées, plus que zéro.", "hours")
    if not told.source.strip():
        raise RuleBroken("Dites d’où vient ce total, par exemple «\u00a0décompte final\u00a0».", "source")
    if told.dated_on > on:
        raise RuleBroken(f"Le document est daté d’après aujourd’hui ({day(on)}).", "dated_on")


@dataclass(frozen=True)
class SharePart:
    """The part of a contract, or of a lot, on a worksite, and for what."""

    key: Key
    site_id: int
    share: Decimal
    purpose: SharePurpose


@dataclass(frozen=True)
class Spent:
    """The minutes of a phase in one year: over to date, in all; for which lot, if it says one."""

    site_id: int
    key: Key | None
    purpose: SharePurpose
    year: int
    done: int
    planned: int


@dataclass(frozen=True)
class Base:
    """Minutes of one purpose: worked to date, in all, and the part that documents tell."""

    purpose: SharePurpose
    worked: int
    planned: int
    told: int = 0


def base_of(
    told: Mapping[tuple[Key, int], int],
    parts: Sequence[SharePart],
    spent: Sequence[Spent],
    sites: Iterable[int],
) -> list[Base]:
    """What was worked on these worksites: the totals told, by the shares; the phases that none stands for."""
    here, known = frozenset(sites), {part.key for part in parts}
    rows = [
        (key, year, part, mine)
        for (key, year), minutes in told.items()
        if key in known
        for part, mine in _shared(key, minutes, parts)
    ]
    found = [Base(part.purpose, mine, mine, mine) for _, _, part, mine in rows if part.site_id in here]
    own = {(one.site_id, one.key, one.year) for one in spent}
    left: dict[tuple[int, int], int] = defaultdict(int)
    for key, year, part, mine in rows:
        if (part.site_id, key, year) not in own:
            left[part.site_id, year] += mine
    for one in spent:
        whose = {one.key} if one.key else {part.key for part in parts if part.site_id == one.site_id}
        if whose and all((key, one.year) in told for key in whose):
            continue
        off = 0 if one.key else min(left[one.site_id, one.year], one.planned)
        left[one.site_id, one.year] -= off
        found.append(Base(one.purpose, max(0, one.done - off), one.planned - off))
    return found


def _shared(key: Key, minutes: int, parts: Iterable[SharePart]) -> list[tuple[SharePart, int]]:
    """A total by the worksites of its shares; what no worksite takes is nobody's."""
    mine = {part.site_id: part for part in parts if part.key == key}
    shared = share_of(minutes, {site: part.share for site, part in mine.items()})
    return [(mine[site], each) for site, each in shared.items() if each]
