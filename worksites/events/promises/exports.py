"""Columns of the promised events."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.events.promises.rules import TONES

CONTRACT = Column("Marché", attrgetter("promise.contract.reference"), wraps=False)
COLUMNS = (
    CONTRACT,
    Column("Événement promis", attrgetter("promise.kind")),
    Column("Promis par", attrgetter("who")),
    Column("Au plus tard le", attrgetter("promise.by_on"), Kind.DATE),
    Column("Tenus", attrgetter("count")),
    Column("État", attrgetter("state"), tone=lambda row: TONES[row.state]),
    Column("Où c’est écrit", attrgetter("promise.source")),
)
