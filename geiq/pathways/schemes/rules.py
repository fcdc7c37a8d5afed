"""The money of a scheme: shares of its budget, the State's part, what does not add up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from facilitator.formats import euros, percent, plural
from facilitator.words import RuleBroken

NEAR = Decimal("0.01")
"""Less than a point under a ten is « près de » it, as those who publish write."""
MOST_MONTHS = 60
"""Past five years it is no pathway any more: a month was typed wrong."""


@dataclass(frozen=True)
class Part:
    """What a funder brings (euros; None: only its name is known), and whether it is the State's money."""

    funder: str
    title: str
    amount: Decimal | None
    is_state: bool = False
    share: Decimal | None = None
    """Of the budget."""


@dataclass(frozen=True)
class Financing:
    """The budget of a scheme against what its funders bring."""

    budget: Decimal | None
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        """What is known to be brought."""
        return sum((part.amount for part in self.parts if part.amount), Decimal())

    @property
    def state(self) -> Decimal:
        """What the State brings, whoever pays it out."""
        return sum((part.amount for part in self.parts if part.amount and part.is_state), Decimal())

    @property
    def state_share(self) -> Decimal | None:
        """The State's share of the budget."""
        return share_of(self.state, self.budget) if self.state else None

    @property
    def rest(self) -> Decimal | None:
        """What no known funder brings; negative when they bring more than the budget."""
        return None if self.budget is None else self.budget - self.total


def share_of(amount: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """The ratio of an amount to the budget; None when either is not known."""
    return amount / budget if amount is not None and budget else None


def financing(budget: Decimal | None, parts: Sequence[Part]) -> Financing:
    """The parts with their computed shares."""
    counted = [
        Part(one.funder, one.title, one.amount, one.is_state, share_of(one.amount, budget)) for one in parts
    ]
    return Financing(budget, tuple(counted))


def near(share: Decimal | None) -> str:
    """`0.797` → `près de 80 %`; '' when it is not just under a ten."""
    if share is None:
        return ""
    ten = (share * 10).to_integral_value(rounding="ROUND_CEILING") / 10
    return f"près de {percent(ten)}" if Decimal() < ten - share < NEAR else ""


def doubts(money: Financing) -> list[str]:
    """What does not add up, in French; nothing when it does."""
    if not money.parts:
        return []
    found = []
    silent = sum(part.amount is None for part in money.parts)
    if money.budget is None:
        found.append("Le budget n’est pas connu : les parts ne se calculent pas.")
    elif money.rest is not None and money.rest < 0:
        found.append(f"Les financements dépassent le budget de {euros(-money.rest)}.")
    elif money.rest:
        share = percent(share_of(money.rest, money.budget), 1)
        found.append(f"{euros(money.rest)} ({share} du budget) n’ont pas de financeur connu.")
    if silent:
        said = plural(silent, "financeur est nommé", "financeurs sont nommés")
        found.append(f"{said} sans montant.")
    return found


def check_scheme(name: str, most_months: int | None, yearly_capacity: int | None) -> None:
    """Refuse a scheme without a name, or whose numbers cannot be."""
    if not name.strip():
        raise RuleBroken("Indiquez le nom du dispositif.", "name")
    if most_months is not None and not 1 <= most_months <= MOST_MONTHS:
        raise RuleBroken(f"La durée va de 1 à {MOST_MONTHS} mois.", "most_months")
    if yearly_capacity is not None and yearly_capacity < 1:
        raise RuleBroken("Une capacité est d’une personne au moins.", "yearly_capacity")
