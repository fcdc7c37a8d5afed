"""An amendment: what it may change, in what order, and what it would change (the sandbox)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clauses.contracts.commitments.rules import (
    Share,
    Version,
    carried_too_much,
    minutes_at,
    owed,
    steps,
)
from clauses.contracts.rules import Stage
from facilitator.formats import day
from facilitator.words import RuleBroken


@dataclass(frozen=True)
class Position:
    """One commitment as it stands before an amendment: its share at signature and its versions."""

    share: Share
    versions: tuple[Version, ...] = ()

    def at(self, when: date) -> int:
        """Minutes owed at a date."""
        return minutes_at(self.share.minutes, self.versions, when)


@dataclass(frozen=True)
class Change:
    """What an amendment would change; `targets` gives minutes by key of commitment."""

    signed_on: date
    effective_on: date
    reason: str
    targets: dict[int, int] = field(default_factory=dict)
    amount: Decimal | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Frame:
    """The contract an amendment would change."""

    stage: Stage
    notified_on: date | None
    amount: Decimal | None
    ends_on: date | None
    last_change_on: date | None = None
    """The date of effect of the last amendment or order: changes are kept in order."""


@dataclass(frozen=True)
class Line:
    """Before and after, for one commitment, from the date of effect on."""

    key: int
    before: int
    after: int

    @property
    def delta(self) -> int:
        """What the amendment adds (minutes, signed)."""
        return self.after - self.before


@dataclass(frozen=True)
class Step:
    """The hours owed by everybody from a date on, without and with the amendment."""

    on: date
    before: int
    after: int


def check(change: Change, frame: Frame, positions: Sequence[Position]) -> None:
    """Refuse an amendment that is out of order, changes nothing or breaks the shares."""
    if frame.stage is Stage.CLOSED:
        raise RuleBroken("Ce marché est clos : il ne se modifie plus.")
    if frame.notified_on is None:
        raise RuleBroken("Ce marché n’est pas notifié : modifiez-le directement, sans avenant.")
    if change.effective_on < frame.notified_on:
        raise RuleBroken(
            f"Un avenant ne prend pas effet avant la notification ({day(frame.notified_on)}).",
            "effective_on",
        )
    if frame.last_change_on is not None and change.effective_on < frame.last_change_on:
        raise RuleBroken(
            "Les avenants et les bons de commande se suivent : le dernier prend effet le "
            f"{day(frame.last_change_on)}, celui-ci ne peut pas prendre effet avant.",
            "effective_on",
        )
    if change.ends_on is not None and change.ends_on < change.effective_on:
        raise RuleBroken("La nouvelle fin du marché précède l’effet de l’avenant.", "ends_on")
    _check_changes(change, frame, positions)
    after = [_after(position, change) for position in positions]
    for share in after:
        for sentence in carried_too_much(share, after):
            raise RuleBroken(sentence, f"target_{share.key}")


def _check_changes(change: Change, frame: Frame, positions: Sequence[Position]) -> None:
    if any(minutes < 0 for minutes in change.targets.values()):
        raise RuleBroken("Des heures ne peuvent pas être négatives.")
    moved = any(line.delta for line in lines(change, positions))
    same_amount = change.amount is None or change.amount == frame.amount
    same_end = change.ends_on is None or change.ends_on == frame.ends_on
    if not moved and same_amount and same_end:
        raise RuleBroken("Cet avenant ne change rien : indiquez des heures, un montant ou une date de fin.")


def _after(position: Position, change: Change) -> Share:
    share = position.share
    minutes = change.targets.get(share.key, position.at(change.effective_on))
    return Share(share.key, share.company, share.party, minutes, share.parent)


def lines(change: Change, positions: Sequence[Position]) -> list[Line]:
    """Before and after for each commitment, at the date of effect."""
    found = []
    for position in positions:
        before = position.at(change.effective_on)
        found.append(Line(position.share.key, before, change.targets.get(position.share.key, before)))
    return found


def timeline(change: Change, positions: Sequence[Position], start: date) -> list[Step]:
    """The hours owed together at each date where something changes, without and with the amendment."""
    start = min(start, change.effective_on)
    days = {change.effective_on, start}
    for position in positions:
        days |= {version.effective_on for version in steps(position.share.minutes, position.versions, start)}
    found = []
    for on in sorted(days):
        now = [_moved(position, position.at(on)) for position in positions]
        then = [_moved(position, _with(position, change, on)) for position in positions]
        found.append(Step(on, owed(now), owed(then)))
    return found


def _moved(position: Position, minutes: int) -> Share:
    share = position.share
    return Share(share.key, share.company, share.party, minutes, share.parent)


def _with(position: Position, change: Change, on: date) -> int:
    if on < change.effective_on or position.share.key not in change.targets:
        return position.at(on)
    return change.targets[position.share.key]
