"""The budget: its totals, and what remains of what was planned. Euros."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from facilitator.words import RuleBroken

MOST = Decimal(1_000_000)
"""Euros of one line."""


@dataclass(frozen=True)
class BudgetTotal:
    """What was planned, what was spent; how many lines are not spent yet."""

    planned: Decimal
    spent: Decimal
    unspent_lines: int

    @property
    def left(self) -> Decimal:
        """What remains of what was planned; below zero when more was spent."""
        return self.planned - self.spent


def total_of(lines: Iterable[tuple[Decimal, Decimal | None]]) -> BudgetTotal:
    """The total of (planned, spent) lines, exact to the cent."""
    held = list(lines)
    return BudgetTotal(
        sum((planned for planned, _ in held), Decimal(0)),
        sum((spent for _, spent in held if spent is not None), Decimal(0)),
        sum(spent is None for _, spent in held),
    )


def check_amount(amount: Decimal | None, field: str) -> None:
    """Euros from zero to a million, two places at most. Raises `RuleBroken` on `field`."""
    if amount is None:
        return
    if not 0 <= amount <= MOST:
        raise RuleBroken("Un montant va de 0 à 1 000 000 €.", field)
    if amount != amount.quantize(Decimal("0.01")):
        raise RuleBroken("Un montant a deux décimales au plus.", field)
