"""Invented lives of clauses, made of people and not of the forecast's own method.

A company needs hours, hires people for some months, loses some, replaces some, is closed in August, is
ill in winter, wakes up late or fades. What a forecast knows in the middle of a life is compared with its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from clauses.compliance.forecast.rules import Course, Hire, Known
from clauses.compliance.schedule.rules import Calendar, Closing, Schedule, layers_of
from clauses.contracts.contract_rules import end_of
from clauses.hours.ledger.rules import last_of, months
from facilitator.words import Word

WEEK = 35 * 60


class Style(Word):
    """How a company carries its clause."""

    STEADY = "steady", "Régulière"
    LATE = "late", "Commence tard"
    FADING = "fading", "S’essouffle"
    SEASONAL = "seasonal", "Saisonnière"
    BURSTS = "bursts", "Par missions"


STYLES = (
    (Style.STEADY,) * 9
    + (Style.LATE,) * 4
    + (Style.FADING,) * 3
    + (Style.SEASONAL,) * 2
    + (Style.BURSTS,) * 2
)
CLOSINGS = (Closing(32, 3), Closing(52, 1))


@dataclass
class Life:
    """One clause from its first day to its last: what was owed, who worked, what each month counted."""

    style: Style
    starts_on: date
    ends_on: date
    target: int
    hires: list[Hire] = field(default_factory=list)
    done: dict[date, int] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        """Minutes at the end."""
        return sum(self.done.values())

    def seen_at(self, share: float) -> Course:
        """What is known after a share of its months: those months, and the contracts signed by then."""
        order = sorted(self.done)
        kept = order[: max(1, int(len(order) * share))]
        told = last_of(kept[-1])
        known = tuple(Known(month, self.done[month]) for month in kept)
        hires = tuple(hire for hire in self.hires if hire.starts_on <= told + timedelta(days=15))
        layers = layers_of(self.target, (), self.starts_on, self.ends_on)
        schedule = Schedule(layers, Calendar(CLOSINGS))
        return Course(self.starts_on, self.ends_on, schedule, known, hires)


def lives(count: int, seed: int = 2026) -> Iterator[Life]:
    """So many lives; the same seed gives the same ones."""
    chance = Random(seed)
    for _ in range(count):
        starts_on = date(chance.randint(2022, 2026), chance.randint(1, 12), chance.choice((1, 5, 15)))
        ends_on = end_of(starts_on, chance.choice((8, 10, 12, 14, 18, 24, 24, 30, 36, 48)))
        style = chance.choice(STYLES)
        heads = chance.choice((0.3, 0.5, 0.8, 1, 1, 1.5, 2, 3, 5))
        weeks = (ends_on - starts_on).days / 7 * 0.8
        life = Life(style, starts_on, ends_on, int(heads * weeks * WEEK * 0.85))
        _live(life, heads, chance)
        yield life


def _live(life: Life, heads: float, chance: Random) -> None:
    will = chance.gauss(1.0, 0.12)
    rested = chance.random() < 0.6
    for index, month in enumerate(months(life.starts_on, life.ends_on)):
        wanted = _wanted(life, heads * will, month, index, chance)
        if rested and life.whole >= life.target:
            wanted = 0
        _hire(life, wanted, month, chance)
        life.done[month] = _worked(life, month, chance)


def _wanted(life: Life, heads: float, month: date, index: int, chance: Random) -> float:
    """How many full-time people the company wants that month."""
    lasted = index / max(1, len([*months(life.starts_on, life.ends_on)]))
    if index == 0 and chance.random() < 0.7:
        return 0
    if life.style is Style.LATE:
        return 0.15 * heads if lasted < 0.3 else heads * 1.35
    if life.style is Style.FADING:
        return heads * max(0.2, 1.15 - 0.9 * lasted)
    if life.style is Style.SEASONAL:
        return heads * (1.35 if month.month in (4, 5, 6, 7, 9, 10) else 0.7)
    return heads


def _hire(life: Life, wanted: float, month: date, chance: Random) -> None:
    """Hire when the people under contract are not enough; some places stay empty for a while."""
    present = sum(
        hire.weekly_minutes / WEEK
        for hire in life.hires
        if hire.starts_on <= last_of(month) and (hire.ends_on is None or hire.ends_on >= month)
    )
    ready = 0.9 if life.style is not Style.BURSTS else 0.55
    while present < wanted - 0.15 and chance.random() < ready:
        weekly = WEEK if wanted - present > 0.6 else int(WEEK * chance.choice((0.5, 0.7, 0.8)))
        begins = max(life.starts_on, month + timedelta(days=chance.randint(0, 12)))
        length = chance.choice((1, 2, 2, 3) if life.style is Style.BURSTS else (3, 6, 6, 9, 12, 24))
        leaves = begins + timedelta(days=30 * length - 1)
        if chance.random() < 0.15:
            leaves = begins + timedelta(days=chance.randint(5, 30 * length))
        signed = begins + timedelta(days=30 * length - 1)
        life.hires.append(Hire(weekly, begins, min(signed, leaves) if chance.random() < 0.5 else signed))
        present += weekly / WEEK


def _worked(life: Life, month: date, chance: Random) -> int:
    """Minutes of a month: contracts, less leave, illness and weather."""
    calendar, total = Calendar(CLOSINGS), 0
    first, last = max(month, life.starts_on), min(last_of(month), life.ends_on)
    for hire in life.hires:
        days = hire.days(first, last, calendar)
        presence = min(1.0, max(0.0, chance.gauss(0.87, 0.13)))
        total += int(hire.weekly_minutes / 5 * days * presence)
    return total
