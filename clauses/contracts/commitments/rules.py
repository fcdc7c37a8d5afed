"""Who owes what: shares that sum to the whole, hours carried for a holder, the target at a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.contracts.rules import Party
from facilitator.formats import hours
from facilitator.words import RuleBroken


@dataclass(frozen=True)
class Version:
    """What is owed from a date on, in minutes."""

    effective_on: date
    minutes: int


@dataclass(frozen=True)
class Share:
    """One company's part of a clause, in minutes. `key` is any name unique among the shares."""

    key: int
    company: int
    party: Party
    minutes: int
    parent: int | None = None


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Whole minutes that sum exactly to `total`, in proportion to the weights (largest remainder).

    Ties go to the first. All weights zero: equal parts. Raises ValueError on a negative figure.
    """
    if total < 0 or min(weights, default=0) < 0:
        raise ValueError("a total and its weights cannot be negative")
    if not weights:
        return []
    whole = sum(weights)
    base = weights if whole else [1] * len(weights)
    whole = whole or len(base)
    parts = [total * weight // whole for weight in base]
    if left := total - sum(parts):
        remainders = [total * weight % whole for weight in base]
        for index in sorted(range(len(base)), key=remainders.__getitem__, reverse=True)[:left]:
            parts[index] += 1
    return parts


def owed(shares: Iterable[Share]) -> int:
    """The minutes the shares owe together: those of subcontractors are their holder's already."""
    return sum(share.minutes for share in shares if share.party is not Party.SUBCONTRACTOR)


def missing_in(target: int | None, shares: Sequence[Share]) -> list[str]:
    """Sentences on what does not hold among the shares of one clause; empty when all is well."""
    found = []
    holders = [share for share in shares if share.party is Party.HOLDER]
    if len(holders) != 1:
        found.append(
            "Indiquez qui est titulaire (ou mandataire du groupement)."
            if not holders
            else "Une clause n’a qu’un titulaire : les autres entreprises du groupement sont cotraitantes."
        )
    total = owed(shares)
    if target is not None and holders and total != target:
        gap = (
            f"il manque {hours(target - total)}"
            if total < target
            else f"il y a {hours(total - target)} de trop"
        )
        found.append(f"Les engagements font {hours(total)} sur {hours(target)} : {gap}.")
    for share in shares:
        found.extend(carried_too_much(share, shares))
    return found


def carried_too_much(parent: Share, shares: Sequence[Share]) -> list[str]:
    """The sentence, if subcontractors carry more hours than the company they work for owes."""
    carried = sum(share.minutes for share in shares if share.parent == parent.key)
    if carried <= parent.minutes:
        return []
    return [
        f"Les sous-traitants porteraient {hours(carried)}, plus que les {hours(parent.minutes)} de "
        "l’entreprise pour laquelle ils travaillent."
    ]


def check_new(share: Share, shares: Sequence[Share]) -> None:
    """Refuse a share that cannot stand beside the others (its sum may still be to complete)."""
    others = [other for other in shares if other.key != share.key]
    parent = next((other for other in others if other.key == share.parent), None)
    if share.party is Party.SUBCONTRACTOR and parent is None:
        raise RuleBroken("Indiquez pour quelle entreprise ce sous-traitant travaille.", "parent_id")
    if parent is not None and parent.company == share.company:
        raise RuleBroken("Une entreprise ne peut pas être son propre sous-traitant.", "organisation_id")
    same = [other for other in others if other.company == share.company and other.parent == share.parent]
    if same:
        raise RuleBroken("Cette entreprise est déjà engagée sur cette clause.", "organisation_id")
    if share.party is Party.HOLDER and any(other.party is Party.HOLDER for other in others):
        raise RuleBroken("Cette clause a déjà un titulaire : choisissez « Cotraitant ».", "party")
    together = [*others, share]
    for concerned in (parent, share):
        if concerned is not None:
            for sentence in carried_too_much(concerned, together):
                raise RuleBroken(sentence, "hours")


def minutes_at(initial: int, versions: Sequence[Version], at: date) -> int:
    """The target in force at a date: the last version that has begun, else the initial one.

    `versions` come in the order they were decided; of two of the same day, the later one stands.
    """
    found = initial
    for version in sorted(versions, key=lambda version: version.effective_on):
        if version.effective_on <= at:
            found = version.minutes
    return found


def steps(initial: int, versions: Sequence[Version], start: date) -> list[Version]:
    """The target from `start` on, one step a date (of two of the same day, the later one stands)."""
    by_day = {start: Version(start, minutes_at(initial, versions, start))}
    for version in sorted(versions, key=lambda version: version.effective_on):
        if version.effective_on >= start:
            by_day[version.effective_on] = version
    return [by_day[day] for day in sorted(by_day)]


@dataclass(frozen=True)
class Duty:
    """All that decides what one commitment owes at a date."""

    initial: int
    versions: tuple[Version, ...] = ()
    starts_on: date | None = None
    optional: bool = False
    affirmed_on: date | None = None

    def minutes_at(self, at: date) -> int:
        """Minutes owed at a date: an optional tranche counts once affirmed (CCP R2113-4 to 6)."""
        if self.optional and (self.affirmed_on is None or at < self.affirmed_on):
            return 0
        if self.starts_on is not None and at < self.starts_on:
            return 0
        return minutes_at(self.initial, self.versions, at)
