"""A clause's figures on one worksite, and a worksite's figures: sums of its lines, whatever the rounding."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clauses.compliance.rules import ClauseState
from worksites.sites.curve_rules import share_of
from worksites.sites.rules import SharePurpose

FIGURES = ("due", "expected", "declared", "validated", "counted")


@dataclass(frozen=True)
class Figures:
    """What a clause says, in minutes."""

    due: int = 0
    expected: int = 0
    declared: int = 0
    validated: int = 0
    counted: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """The sum."""
        return Figures(*(getattr(self, name) + getattr(other, name) for name in FIGURES))

    @property
    def missing(self) -> int:
        """Still to do."""
        return max(0, self.due - self.counted)

    @property
    def ratio(self) -> Decimal | None:
        """Counted over owed."""
        return Decimal(self.counted) / self.due if self.due else None


@dataclass(frozen=True)
class SitePlace:
    """A worksite's part of a contract or of a lot: where, how much, for what."""

    site_id: int
    share: Decimal
    purpose: SharePurpose


@dataclass(frozen=True)
class PartLine:
    """The part of one clause on one worksite."""

    place: SitePlace
    contract_id: int
    reference: str
    lot: str
    state: ClauseState
    figures: Figures


@dataclass(frozen=True)
class SiteProgress:
    """A worksite: the worst state of its clauses, the sums of its lines."""

    site_id: int
    name: str
    lines: Sequence[PartLine]

    @property
    def state(self) -> ClauseState:
        """The worst."""
        order = list(ClauseState)
        return min((line.state for line in self.lines), key=order.index)

    @property
    def figures(self) -> Figures:
        """Their sum."""
        return sum((line.figures for line in self.lines), Figures())

    @property
    def clauses(self) -> int:
        """How many."""
        return len(self.lines)


def parted(figures: Figures, places: Sequence[SitePlace]) -> list[tuple[SitePlace, Figures]]:
    """The figures of a clause on each of its worksites: each sums to the clause's when the shares do."""
    shares = {place.site_id: place.share for place in places}
    parts = {name: share_of(getattr(figures, name), shares) for name in FIGURES}
    return [(place, Figures(*(parts[name][place.site_id] for name in FIGURES))) for place in places]


def by_site(lines: Iterable[PartLine], names: Mapping[int, str]) -> list[SiteProgress]:
    """The worksites that have a line, by name."""
    held: dict[int, list[PartLine]] = {}
    for line in lines:
        held.setdefault(line.place.site_id, []).append(line)
    found = [SiteProgress(site_id, names[site_id], own) for site_id, own in held.items()]
    return sorted(found, key=lambda one: (one.name, one.site_id))
