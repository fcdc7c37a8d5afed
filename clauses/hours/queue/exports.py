"""Headings of the queue; its pages write the cells."""

from facilitator.exchange.columns import Column, Kind

WAITING = (
    Column("Valider", str),
    Column("Relevé", str),
    Column("Heures", str, Kind.HOURS),
    Column("À regarder", str),
    Column("Envoyé", str),
    Column("Actions", str),
)
CHOSEN = (
    Column("Valider", str),
    Column("Relevé", str),
    Column("Personnes et heures", str),
    Column("Total", str, Kind.HOURS),
    Column("À regarder", str),
)
DONE = (Column("Relevé", str), Column("Comptent pour", str, Kind.HOURS))
