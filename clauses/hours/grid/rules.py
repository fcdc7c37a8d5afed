"""The laws of a cell: whether it takes hours, how many, and what a save may not overwrite."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clauses.hours.checks.rules import DAY_LIMIT_MINUTES, working_days
from clauses.hours.ledger.rules import State, last_of
from clauses.people.eligibility.rules import Window
from clauses.people.employments.rules import runs_in
from facilitator.formats import MOST_MINUTES, day, hours, parse_hours
from facilitator.words import RuleBroken, Word

MOST_CHANGES = 5_000
"""Cells that one save may hold: a pasted block of 400 people and 12 months."""
UNREADABLE = "Cette saisie n’a pas pu être lue : rechargez la page, vos brouillons sont gardés."
NAME = re.compile(r"c-(\d{1,10})-(\d{1,10})-(\d{1,10})-(-?\d{1,10})", re.ASCII)

Place = tuple[int, int]
"""A cell: the statement and the employment."""


class Verdict(Word):
    """What became of one cell of a save."""

    SAVED = "saved", "Enregistré"
    CONFLICT = "conflict", "Modifié entre-temps"
    REFUSED = "refused", "Refusé"


@dataclass(frozen=True)
class Held:
    """What a cell holds: minutes (0 when there is no line), and the line's version (0: no line)."""

    minutes: int = 0
    version: int = 0


@dataclass(frozen=True)
class Change:
    """A figure that somebody wants in a cell, and what she saw there before."""

    place: Place
    minutes: int
    seen: Held

    def name(self) -> str:
        """The name of its field in a page without scripts."""
        return field_name(self.place, self.seen)


def field_name(place: Place, held: Held) -> str:
    """A cell's field: the page says with each figure what it was when it was shown."""
    return f"c-{place[0]}-{place[1]}-{held.version}-{held.minutes}"


def clashes(change: Change, held: Held) -> bool:
    """Whether somebody else wrote there since: what was seen is not what is there, nor what is wanted."""
    return change.seen != held and change.minutes != held.minutes


@dataclass(frozen=True)
class Ground:
    """What decides whether a cell takes hours."""

    month: date
    state: State
    takes: bool
    """Whether the contract still takes statements."""
    kept: str
    """Why its line stays as it is: already checked, or part of a pool; '' when it may change."""
    starts_on: date
    ends_on: date | None
    """Of the employment."""
    assigned: tuple[date, date | None] | None
    """The days for which it works for this commitment."""
    windows: tuple[Window, ...]

    @property
    def locked(self) -> str:
        """Why nothing at all changes in this cell; '' when something may."""
        if not self.takes:
            return "Ce marché n’accepte plus de déclaration."
        if self.state is State.VALIDATED:
            return "Ce mois est validé : il ne change plus que par une correction."
        if self.state is State.SUBMITTED:
            return "Ce relevé est envoyé : il faut le reprendre avant de le modifier."
        return self.kept

    @property
    def barren(self) -> str:
        """Why no hours may stand in this cell (what stands there may go); '' when they may."""
        last = last_of(self.month)
        if not runs_in(self.starts_on, self.ends_on, self.month, last):
            return "Le contrat de travail ne couvre pas ce mois."
        if self.assigned is None or not runs_in(*self.assigned, self.month, last):
            return "Cette personne n’est pas affectée à ce marché ce mois-ci."
        if not self.windows:
            return "L’éligibilité n’est pas encore validée."
        begins, ends = self._span
        if any(window.meets(begins, ends) for window in self.windows):
            return ""
        until = max(window.ends_on for window in self.windows)
        if until < begins:
            return f"Éligible jusqu’au {day(until)}."
        return f"Éligible à partir du {day(min(window.starts_on for window in self.windows))}."

    @property
    def _span(self) -> tuple[date, date]:
        last = last_of(self.month)
        return max(self.month, self.starts_on), min(last, self.ends_on or last)

    @property
    def most(self) -> int:
        """Minutes that the month can hold: ten hours a day (L3121-18), six days a week (L3132-1)."""
        return 0 if self.barren else working_days(*self._span) * DAY_LIMIT_MINUTES

    def refuse(self, minutes: int) -> None:
        """Refuse a figure that the cell cannot hold; raises `RuleBroken`."""
        if self.locked:
            raise RuleBroken(self.locked)
        if minutes and self.barren:
            raise RuleBroken(self.barren)
        if minutes > self.most:
            raise RuleBroken(beyond(minutes, self.most))


def beyond(minutes: int, most: int) -> str:
    """The sentence of a figure past what a month can hold."""
    return f"{hours(minutes)} dépassent {hours(most)}, le plus que ce mois permet (10 h par jour)."


def read_diffs(sent: Any) -> list[Change]:
    """The changes of a script's save: `{statement, employment, minutes, line_version, before}` each.

    A cell named twice keeps its last figure. Raises `RuleBroken` for anything else.
    """
    if not isinstance(sent, list) or len(sent) > MOST_CHANGES:
        raise RuleBroken(UNREADABLE)
    changes = [_diff(one) for one in sent]
    return list({change.place: change for change in changes}.values())


def _diff(one: Any) -> Change:
    if not isinstance(one, Mapping):
        raise RuleBroken(UNREADABLE)
    place = (_whole(one.get("statement")), _whole(one.get("employment")))
    seen = Held(_whole(one.get("before")), _whole(one.get("line_version") or 0))
    return Change(place, _whole(one.get("minutes")), seen)


def _whole(value: Any) -> int:
    """A whole number that a column holds; raises `RuleBroken`."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MINUTES:
        raise RuleBroken(UNREADABLE)
    return value


@dataclass(frozen=True)
class Typed:
    """A cell of a page sent without scripts: what was typed, and what it was when the page was shown."""

    place: Place
    seen: Held
    text: str

    def change(self) -> Change | None:
        """What it asks for; None when it is as it was. Raises `RuleBroken` when it is not hours."""
        minutes = parse_hours(self.text) or 0
        return None if minutes == self.seen.minutes else Change(self.place, minutes, self.seen)


def read_fields(fields: Iterable[tuple[str, str]]) -> list[Typed]:
    """The cells among the fields of a page sent without scripts."""
    found = ((NAME.fullmatch(name), text) for name, text in fields)
    cells = [([int(part) for part in name.groups()], text) for name, text in found if name]
    return [Typed((one[0], one[1]), Held(max(0, one[3]), one[2]), text) for one, text in cells]
