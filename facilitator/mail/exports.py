"""Columns of the list of messages."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Objet", lambda row: row.subject),
    Column("Pour", lambda row: row.to),
    Column("Voie", lambda row: row.channel),
    Column("Nature", lambda row: row.kind),
    Column("État", lambda row: row.state),
    Column("Écrit", lambda row: row.created_at, Kind.INSTANT, sort="date"),
    Column("Envoyé", lambda row: row.sent_at, Kind.INSTANT),
    Column("Essais", lambda row: row.tries, Kind.NUMBER, on_screen=False),
    Column("Dernière erreur", lambda row: row.last_error),
    Column("Identifiant", lambda row: row.message_id, on_screen=False),
)
