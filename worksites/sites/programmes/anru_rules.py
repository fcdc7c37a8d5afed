"""The ANRU charter: insertion hours over hours worked, works and engineering apart from upkeep.

Charte nationale d'insertion 2014-2024, adopted on 24 March 2015: at least 5 % of the hours worked for the
works and the engineering they need, at least 10 % of the hours of the upkeep contracts (gestion urbaine de
proximité). The charter of 2005 counted 10 % of the jobs created by upkeep: not this base.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from facilitator.formats import hours
from facilitator.words import Word
from worksites.sites.rules import SharePurpose
from worksites.sites.worked.rules import Base


class AnruBase(Word):
    """What the charter counts together."""

    WORKS = "anru_works", "Travaux et ingénierie"
    UPKEEP = "anru_upkeep", "Gestion urbaine de proximité"


COUNTED: Mapping[SharePurpose, AnruBase] = {
    SharePurpose.WORKS: AnruBase.WORKS,
    SharePurpose.ENGINEERING: AnruBase.WORKS,
    SharePurpose.UPKEEP: AnruBase.UPKEEP,
}
"""Other purposes are not counted."""


@dataclass(frozen=True)
class AnruLine:
    """One base: minutes worked to date and in all, those of them that documents tell, insertion minutes
    counted, the rate owed."""

    base: AnruBase
    rate: Decimal
    worked: int = 0
    planned: int = 0
    counted: int = 0
    told: int = 0

    @property
    def reached(self) -> Decimal | None:
        """Insertion over what was worked to date; None while nothing was."""
        return Decimal(self.counted) / self.worked if self.worked else None

    @property
    def said(self) -> str:
        """Which of the documents and of the phases the hours worked come from."""
        if not self.worked:
            return ""
        if self.told == self.worked:
            whence = "toutes des totaux que donnent les entreprises"
        elif self.told:
            rest = hours(self.worked - self.told)
            whence = f"{hours(self.told)} des totaux que donnent les entreprises, {rest} des phases finies"
        else:
            whence = "toutes des phases des semaines finies"
        return f"{self.base.label}, heures travaillées : {whence}."

    @property
    def owed(self) -> int:
        """Insertion minutes for all the works planned, rounded up."""
        return int((self.planned * self.rate).to_integral_value(ROUND_CEILING))

    @property
    def missing(self) -> int:
        """Still to do by then."""
        return max(0, self.owed - self.counted)

    @property
    def holds(self) -> bool | None:
        """Whether the rate is reached to date; None while nothing was worked."""
        return None if self.reached is None else self.reached >= self.rate


def lines_of(
    rates: Mapping[AnruBase, Decimal],
    worked: Iterable[Base],
    counted: Iterable[tuple[SharePurpose, int]],
) -> list[AnruLine]:
    """The two bases, from what was worked for each purpose and the insertion hours of each part; a base
    without anything is left out.
    """
    sums: dict[AnruBase, list[int]] = {base: [0, 0, 0, 0] for base in AnruBase}
    for one in worked:
        if base := COUNTED.get(one.purpose):
            for place, minutes in ((0, one.worked), (1, one.planned), (3, one.told)):
                sums[base][place] += minutes
    for purpose, minutes in counted:
        if base := COUNTED.get(purpose):
            sums[base][2] += minutes
    return [AnruLine(base, rates[base], *figures) for base, figures in sums.items() if any(figures)]
