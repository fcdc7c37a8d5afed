"""Which remaining hours one person's job can cover, contract after contract, and how they are split.

A job has a trade: it serves the duties whose works employ it (or one of its field, or of which nothing is
said: both to be checked). It has so many minutes each month. The months where the same duties are open make a
period. In each period the duty that ends first is served first: no other order covers more, since one that
ends later can still be served later. Within a period each month is shared in the same proportions, those of
the agreement.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.compliance.schedule.rules import Calendar
from clauses.contracts.commitments.rules import split
from clauses.hours.ledger.rules import last_of, months
from facilitator.formats import NBSP, day, hours
from facilitator.words import RuleBroken
from geiq.matching.rules import closeness
from geiq.planning.sentence_rules import listed

WEEK_DAYS = 5
APART = 2
"""How far a trade of another field is (`closeness`)."""
MOST_MONTHS = 36
MOST_WEEKLY = 48 * 60
"""No week is longer (Code du travail, L3121-20)."""


@dataclass(frozen=True)
class Job:
    """One person's job: its days, its minutes a week, until when its hours count (None: not known), its trade
    ('' : any)."""

    starts_on: date
    ends_on: date
    weekly: int
    counts_until: date | None = None
    trade: str = ""

    @property
    def last(self) -> date:
        """The last day whose hours count."""
        return self.ends_on if self.counts_until is None else min(self.ends_on, self.counts_until)


@dataclass(frozen=True)
class Duty:
    """What remains on one commitment, in minutes, and the days when it can be done; `why_not` refuses it."""

    key: int
    name: str
    remaining: int
    starts_on: date | None
    ends_on: date | None
    allowed: bool = True
    """Whether its clause foresees pooling; if not, the buyer must agree in writing."""
    why_not: str = ""
    trades: frozenset[str] = frozenset()
    """Those that its works employ; empty when nothing says it."""

    def is_open(self, month: date) -> bool:
        """Whether the whole of a civil month, or a part of it, can be done for it."""
        begun = self.starts_on is None or self.starts_on <= last_of(month)
        return begun and (self.ends_on is None or self.ends_on >= month)

    @property
    def deadline(self) -> tuple[date, int]:
        """When it ends; a duty without an end is the last."""
        return self.ends_on or date.max, self.key


@dataclass(frozen=True)
class Period:
    """Months on end where the same duties are open: the minutes of each month, the part of each duty."""

    months: tuple[tuple[date, int], ...]
    duties: tuple[Duty, ...]
    parts: tuple[int, ...]
    """Minutes of each duty in the whole period."""

    @property
    def minutes(self) -> int:
        """Of the job."""
        return sum(minutes for _, minutes in self.months)

    @property
    def uncovered(self) -> int:
        """Minutes of the job that no duty takes."""
        return self.minutes - sum(self.parts)

    @property
    def starts_on(self) -> date:
        """The first day of its first month."""
        return self.months[0][0]

    @property
    def ends_on(self) -> date:
        """The last day of its last month."""
        return last_of(self.months[-1][0])

    @property
    def served(self) -> list[tuple[Duty, int]]:
        """The duties that get something."""
        return [(duty, part) for duty, part in zip(self.duties, self.parts, strict=True) if part]

    def month_parts(self) -> Iterator[tuple[date, int, dict[int, int]]]:
        """Each month: its minutes, and those of each duty by its key; they sum to the parts of the period.

        Each month shares what is left in the proportions of what is left: no minute is lost to rounding.
        """
        left = [*self.parts, self.uncovered]
        for month, minutes in self.months:
            shared = split(minutes, left)
            left = [there - part for there, part in zip(left, shared, strict=True)]
            yield month, minutes, dict(zip((duty.key for duty in self.duties), shared, strict=False))


def check_job(job: Job) -> None:
    """Refuse a job that goes backwards, is too long to be foreseen, or passes the legal week."""
    if job.ends_on < job.starts_on:
        raise RuleBroken("La fin de l’emploi précède son début.", "ends_on")
    if len(list(months(job.starts_on, job.ends_on))) > MOST_MONTHS:
        raise RuleBroken(f"Indiquez un emploi de {MOST_MONTHS} mois au plus.", "ends_on")
    if not 0 < job.weekly <= MOST_WEEKLY:
        raise RuleBroken("Une semaine de travail compte 48 heures au plus.", "weekly")
    if job.last < job.starts_on:
        raise RuleBroken("Les heures de cette personne ne comptent plus au début de l’emploi.", "starts_on")


def job_months(job: Job, calendar: Calendar) -> list[tuple[date, int]]:
    """The minutes of each civil month: its days worked, a fifth of the week each."""
    found = []
    for month in months(job.starts_on, job.last):
        days = calendar.open_days(max(month, job.starts_on), min(last_of(month), job.last))
        if days:
            found.append((month, days * job.weekly // WEEK_DAYS))
    return found


def usable(duties: Iterable[Duty], job: Job) -> tuple[list[Duty], list[tuple[Duty, str]]]:
    """The duties that the job can serve, and the others with the reason."""
    good, others = [], []
    for duty in sorted(duties, key=lambda one: one.deadline):
        reason = duty.why_not or _reason(duty, job)
        if reason:
            others.append((duty, reason))
        else:
            good.append(duty)
    return good, others


def _reason(duty: Duty, job: Job) -> str:
    if nearness(duty, job.trade) == APART:
        return f"Ses travaux emploient {_named(duty.trades)}, pas le métier de cet emploi."
    if duty.remaining <= 0:
        return "Il ne reste aucune heure à faire."
    if duty.ends_on is not None and duty.ends_on < job.starts_on:
        return f"Le marché finit le {day(duty.ends_on)}, avant l’emploi."
    if duty.starts_on is not None and duty.starts_on > job.last:
        return f"Le marché commence le {day(duty.starts_on)}, après l’emploi."
    return ""


def nearness(duty: Duty, trade: str) -> int | None:
    """How near the works of a duty are to a trade: 0 they employ it, 1 one of its field, 2 others alone; None
    when nothing says it."""
    if not trade or not duty.trades:
        return None
    return min(closeness(trade, one) for one in duty.trades)


def doubt(duty: Duty, trade: str) -> str:
    """What is to be checked before a job of this trade serves a duty; '' when nothing is."""
    near = nearness(duty, trade)
    if near is None:
        return "Aucune phase de travaux ne dit quels métiers ce lot emploie : à vérifier." if trade else ""
    return f"Ses travaux emploient un métier voisin ({_named(duty.trades)}) : à vérifier." if near else ""


def _named(trades: Iterable[str]) -> str:
    return listed([f"« {one} »" for one in sorted(trades)])


def withheld(duties: Iterable[Duty], trade: str) -> frozenset[int]:
    """The duties that get nothing by themselves, by key: where the works of some employ the trade, those of
    which it is to be checked. Somebody who knows may still type a part for them."""
    near = {duty.key: nearness(duty, trade) for duty in duties}
    return frozenset(key for key, how in near.items() if how != 0) if 0 in near.values() else frozenset()


def proposed(
    duties: Sequence[Duty], worked: Sequence[tuple[date, int]], aside: Collection[int] = ()
) -> list[Period]:
    """The periods and their parts: the duty that ends first is served first, never beyond what remains; those
    set aside stand there with nothing."""
    left = {duty.key: 0 if duty.key in aside else max(0, duty.remaining) for duty in duties}
    found = []
    for run, here in _runs(duties, worked):
        room = sum(minutes for _, minutes in run)
        parts = []
        for duty in here:
            part = min(room, left[duty.key])
            left[duty.key] -= part
            room -= part
            parts.append(part)
        found.append(Period(tuple(run), tuple(here), tuple(parts)))
    return found


def _runs(
    duties: Sequence[Duty], worked: Sequence[tuple[date, int]]
) -> Iterator[tuple[list[tuple[date, int]], list[Duty]]]:
    """Months on end where the same duties are open, with those duties by their end."""
    ordered = sorted(duties, key=lambda one: one.deadline)
    run: list[tuple[date, int]] = []
    before: list[Duty] = []
    for month, minutes in worked:
        here = [duty for duty in ordered if duty.is_open(month)]
        if run and here != before:
            yield run, before
            run = []
        run.append((month, minutes))
        before = here
    if run:
        yield run, before


def adjusted(periods: Sequence[Period], typed: dict[tuple[int, int], int]) -> list[Period]:
    """The same periods with the parts typed by hand, by rank of the period and key of the duty.

    Raises `RuleBroken` when they pass the job's minutes, or what remains on a duty.
    """
    found = []
    for rank, period in enumerate(periods):
        parts = tuple(typed.get((rank, duty.key), 0) for duty in period.duties)
        one = Period(period.months, period.duties, parts)
        if one.uncovered < 0:
            raise RuleBroken(
                f"Du {day(one.starts_on)} au {day(one.ends_on)}, les parts font {hours(sum(parts))} : "
                f"l’emploi n’en compte que {hours(one.minutes)}."
            )
        found.append(one)
    for duty in {duty for period in periods for duty in period.duties}:
        whole = sum(part for period in found for each, part in period.served if each == duty)
        if whole > duty.remaining:
            raise RuleBroken(
                f"{duty.name}{NBSP}: {hours(whole)} réparties, il n’en reste que {hours(duty.remaining)}."
            )
    return found


def why(period: Period) -> str:
    """In one sentence, why the period is shared so."""
    served = period.served
    if not served:
        if period.duties:
            return "Aucun marché n’emploie ce métier à coup sûr pendant ces mois."
        return "Aucun marché n’a d’heures à faire pendant ces mois."
    first, part = served[0]
    said = f"{first.name} passe d’abord ({hours(part)})"
    if first.ends_on is not None and len(served) > 1:
        said += f", car il finit le {day(first.ends_on)}"
    if len(served) > 1:
        said += " ; le reste va à " + ", ".join(duty.name for duty, _ in served[1:])
    if period.uncovered:
        said += f". {hours(period.uncovered)} ne trouvent pas de marché"
    return f"{said}."


def weights_of(period: Period) -> dict[int, int]:
    """The weight of each duty served: its whole hours, at least one."""
    return {duty.key: max(1, (part + 30) // 60) for duty, part in period.served}
