"""What came of events, counted from what happened since: nothing here is typed.

A hire is an employment that began after the event, within some months (a setting), of somebody who came. It
counts for one event only: the last one where she and her employer were both guests, else the last one she
came to. Its hours are the counted minutes of validated lines, by the month they were worked in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from clauses.contracts.contract_rules import end_of
from facilitator.formats import plural
from facilitator.words import Word
from worksites.events.guests.rules import Coming, GuestState
from worksites.events.rounds.rules import MeetingResult

MARKS = (3, 6, 12)
"""Months after an event, at which its hours are read (issue of the seeds: was it worth it?)."""
CENT = Decimal("0.01")


class Worth(Word):
    """Whether a company is worth inviting again."""

    HIRED = "verdict_hired", "À réinviter : a embauché"
    PROMISING = "verdict_promising", "À réinviter : veut revoir des candidats"
    CAME = "verdict_came", "Venue, sans suite"
    MISSED = "verdict_missed", "Attendue, pas venue"
    DECLINED = "verdict_declined", "A décliné"
    SILENT = "verdict_silent", "N’a pas répondu"


@dataclass(frozen=True)
class Meeting:
    """A person before a company: its number, what it said; they met when both came."""

    company: int
    result: MeetingResult | None = None


@dataclass(frozen=True)
class Visitor:
    """A person on the list of an event."""

    participant: int | None
    """None for somebody who was never written down as a participant: what she became is not known."""
    state: GuestState
    coming: Coming
    referrer: int | None = None
    meetings: tuple[Meeting, ...] = ()

    @property
    def came(self) -> bool:
        """Whether she was there."""
        return self.coming is Coming.PRESENT


@dataclass(frozen=True)
class Exhibitor:
    """A company on the list of an event; `organisation` is its number."""

    organisation: int
    name: str
    state: GuestState
    coming: Coming
    seats: int = 0
    """Jobs it brought."""

    @property
    def came(self) -> bool:
        """Whether it was there, or said so and nobody ticked it."""
        return self.coming is Coming.PRESENT or (
            self.coming is Coming.UNKNOWN and self.state is GuestState.COMING
        )


@dataclass(frozen=True)
class Hire:
    """An employment: whose, from when, the employer and the companies it works for, counted minutes."""

    employment: int
    participant: int
    starts_on: date
    employers: frozenset[int]
    minutes: Mapping[date, int] = field(default_factory=dict)
    """By month (its first day)."""


@dataclass(frozen=True)
class Held:
    """An event as it is counted: its day, its guests, what it cost."""

    event: int
    day: date
    visitors: Sequence[Visitor] = ()
    exhibitors: Sequence[Exhibitor] = ()
    cost: Decimal | None = None
    """Euros; None when no budget says it."""

    @property
    def companies(self) -> frozenset[int]:
        """Who was there."""
        return frozenset(one.organisation for one in self.exhibitors if one.came)

    @property
    def people(self) -> frozenset[int]:
        """The participants who came."""
        return frozenset(one.participant for one in self.visitors if one.came and one.participant)


def attributed(hires: Iterable[Hire], events: Sequence[Held], months: int) -> dict[int, list[Hire]]:
    """By event, the hires that count for it; each hire counts once."""
    found: dict[int, list[Hire]] = {one.event: [] for one in events}
    for hire in hires:
        if (event := _event_of(hire, events, months)) is not None:
            found[event].append(hire)
    return found


def _event_of(hire: Hire, events: Sequence[Held], months: int) -> int | None:
    near = [
        one
        for one in events
        if hire.participant in one.people and one.day <= hire.starts_on <= end_of(one.day, months)
    ]
    best = max(near, key=lambda one: (bool(one.companies & hire.employers), one.day, one.event), default=None)
    return None if best is None else best.event


@dataclass(frozen=True)
class Return:
    """What came of an event, or of several together. Minutes, euros."""

    listed: int = 0
    invited: int = 0
    said_no: int = 0
    came: int = 0
    met: int = 0
    see_again: int = 0
    immersions: int = 0
    hired: int = 0
    """People."""
    hired_here: int = 0
    """Of whom by a company that was there."""
    minutes: tuple[int, ...] = (0,) * len(MARKS)
    """Counted at each of `MARKS`."""
    cost: Decimal | None = None

    def __add__(self, other: "Return") -> "Return":
        """Both together."""
        known = [one.cost for one in (self, other) if one.cost is not None]
        return Return(
            self.listed + other.listed,
            self.invited + other.invited,
            self.said_no + other.said_no,
            self.came + other.came,
            self.met + other.met,
            self.see_again + other.see_again,
            self.immersions + other.immersions,
            self.hired + other.hired,
            self.hired_here + other.hired_here,
            tuple(one + two for one, two in zip(self.minutes, other.minutes, strict=True)),
            sum(known, Decimal(0)) if known else None,
        )

    @property
    def cost_per_hire(self) -> Decimal | None:
        """Euros, to the nearest cent; None without a cost or without a hire."""
        if self.cost is None or not self.hired:
            return None
        return (self.cost / self.hired).quantize(CENT, ROUND_HALF_UP)


def returned(event: Held, hires: Sequence[Hire]) -> Return:
    """What came of one event, with the hires that count for it."""
    there = [one for one in event.visitors if one.came]
    met = [one for one in there if any(_took_place(meeting, event) for meeting in one.meetings)]
    here = {hire.participant for hire in hires if hire.employers & event.companies}
    return Return(
        listed=len(event.visitors),
        invited=sum(one.state is not GuestState.PROPOSED for one in event.visitors),
        said_no=sum(one.state in (GuestState.NOT_COMING, GuestState.WITHDRAWN) for one in event.visitors),
        came=len(there),
        met=len(met),
        see_again=_with(there, MeetingResult.SEE_AGAIN),
        immersions=_with(there, MeetingResult.IMMERSION),
        hired=len({hire.participant for hire in hires}),
        hired_here=len(here),
        minutes=tuple(worked(hires, event.day, mark) for mark in MARKS),
        cost=event.cost,
    )


def _took_place(meeting: Meeting, event: Held) -> bool:
    return meeting.result is not None or meeting.company in event.companies


def _with(visitors: Iterable[Visitor], result: MeetingResult) -> int:
    return sum(any(one.result is result for one in visitor.meetings) for visitor in visitors)


def worked(hires: Iterable[Hire], day: date, months: int) -> int:
    """Counted minutes of these hires, of the event's month and of those that follow, so many in all."""
    return sum(
        minutes
        for hire in hires
        for month, minutes in hire.minutes.items()
        if 0 <= (month.year - day.year) * 12 + month.month - day.month < months
    )


