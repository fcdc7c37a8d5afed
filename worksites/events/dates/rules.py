"""Which days suit an event: what forbids one, what speaks against it, what speaks for it.

Practice of job datings (domain dossier §7.4; peers §9): a working day, three weeks ahead at least so that
people and companies can be invited, outside school holidays (parents have no childcare), outside the
trainings of the same people. Times are aware instants; days and hours are those of Paris.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clauses.compliance.schedule.calendar_rules import working_days
from facilitator.formats import day as told_day
from facilitator.formats import plural
from facilitator.words import RuleBroken, Word
from worksites.events.dates.calendar_rules import SchoolZone, holiday, is_bridge, school_holiday
from worksites.events.when_rules import PARIS, moment

SATURDAY = 5
NOTICE = 21
"""Days to invite people and companies, where nothing says another number."""
NEAR = 7
"""Days around an event for the same public, in which another one empties both."""
MOST_DAYS = 200
"""A search over more days is a typing fault."""
HOURS = (time(9), time(9, 30), time(10), time(14))
"""When events begin, where nobody says when."""


class Clash(Word):
    """What stands against a time; `FORBIDS` says which ones are never proposed."""

    PAST = "clash_past", "Le jour est passé"
    PUBLIC_HOLIDAY = "clash_holiday", "Jour férié"
    WEEKEND = "clash_weekend", "Week-end"
    ORGANISER = "clash_organiser", "Organisateur pris"
    ROOM = "clash_room", "Salle prise"
    COMPANY = "clash_company", "Entreprise prise"
    TRAINING = "clash_training", "Invités en formation"
    PUBLIC = "clash_public", "Même public"
    SCHOOL = "clash_school", "Vacances scolaires"
    BRIDGE = "clash_bridge", "Pont"
    NOTICE = "clash_notice", "Délai court"


FORBIDS = frozenset({Clash.PAST, Clash.PUBLIC_HOLIDAY, Clash.WEEKEND, Clash.ORGANISER, Clash.ROOM})
WEIGHTS = {
    Clash.COMPANY: 40,
    Clash.TRAINING: 30,
    Clash.PUBLIC: 25,
    Clash.SCHOOL: 20,
    Clash.NOTICE: 15,
    Clash.BRIDGE: 10,
}
"""How much each speaks against a time that is possible: house order, from who is lost to what is awkward."""


@dataclass(frozen=True)
class Taken:
    """Something held at a time: against what it clashes, how it is told."""

    clash: Clash
    label: str
    """« Salle Gaillard, job dating étanchéité »."""
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Course:
    """Training days that take some of the guests."""

    label: str
    first: date
    last: date
    people: int


@dataclass(frozen=True)
class Around:
    """All that is known around the days asked for."""

    taken: Sequence[Taken] = ()
    courses: Sequence[Course] = ()
    zone: SchoolZone | None = None
    notice: int = NOTICE
    """Days."""
    guests: int = 0
    """People on the list, when it is known."""


@dataclass(frozen=True)
class Wish:
    """What is asked for: between which days, how long, at which hours, on Saturdays too."""

    first: date
    last: date
    lasts: timedelta
    hours: tuple[time, ...] = HOURS
    saturdays: bool = False

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins or never ends, an event of no or too long time."""
        if self.last < self.first:
            raise RuleBroken("Le dernier jour vient avant le premier.", "last")
        if (self.last - self.first).days > MOST_DAYS:
            raise RuleBroken(f"Cherchez sur {MOST_DAYS} jours au plus.", "last")
        if not timedelta(0) < self.lasts <= timedelta(hours=12):
            raise RuleBroken("La durée va de quelques minutes à douze heures.", "lasts")


@dataclass(frozen=True)
class Told:
    """A clash as it is said."""

    clash: Clash
    sentence: str

    @property
    def forbids(self) -> bool:
        """Whether the time may not be proposed."""
        return self.clash in FORBIDS


@dataclass(frozen=True)
class Proposal:
    """A time that suits: what speaks for it, what speaks against it all the same."""

    starts_at: datetime
    ends_at: datetime
    good: tuple[str, ...]
    against: tuple[Told, ...]

    @property
    def day(self) -> date:
        """Its day, in Paris."""
        return self.starts_at.astimezone(PARIS).date()

    @property
    def weight(self) -> int:
        """What speaks against it; 0 when nothing does."""
        return sum(WEIGHTS[one.clash] for one in self.against)


