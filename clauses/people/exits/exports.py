"""Columns of the list « Devenir à 3, 6 et 12 mois »."""

from clauses.people.exits.rules import STATE_TONES
from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Personne", lambda row: row.person.name, sort="nom"),
    Column("Après", lambda row: row.review.origin),
    Column("Terme", lambda row: f"{row.review.months} mois", sort="terme"),
    Column("À demander le", lambda row: row.review.due_on, Kind.DATE, "du"),
    Column("État", lambda row: row.state, tone=lambda row: STATE_TONES[row.state]),
    Column("Situation", lambda row: row.situation),
    Column("Répondu le", lambda row: row.review.answered_on, Kind.DATE, on_screen=False),
    Column("Fin comptée", lambda row: row.review.counted_from, Kind.DATE, on_screen=False),
    Column("Remarque", lambda row: row.review.remark, on_screen=False),
)
