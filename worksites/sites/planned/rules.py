"""The months that the phases of the works plan for a clause."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clauses.compliance.schedule.rules import Calendar
from clauses.contracts.commitments.rules import split
from clauses.hours.ledger.rules import first_of, last_of, months
from worksites.sites.curve_rules import Work, work_minutes


@dataclass(frozen=True)
class Proposal:
    """What would be written for a clause: its months (minutes), and whether it has a plan already."""

    terms_id: int
    label: str
    months: dict[date, int]
    replaces: bool

    @property
    def minutes(self) -> int:
        """All that is planned."""
        return sum(self.months.values())

    @property
    def first(self) -> date:
        """The first month."""
        return min(self.months)

    @property
    def last(self) -> date:
        """The last month."""
        return max(self.months)

    @property
    def count(self) -> int:
        """How many months."""
        return len(self.months)


def by_month(works: Iterable[Work], calendar: Calendar, day_minutes: int) -> dict[date, int]:
    """The minutes of the phases by civil month, in proportion to the days worked; they sum exactly."""
    found: dict[date, int] = defaultdict(int)
    for work in works:
        met = list(months(work.starts_on, work.ends_on))
        spans = [(max(first, work.starts_on), min(last_of(first), work.ends_on)) for first in met]
        weights = [calendar.open_days(*span) for span in spans]
        if not any(weights):
            weights = [(end - start).days + 1 for start, end in spans]
        for first, minutes in zip(
            met, split(work_minutes(work, calendar, day_minutes), weights), strict=True
        ):
            found[first_of(first)] += minutes
    return {month: minutes for month, minutes in sorted(found.items()) if minutes}


def within(planned: dict[date, int], starts_on: date | None, ends_on: date | None) -> dict[date, int]:
    """The months of a clause alone."""
    first = first_of(starts_on) if starts_on else date.min
    return {month: minutes for month, minutes in planned.items() if first <= month <= (ends_on or date.max)}
