"""Half-days made from dates and a weekly pattern; who was there, how long, in the centre and in companies.

Hours are whole minutes.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from facilitator.formats import hours
from facilitator.words import RuleBroken
from geiq.cohorts.law_rules import Limits, company_limit
from geiq.cohorts.rules import CohortKind, HalfDay, Presence, TrainingPlace

LONGEST = 360
"""Minutes of a half-day, at most: six hours."""
USUAL = 210
"""Three hours and a half: half of a day of seven hours (Code du travail, L3121-27, 35 h a week)."""
WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi")
SLOTS = tuple((weekday, half) for weekday in range(5) for half in HalfDay)
"""The half-days of a week, in their order."""


@dataclass(frozen=True)
class PlannedHalf:
    """A half-day to come."""

    on: date
    half: HalfDay
    place: TrainingPlace
    minutes: int


@dataclass(frozen=True)
class Pattern:
    """A week of training: which half-days, how long each, where."""

    slots: frozenset[tuple[int, HalfDay]]
    minutes: Mapping[HalfDay, int]
    place: TrainingPlace

    def check(self) -> None:
        """Refuse a week without a half-day, or a half-day that is too long."""
        if not self.slots:
            raise RuleBroken("Cochez au moins une demi-journée.", "slots")
        for half in {half for _, half in self.slots}:
            if not 0 < self.minutes[half] <= LONGEST:
                raise RuleBroken(f"Une demi-journée dure {hours(LONGEST)} au plus.", half.value)


def planned(
    starts_on: date, ends_on: date, pattern: Pattern, is_working: Callable[[date], bool]
) -> list[PlannedHalf]:
    """The half-days of a span: those of the pattern, on working days alone."""
    found = []
    day = starts_on
    while day <= ends_on:
        if is_working(day):
            found += [
                PlannedHalf(day, half, pattern.place, pattern.minutes[half])
                for half in HalfDay
                if (day.weekday(), half) in pattern.slots
            ]
        day += timedelta(days=1)
    return found


def fitted(halves: Iterable[PlannedHalf], left: int | None) -> list[PlannedHalf]:
    """The half-days as far as the duration goes, the last one shortened; all when no duration is known."""
    found = []
    for half in halves:
        if left is None:
            found.append(half)
        elif left > 0:
            found.append(PlannedHalf(half.on, half.half, half.place, min(half.minutes, left)))
            left -= half.minutes
    return found


def check_span(starts_on: date, ends_on: date, cohort: tuple[date | None, date | None]) -> None:
    """Half-days stand inside the training's days."""
    first, last = cohort
    if first is None or last is None:
        raise RuleBroken("Indiquez d’abord le début et la fin de la formation.", "starts_on")
    if ends_on < starts_on:
        raise RuleBroken("La fin vient avant le début.", "ends_on")
    if starts_on < first:
        raise RuleBroken("Ce jour vient avant le début de la formation.", "starts_on")
    if ends_on > last:
        raise RuleBroken("Ce jour vient après la fin de la formation.", "ends_on")


def check_places(kind: CohortKind, minutes: Mapping[TrainingPlace, int], limits: Limits) -> None:
    """A POEC is at most a third in company, by its half-days too (Code du travail, L6326-3)."""
    total, company = sum(minutes.values()), minutes.get(TrainingPlace.COMPANY, 0)
    if kind is CohortKind.POEC and company > company_limit(total, limits):
        raise RuleBroken(
            f"{hours(company)} en entreprise sur {hours(total)} : une POEC y passe au plus un tiers "
            "(Code du travail, L6326-3). Ajoutez d’abord les demi-journées au centre.",
            "place",
        )


def minutes_of(presence: Presence, typed: int | None, half_minutes: int) -> int:
    """The minutes of a presence: the whole half-day unless less is typed; none for who was not there."""
    if presence is not Presence.PRESENT:
        return 0
    found = half_minutes if typed is None else typed
    if not 0 < found <= half_minutes:
        raise RuleBroken(
            f"Cette demi-journée dure {hours(half_minutes)} : indiquez moins, ou rien.", "minutes"
        )
    return found


@dataclass(frozen=True)
class Seen:
    """One mark: where, how long the half-day, who was there how long."""

    place: TrainingPlace
    half_minutes: int
    presence: Presence
    minutes: int


@dataclass(frozen=True)
class Totals:
    """What marks add up to, in minutes."""

    centre: int = 0
    company: int = 0
    expected: int = 0
    absent: int = 0
    excused: int = 0

    @property
    def done(self) -> int:
        """Minutes of presence, wherever."""
        return self.centre + self.company

    @property
    def rate(self) -> Decimal | None:
        """Presence on what was marked; None when nothing was."""
        if not self.expected:
            return None
        return (Decimal(self.done) / self.expected).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def totals(marks: Collection[Seen]) -> Totals:
    """The sum of marks; half-days not marked count for nothing, neither way."""

    def summed(place: TrainingPlace) -> int:
        return sum(one.minutes for one in marks if one.place is place)

    return Totals(
        centre=summed(TrainingPlace.CENTRE),
        company=summed(TrainingPlace.COMPANY),
        expected=sum(one.half_minutes for one in marks),
        absent=sum(one.half_minutes for one in marks if one.presence is Presence.ABSENT),
        excused=sum(one.half_minutes for one in marks if one.presence is Presence.EXCUSED),
    )
