"""The chase list at a glance: whose turn it is in each company, without all that each owes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from clauses.compliance.chase.line_rules import LastSaid, Line, Settled, place
from clauses.compliance.chase.rules import Standing
from clauses.compliance.contacts.rules import Person, Way

SOMEBODY = Person(0, 1, "", email="@")
"""Whoever it is that a message reaches: who it is matters to the lines that are read in full only."""
PARTIAL = frozenset({"suivi", "acheteur", "contact"})
"""The filters that a glance does not hold: the contracts and the contacts of its company say them."""


class Glance(NamedTuple):
    """A company in the list. `line` says whose turn it is, since when, how late it is, which steps and which
    kinds: as its whole line would. It is that whole line for those that were read in full.
    """

    organisation_id: int
    name: str
    line: Line

    @property
    def is_whole(self) -> bool:
        """Whether it was read in full."""
        return self.line.organisation_id == self.organisation_id


@dataclass
class Alike:
    """The lines of companies that are in the same case, worked out once: many companies owe the same months,
    at the same step of the same ladder. The rules are those of a line.
    """

    standings: Mapping[int, Standing]
    """Each kind of awaited month, by a power of two: a company is the sum of its own."""
    on: date
    settled: Settled

    def __post_init__(self) -> None:
        self.known: dict[tuple[int, date | None, date | None], Line] = {}

    def line(self, kinds: int, last: date | None, again_on: date | None) -> Line:
        """The line of a company that owes these kinds of months and was last written to that day."""
        found = self.known.get((kinds, last, again_on))
        if found is None:
            standings = tuple(one for kind, one in self.standings.items() if kinds & kind)
            said = (
                None
                if last is None
                else LastSaid(datetime.combine(last, time()), last, "", Way.MAIL, "", None)
            )
            found = Line(
                0, "", None, standings, (SOMEBODY,), self.on, self.settled, last=said, again_on=again_on
            )
            self.known[kinds, last, again_on] = found
        return found


def by_place(glances: list[Glance]) -> list[Glance]:
    """In the order of the list."""
    lines = {id(one.line): one.line for one in glances}
    places = {key: place(line) for key, line in lines.items()}
    return sorted(glances, key=lambda one: (places[id(one.line)], one.name, one.organisation_id))
