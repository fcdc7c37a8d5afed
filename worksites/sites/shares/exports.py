"""Columns of the shares, seen from a worksite and from a contract."""

from operator import attrgetter
from typing import Any

from facilitator.exchange.columns import Column, Kind


def _lot(row: Any) -> str:
    return f"Lot {row.lot.number}, {row.lot.title}" if row.lot else "Marché entier"


LOT = Column("Lot", _lot)
SHARE = Column("Part", attrgetter("share"), Kind.PERCENT)
PURPOSE = Column("Objet", attrgetter("purpose"))
ON_SITE = (Column("Marché", attrgetter("contract.reference"), wraps=False), LOT, SHARE, PURPOSE)
ON_CONTRACT = (
    Column("Chantier", attrgetter("worksite.name")),
    LOT,
    SHARE,
    PURPOSE,
    Column("Début", attrgetter("worksite.starts_on"), Kind.DATE),
    Column("Fin", attrgetter("worksite.ends_on"), Kind.DATE),
)
COMPANY_ON_CONTRACT = tuple(column for column in ON_CONTRACT if column not in (SHARE, PURPOSE))
"""A company reads where and when."""
