"""Columns of the list of batches."""

from facilitator.exchange.columns import Column, Kind
from facilitator.mail.batches.queries import size_of
from facilitator.mail.rules import BatchState

TONES = {BatchState.TO_CONFIRM: "warn", BatchState.CONFIRMED: "good", BatchState.REFUSED: "neutral"}

COLUMNS = (
    Column("Nature", lambda row: row.kind),
    Column("Messages", size_of, Kind.NUMBER),
    Column("Écrits", lambda row: row.created_at, Kind.INSTANT),
    Column("État", lambda row: row.state, tone=lambda row: TONES[row.state]),
    Column("Décidé", lambda row: row.decided_at, Kind.INSTANT),
    Column("Par", lambda row: row.decided_by),
)