def meets(one: Taken, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether two times share a minute."""
    return one.starts_at < ends_at and starts_at < one.ends_at


def clashes(starts_at: datetime, ends_at: datetime, around: Around, on: date) -> Iterator[Told]:
    """All that stands against a time, seen from a day: what forbids it first."""
    day = starts_at.astimezone(PARIS).date()
    yield from _of_day(day, on)
    for clash in (Clash.ORGANISER, Clash.ROOM, Clash.COMPANY):
        for one in around.taken:
            if one.clash is clash and meets(one, starts_at, ends_at):
                yield Told(clash, f"{clash.label} : {one.label}.")
    for course in around.courses:
        if course.people and course.first <= day <= course.last and day.weekday() < SATURDAY:
            who = plural(course.people, "invité", "invités")
            yield Told(Clash.TRAINING, f"{who} en formation ce jour-là : {course.label}.")
    yield from _near(day, around)
    yield from _awkward(day, around, on)


def _of_day(day: date, on: date) -> Iterator[Told]:
    if day <= on:
        yield Told(Clash.PAST, "Ce jour est passé, ou c’est aujourd’hui.")
    if name := holiday(day):
        yield Told(Clash.PUBLIC_HOLIDAY, f"Le {told_day(day)} est férié : {name}.")
    elif day.weekday() >= SATURDAY:
        name = "un samedi" if day.weekday() == SATURDAY else "un dimanche"
        yield Told(Clash.WEEKEND, f"Le {told_day(day)} est {name}.")


def _near(day: date, around: Around) -> Iterator[Told]:
    for one in around.taken:
        away = abs((one.starts_at.astimezone(PARIS).date() - day).days)
        if one.clash is Clash.PUBLIC and away <= NEAR:
            when = "le même jour" if not away else f"à {plural(away, 'jour')} de là"
            yield Told(Clash.PUBLIC, f"Un autre événement pour le même public {when} : {one.label}.")


def _awkward(day: date, around: Around, on: date) -> Iterator[Told]:
    if name := school_holiday(day, around.zone):
        zone = around.zone.label if around.zone else ""
        yield Told(Clash.SCHOOL, f"{name} ({zone}) : des parents seront sans garde d’enfants.")
    if is_bridge(day):
        yield Told(Clash.BRIDGE, "Un jour de pont : beaucoup l’auront pris.")
    left = (day - on).days
    if 0 < left < around.notice:
        least = plural(around.notice, "jour")
        yield Told(Clash.NOTICE, f"Il reste {plural(left, 'jour')} pour inviter ; il en faut {least}.")


def reasons(starts_at: datetime, around: Around, against: Sequence[Told], on: date) -> Iterator[str]:
    """What speaks for a time: what was looked at and found free."""
    day = starts_at.astimezone(PARIS).date()
    found = {one.clash for one in against}
    if not found & {Clash.ORGANISER, Clash.ROOM, Clash.COMPANY}:
        yield "Organisateurs, salle et entreprises sont libres."
    if Clash.NOTICE not in found:
        left = working_days(on + timedelta(days=1), day)
        yield f"{plural(left, 'jour ouvré', 'jours ouvrés')} pour inviter et préparer."
    if around.zone is not None and Clash.SCHOOL not in found:
        yield f"Hors des vacances scolaires ({around.zone.label})."
    if around.courses and Clash.TRAINING not in found:
        yield "Aucun invité n’est en formation."
    if Clash.PUBLIC not in found:
        yield f"Rien d’autre pour ce public à {NEAR}\u00a0jours près."


def proposals(wish: Wish, around: Around, on: date, most: int = 6) -> list[Proposal]:
    """The best times, one a day: least against them first, then the soonest."""
    best = [one for day in _days(wish) if (one := _best_of(day, wish, around, on)) is not None]
    return sorted(best, key=lambda one: (one.weight, one.starts_at))[:most]


def _days(wish: Wish) -> Iterator[date]:
    for offset in range((wish.last - wish.first).days + 1):
        yield wish.first + timedelta(days=offset)


def _best_of(day: date, wish: Wish, around: Around, on: date) -> Proposal | None:
    found = [one for hour in wish.hours if (one := _at(day, hour, wish, around, on)) is not None]
    return min(found, key=lambda one: (one.weight, one.starts_at), default=None)


def _at(day: date, hour: time, wish: Wish, around: Around, on: date) -> Proposal | None:
    starts_at = moment(day, hour)
    ends_at = starts_at + wish.lasts
    against = tuple(
        one
        for one in clashes(starts_at, ends_at, around, on)
        if not (one.clash is Clash.WEEKEND and wish.saturdays and day.weekday() == SATURDAY)
    )
    if any(one.forbids for one in against):
        return None
    return Proposal(starts_at, ends_at, tuple(reasons(starts_at, around, against, on)), against)


def left_out(wish: Wish, around: Around, on: date) -> dict[Clash, int]:
    """How many days of the span cannot be proposed at any of the hours, by what forbids the first of them."""
    found: dict[Clash, int] = {}
    for day in _days(wish):
        if _best_of(day, wish, around, on) is None:
            starts_at = moment(day, wish.hours[0])
            told = clashes(starts_at, starts_at + wish.lasts, around, on)
            first = next(one.clash for one in told if one.forbids)
            found[first] = found.get(first, 0) + 1
    return found
