"""Columns of the packs of a body's buyers."""

from operator import attrgetter

from clauses.compliance.rules import ClauseState
from facilitator.exchange.columns import Column, Kind

PACKS = (
    Column("Maître d’ouvrage", attrgetter("buyer")),
    Column("Clauses", attrgetter("followed"), Kind.NUMBER),
    Column("En retard", lambda pack: pack.count(ClauseState.LATE), Kind.NUMBER),
    Column("À risque", lambda pack: len(pack.risks), Kind.NUMBER),
    Column("Actions de l’acheteur", lambda pack: len(pack.duties), Kind.NUMBER),
)
