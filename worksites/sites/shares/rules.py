"""What refuses a share of a contract on a worksite."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from facilitator.formats import percent
from facilitator.words import RuleBroken

PLACES = Decimal("0.0001")
"""A share is kept to the hundredth of a percent."""
MIXED = (
    "Ce marché a déjà une part {there} : une même heure compterait deux fois. "
    "Donnez toutes ses parts par lot, ou toutes pour le marché entier."
)


@dataclass(frozen=True)
class SitePart:
    """A share as it is kept: on which worksite, of which lot (None: of the whole contract), how much."""

    site_id: int
    lot_id: int | None
    share: Decimal


def ratio_of(percentage: Decimal | None) -> Decimal:
    """What is typed in percent as a ratio. Raises `RuleBroken` out of ]0, 100]."""
    if percentage is None or not 0 < percentage <= 100:
        raise RuleBroken("Une part va de 0,01 à 100 %.", "percentage")
    return (percentage / 100).quantize(PLACES)


def check_part(wanted: SitePart, others: Collection[SitePart]) -> None:
    """Refuse a part that would count an hour twice, `others` being the contract's other parts.

    No second part of the same lot on the same worksite; whole parts and parts by lot do not mix in a
    contract; the parts of the contract (or of the lot) are at most the whole.
    """
    if any(one.site_id == wanted.site_id and one.lot_id == wanted.lot_id for one in others):
        raise RuleBroken("Cette part est déjà écrite : modifiez-la.", "what")
    if any((one.lot_id is None) != (wanted.lot_id is None) for one in others):
        there = "pour l’un de ses lots" if wanted.lot_id is None else "pour le marché entier"
        raise RuleBroken(MIXED.format(there=there), "what")
    left = 1 - sum((one.share for one in others if one.lot_id == wanted.lot_id), Decimal(0))
    if wanted.share > left:
        what = "ce lot" if wanted.lot_id else "ce marché"
        raise RuleBroken(f"Il ne reste que {percent(left, 2)} de {what} à répartir.", "percentage")


def overfull(parts: Collection[SitePart]) -> list[int | None]:
    """The lots (None: the whole contract) whose parts pass the whole, for `facilitator doctor`."""
    sums: dict[int | None, Decimal] = {}
    for one in parts:
        sums[one.lot_id] = sums.get(one.lot_id, Decimal(0)) + one.share
    return [lot_id for lot_id, total in sums.items() if total > 1]
