"""Columns of the phases: the page of a worksite, the files, and the template that reads them back."""

from operator import attrgetter
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
