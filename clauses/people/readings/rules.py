"""A reading of a person's page, as a line of a file; very many by one account in an hour."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WITHIN = timedelta(hours=1)
LINE = re.compile(r"(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12})", re.ASCII)


@dataclass(frozen=True, order=True)
class Reading:
    """An account opened the page of a person of a body. Numbers alone: no name, no address."""

    at: datetime
    user: int
    body: int
    person: int

    @property
    def line(self) -> str:
        """As the file holds it."""
        return f"{self.at.timestamp():.0f} {self.user} {self.body} {self.person}\n"


def read_lines(lines: Iterable[str]) -> Iterator[Reading]:
    """The readings of a file; a line cut by a stop is passed over."""
    for text in lines:
        if found := LINE.fullmatch(text.strip()):
            seconds, user, body, person = map(int, found.groups())
            yield Reading(datetime.fromtimestamp(seconds, UTC), user, body, person)


@dataclass(frozen=True)
class Burst:
    """More people than usual in less than an hour, by one account, of one body."""

    user: int
    body: int
    begun_at: datetime
    ended_at: datetime
    people: int
    """The most different people within one hour."""


def bursts(readings: Iterable[Reading], most: int) -> list[Burst]:
    """Where one account opened more than `most` different people's pages within an hour, in order.

    Hours that follow each other without a rest make one.
    """
    apart: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for each in sorted(readings):
        apart[each.user, each.body].append(each)
    return [burst for own in apart.values() for burst in _of_one(own, most)]


def _of_one(readings: Iterable[Reading], most: int) -> Iterator[Burst]:
    hour: deque[Reading] = deque()
    seen: Counter[int] = Counter()
    found: Burst | None = None
    for each in readings:
        hour.append(each)
        seen[each.person] += 1
        while hour[0].at <= each.at - WITHIN:
            gone = hour.popleft().person
            seen[gone] -= 1
            if not seen[gone]:
                del seen[gone]
        if len(seen) <= most:
            continue
        if found is not None and hour[0].at > found.ended_at:
            yield found
            found = None
        begun, people = (found.begun_at, found.people) if found else (hour[0].at, 0)
        found = Burst(each.user, each.body, begun, each.at, max(people, len(seen)))
    if found is not None:
        yield found
