"""A step of a calculation, and what is said of its hours."""

from dataclasses import dataclass
from decimal import ROUND_DOWN
from fractions import Fraction

from clauses.parameters.numbers.rules import Unit, decimal, shown
from facilitator.formats import NBSP, number


@dataclass(frozen=True)
class Step:
    """One line of an explanation: what is computed, the formula in words, with its numbers, the result."""

    label: str
    formula: str
    numbers: str
    value: Fraction
    unit: Unit

    @property
    def result(self) -> str:
        """The result as a French reader writes it."""
        return shown(self.value, self.unit)


def hours_text(value: Fraction) -> str:
    """Hours cut (not rounded) at two decimals, so that 149,999 never reads as the floor of 150."""
    return f"{number(decimal(value, 2, ROUND_DOWN))}{NBSP}h"


def fte(hours: Fraction | int, per_fte: Fraction | int) -> Fraction:
    """Full-time jobs during one year; `per_fte` is the yearly hours of one (a setting)."""
    return Fraction(hours) / Fraction(per_fte)


def completion(due: int, done: int) -> Fraction | None:
    """The share done of what was due (1 = all of it); None when nothing was due. Same unit for both."""
    return Fraction(done, due) if due else None
