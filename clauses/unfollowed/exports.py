"""Columns of the forgotten clauses."""

from operator import attrgetter

from clauses.unfollowed.rules import euros_of, says
from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Objet", attrgetter("record.object")),
    Column("Maître d’ouvrage", attrgetter("buyer_name"), sort="acheteur"),
    Column("Numéro", attrgetter("published.number"), sort="numero"),
    Column("Considération", lambda row: says(row.record)),
    Column("Notification", attrgetter("published.notified_on"), Kind.DATE, sort="notification"),
    Column("Montant hors taxes", lambda row: euros_of(row.record.amount), Kind.MONEY, sort="montant"),
    Column("SIRET du maître d’ouvrage", attrgetter("published.buyer_siret"), on_screen=False),
    Column("CPV", attrgetter("published.cpv"), on_screen=False),
    Column("Département", attrgetter("published.department"), on_screen=False),
    Column(
        "Titulaires",
        lambda row: ", ".join(party.name or party.id for party in row.record.holders),
        on_screen=False,
    ),
)
CHANGED = (
    Column("Marché suivi", attrgetter("contract.reference")),
    Column("Objet", attrgetter("contract.title")),
    Column("Maître d’ouvrage", attrgetter("row.buyer_name")),
    Column("Modifications à regarder", lambda each: len(each.fresh), Kind.NUMBER),
)
