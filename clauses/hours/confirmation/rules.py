"""When the company's figures and the employers' agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clauses.people.valuation.rules import MinutesKind
from facilitator.words import Word


class Agreement(Word):
    """How the employer's figure stands beside the company's; the first asks most."""

    DIFFERENT = "different", "Écart"
    TO_SAY = "to_say", "À confirmer"
    AWAITED = "awaited", "En attente de l’entreprise"
    SAME = "same", "Concorde"
    SETTLED = "settled", "Validé"


def standing_of(company: int | None, own: int | None, validated: bool = False) -> Agreement:
    """Compare two figures in minutes; None: not said. Once validated, nothing is asked any more."""
    if validated and own is None:
        return Agreement.SETTLED
    if company is None:
        return Agreement.AWAITED
    if own is None:
        return Agreement.TO_SAY if company else Agreement.SAME
    return Agreement.SAME if own == company else Agreement.DIFFERENT


Key = tuple[int, MinutesKind]
"""An employment and a kind of minutes."""


@dataclass(frozen=True)
class Said:
    """A line of a company: whose, which kind, how much, whether its employer lends the person."""

    employment: int
    kind: MinutesKind
    minutes: int
    lent: bool

    @property
    def key(self) -> Key:
        """What the employer's figure is compared by."""
        return self.employment, self.kind


def agree(lines: Iterable[Said], figures: Mapping[Key, int]) -> bool:
    """Whether every line is of somebody lent and its employer says the same; nothing else is said either.

    A statement without any line agrees with nobody: it is looked at by a human.
    """
    known = {line.key: line.minutes for line in lines if line.lent}
    told = {key: minutes for key, minutes in figures.items() if minutes or key in known}
    return bool(known) and all(line.lent for line in lines) and known == told


def differs(line: Said, figures: Mapping[Key, int]) -> int | None:
    """The employer's figure of a line when it is known and is another; else None."""
    figure = figures.get(line.key)
    return figure if figure is not None and figure != line.minutes else None
