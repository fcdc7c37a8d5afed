"""What the pages of the rounds show: the grid, each person, each company, who meets too few and why."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from facilitator.access import Asker
from worksites.events.guests.models import EventGuest
from worksites.events.rounds.clock_rules import Clock
from worksites.events.rounds.lack_rules import Lack, lacks
from worksites.events.rounds.models import EventMeeting, RoundPlan, RoundTable
from worksites.events.rounds.problem_queries import Put, clock_of, problem_of
from worksites.events.when_rules import local, said_hour


def hour_of(instant: datetime) -> str:
    """`9 h 36`, on the clock of Paris."""
    return said_hour(local(instant).time())


@dataclass(frozen=True)
class Row:
    """A meeting at its time."""

    meeting: EventMeeting
    starts_at: datetime
    ends_at: datetime

    @property
    def begins(self) -> str:
        """Its hour, as people read it."""
        return hour_of(self.starts_at)


@dataclass(frozen=True)
class Line:
    """Somebody and her meetings, or a table and its."""

    guest: EventGuest
    rows: Sequence[Row]


@dataclass(frozen=True)
class RoundsSheet:
    """Everything that the pages of the rounds show."""

    plan: RoundPlan
    put: Put
    clock: Clock
    begun: int

    @cached_property
    def seated(self) -> list[EventMeeting]:
        """The meetings that have a table and a round, in order."""
        return [row for row in self.put.rows if row.round is not None]

    @cached_property
    def tables(self) -> list[RoundTable]:
        """The tables, by their number: those that are held, and those that held a meeting."""
        used = {row.table for row in self.seated}
        here = self.put.companies
        return [one for one in self.plan.tables if one.company_id in here or one.number in used]

    @cached_property
    def at(self) -> dict[tuple[int, int], EventMeeting]:
        """The meeting of a round and a table."""
        return {(row.round or 0, row.table or 0): row for row in self.seated}

    def begins(self, round_: int) -> str:
        """When a round begins, as people read it."""
        return hour_of(self.clock.begins(round_))

    def ends(self, round_: int) -> str:
        """When a round ends, as people read it."""
        return hour_of(self.clock.ends(round_))

    @property
    def rounds(self) -> range:
        """The numbers of the rounds."""
        return range(1, self.plan.rounds + 1)

    @cached_property
    def people(self) -> list[Line]:
        """Each person and her meetings, by name."""
        found = defaultdict(list)
        for row in self.seated:
            found[row.person_id].append(self._row(row))
        known = {row.person_id: row.person for row in self.seated} | self.put.people
        return [
            Line(guest, found[key])
            for key, guest in sorted(known.items(), key=lambda one: (one[1].shown_name.casefold(), one[0]))
        ]

    @cached_property
    def by_table(self) -> list[tuple[RoundTable, list[Row]]]:
        """Each table and its meetings."""
        found = defaultdict(list)
        for row in self.seated:
            found[row.table].append(self._row(row))
        return [(table, found[table.number]) for table in self.tables]

    @property
    def every_row(self) -> list[Row]:
        """Every meeting, round after round."""
        return [self._row(row) for row in self.seated]

    @cached_property
    def fair(self) -> int:
        """How many of those who are there meet as many companies as everyone should."""
        met = Counter(row.person_id for row in self.seated)
        return sum(1 for key in self.put.people if met[key] >= self.plan.fair)

    @cached_property
    def good(self) -> int:
        """How many meetings are good matches."""
        return sum(1 for row in self.seated if row.is_good)

    @cached_property
    def lacks(self) -> list[tuple[EventGuest, Lack]]:
        """Who meets too few, and why."""
        found = lacks(self.put.problem, self.put.problem.before, self.put.refusals)
        return [(self.put.people[one.person], one) for one in found]

    @cached_property
    def unseated(self) -> list[EventGuest]:
        """The companies that come and have no table."""
        seated = {one.company_id for one in self.plan.tables}
        return [guest for key, guest in self.put.companies.items() if key not in seated]

    def _row(self, row: EventMeeting) -> Row:
        return Row(row, self.clock.begins(row.round or 1), self.clock.ends(row.round or 1))


def sheet_of(plan: RoundPlan, at: datetime, asker: Asker) -> RoundsSheet:
    """What is shown of a plan at an instant, to an asker."""
    clock = clock_of(plan)
    return RoundsSheet(plan, problem_of(plan, at, asker), clock, clock.begun(at))
