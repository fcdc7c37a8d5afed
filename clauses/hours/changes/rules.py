"""What a page showed of a statement, carried by its form, and what differs from what stands now.

An act decides on what was read: when it changed meanwhile, nothing is done, both values are shown, and
what was typed stays in the form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from clauses.hours.ledger.rules import State
from clauses.people.valuation.rules import MinutesKind
from facilitator.words import RuleBroken

Key = tuple[int, MinutesKind]
"""An employment, and a kind of its minutes."""
FIGURE = re.compile(r"([0-9]{1,15}):([a-z]{1,20}):(-?[0-9]{1,9})", re.ASCII)
OUTDATED = (
    "Ce relevé a changé depuis que vous l’avez lu. Rien n’a été enregistré, et ce que vous avez écrit est "
    "gardé : comparez, puis décidez."
)


class Outdated(RuleBroken):
    """The statement is no longer what was read."""

    def __init__(self) -> None:
        super().__init__(OUTDATED)


@dataclass(frozen=True)
class Shown:
    """A statement as a page showed it. `state` None: only its version is known."""

    version: int
    state: State | None = None
    no_hours: bool = False
    figures: Mapping[Key, int] = field(default_factory=dict)
    """Minutes by employment and kind."""

    @property
    def packed(self) -> str:
        """As a form carries it: `7 submitted 0 45:work:6000 46:work:400`."""
        figures = sorted((one, kind.value, minutes) for (one, kind), minutes in self.figures.items())
        told = [f"{one}:{kind}:{minutes}" for one, kind, minutes in figures]
        state = self.state.value if self.state else "-"
        return " ".join((str(self.version), state, str(int(self.no_hours)), *told))

    @property
    def total(self) -> int:
        """All its minutes."""
        return sum(self.figures.values())


def read_shown(text: str | None) -> Shown:
    """What a form brings back; version 0, that no statement has, when it cannot be read."""
    version, *rest = (text or "").split() or [""]
    if not version.isascii() or not version.isdecimal() or len(version) > 15:
        return Shown(0)
    state = next((one for one in State if rest and one.value == rest[0]), None)
    if state is None:
        return Shown(int(version))
    kinds = {kind.value: kind for kind in MinutesKind}
    found = [match.groups() for one in rest[2:] if (match := FIGURE.fullmatch(one))]
    figures = {(int(one), kinds[kind]): int(minutes) for one, kind, minutes in found if kind in kinds}
    return Shown(int(version), state, rest[1:2] == ["1"], figures)


def is_outdated(shown: Shown, now: Shown) -> bool:
    """Whether somebody changed it meanwhile: its own row, or a figure of one of its lines."""
    if shown.state is None:
        return shown.version != now.version
    return shown != now


@dataclass(frozen=True)
class Moved:
    """One figure that differs: minutes, None where there was no line."""

    key: Key
    before: int | None
    after: int | None


def moved(shown: Shown, now: Shown) -> list[Moved]:
    """The figures that differ, employment after employment; none when only the version was known."""
    if shown.state is None:
        return []
    keys = sorted({*shown.figures, *now.figures})
    found = [Moved(key, shown.figures.get(key), now.figures.get(key)) for key in keys]
    return [one for one in found if one.before != one.after]
