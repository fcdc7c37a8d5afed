"""A work phase as it is written down, wherever it comes from, and what refuses it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.people.employments.trades.rules import parse_trade
from facilitator.words import RuleBroken
from worksites.sites.rules import check_dates, check_phase

HEADS = Decimal("0.01")
"""Heads are kept to the hundredth: 0.5 is somebody half of the time."""


@dataclass(frozen=True)
class Phase:
    """What is known of a phase: trade, lot (a followed one, or its words), days, heads or minutes."""

    trade: str
    starts_on: date | None
    ends_on: date | None
    headcount: Decimal | None = None
    minutes: int | None = None
    lot_id: int | None = None
    lot_label: str = ""
    title: str = ""

    def checked(self) -> "Phase":
        """The same, its trade as it is kept. Raises `RuleBroken` on the field that is wrong."""
        if not self.trade.strip():
            raise RuleBroken("Indiquez le métier.", "trade")
        if self.starts_on is None:
            raise RuleBroken("Indiquez le début de la phase.", "starts_on")
        if self.ends_on is None:
            raise RuleBroken("Indiquez la fin de la phase.", "ends_on")
        check_dates(self.starts_on, self.ends_on)
        check_phase(self.headcount, self.minutes)
        if self.headcount is not None and self.headcount != self.headcount.quantize(HEADS):
            raise RuleBroken("Un effectif s’arrête au centième : 2,5 ou 0,25.", "headcount")
        return Phase(
            parse_trade(self.trade),
            self.starts_on,
            self.ends_on,
            self.headcount,
            self.minutes,
            self.lot_id,
            "" if self.lot_id else self.lot_label,
            self.title,
        )