def reached(day: date, on: date) -> list[int]:
    """The marks that have come."""
    return [mark for mark in MARKS if end_of(day, mark) < on]


@dataclass(frozen=True)
class CompanyReturn:
    """What a company made of an event, or of several."""

    organisation: int
    name: str
    seats: int
    came: bool
    met: int
    see_again: int
    immersions: int
    hired: int
    verdict: Worth

    @property
    def sentence(self) -> str:
        """The verdict, with its number."""
        if self.verdict is Worth.HIRED:
            return f"À réinviter\u00a0: {plural(self.hired, 'embauche')}"
        if self.verdict is Worth.PROMISING:
            count = self.see_again + self.immersions
            return f"À réinviter\u00a0: {plural(count, 'candidat retenu', 'candidats retenus')}"
        return self.verdict.label


def companies(event: Held, hires: Sequence[Hire]) -> list[CompanyReturn]:
    """Company by company: who hired first, then who may."""
    return ranked(_company(one, event, hires) for one in event.exhibitors)


def ranked(found: Iterable[CompanyReturn]) -> list[CompanyReturn]:
    """Who is worth inviting again first."""
    order = list(Worth)
    return sorted(found, key=lambda one: (order.index(one.verdict), -one.hired, -one.met, one.name))


def together(found: Iterable[CompanyReturn]) -> list[CompanyReturn]:
    """Several events' lines by company: its figures added, its best verdict."""
    order = list(Worth)
    kept: dict[int, CompanyReturn] = {}
    for one in found:
        other = kept.get(one.organisation)
        if other is not None:
            best = min(one.verdict, other.verdict, key=order.index)
            one = CompanyReturn(
                one.organisation,
                one.name,
                one.seats + other.seats,
                one.came or other.came,
                one.met + other.met,
                one.see_again + other.see_again,
                one.immersions + other.immersions,
                one.hired + other.hired,
                best,
            )
        kept[one.organisation] = one
    return ranked(kept.values())


def _company(one: Exhibitor, event: Held, hires: Sequence[Hire]) -> CompanyReturn:
    there = [meeting for visitor in event.visitors if visitor.came for meeting in visitor.meetings]
    results = Counter(meeting.result for meeting in there if meeting.company == one.organisation)
    hired = len({hire.participant for hire in hires if one.organisation in hire.employers})
    met = sum(results.values()) if one.came else sum(results.values()) - results[None]
    again, immersions = results[MeetingResult.SEE_AGAIN], results[MeetingResult.IMMERSION]
    kept = again + immersions + results[MeetingResult.HIRE]
    return CompanyReturn(
        one.organisation,
        one.name,
        one.seats,
        one.came,
        met,
        again,
        immersions,
        hired,
        verdict_of(one, hired, kept),
    )


def verdict_of(one: Exhibitor, hired: int, kept: int) -> Worth:
    """What a company did, from the best to the least."""
    if hired:
        return Worth.HIRED
    if kept:
        return Worth.PROMISING
    if one.came:
        return Worth.CAME
    if one.state in (GuestState.NOT_COMING, GuestState.WITHDRAWN):
        return Worth.DECLINED
    return Worth.MISSED if one.state is GuestState.COMING else Worth.SILENT


@dataclass(frozen=True)
class ReferrerReturn:
    """The people whom a referrer follows, at an event."""

    name: str
    listed: int
    came: int
    hired: int


def referrers(event: Held, hires: Sequence[Hire], names: Mapping[int, str]) -> list[ReferrerReturn]:
    """Referrer by referrer, who sent most first; people without a referrer have a line."""
    hired = {hire.participant for hire in hires}
    found: dict[int | None, list[Visitor]] = {}
    for one in event.visitors:
        found.setdefault(one.referrer, []).append(one)
    lines = [
        ReferrerReturn(
            "Sans prescripteur" if key is None else names[key],
            len(visitors),
            sum(one.came for one in visitors),
            len(hired & {one.participant for one in visitors if one.came}),
        )
        for key, visitors in found.items()
    ]
    return sorted(lines, key=lambda one: (-one.came, -one.listed, one.name))
