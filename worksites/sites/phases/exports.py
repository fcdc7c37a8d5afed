"""Columns of the phases: the page of a worksite, the files, and the template that reads them back."""

from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from facilitator.exchange.columns import Column, Kind


def _lot(row: Any) -> str | None:
    """Its lot as a sheet names it: `Lot 2 (2026-014)`, or its own words."""
    return f"{row.lot.number} ({row.lot.contract.reference})" if row.lot else row.lot_label or None


COLUMNS = (
    Column("Métier", attrgetter("trade")),
    Column("Lot", _lot),
    Column("Libellé", attrgetter("title")),
    Column("Début", attrgetter("starts_on"), Kind.DATE),
    Column("Fin", attrgetter("ends_on"), Kind.DATE),
    Column("Effectif", attrgetter("headcount"), Kind.NUMBER),
    Column("Heures", attrgetter("minutes"), Kind.HOURS),
)


def _example(trade: str, lot: str, title: str, **measure: object) -> SimpleNamespace:
    days = {"starts_on": date(2027, 1, 4), "ends_on": date(2027, 3, 26)}
    held = {"headcount": None, "minutes": None} | measure
    return SimpleNamespace(trade=trade, lot=None, lot_label=lot, title=title, **days, **held)


SAMPLE = (
    _example("Maçonnerie (F1703)", "2", "Gros œuvre du bâtiment A", headcount=Decimal(4)),
    _example("Peinture", "7", "Logements du bâtiment A", minutes=1200 * 60),
)
"""What the template shows: a phase by heads, a phase by hours."""
