"""Columns of the supporting documents."""

from operator import attrgetter

from clauses.people.documents.rules import DocumentState
from facilitator.exchange.columns import Column, Kind

TONES = {DocumentState.TO_SEE: "info", DocumentState.SEEN: "good", DocumentState.DELETED: "neutral"}
COLUMNS = (
    Column("Justificatif", attrgetter("number"), wraps=False),
    Column("Nature", attrgetter("kind"), sort="nature"),
    Column("État", attrgetter("state"), tone=lambda row: TONES[row.state]),
    Column("Personne", lambda row: row.participant.name if row.participant else ""),
    Column("Envoyé par", lambda row: row.organisation.name if row.organisation else "Votre structure"),
    Column("Reçu le", attrgetter("received_at"), Kind.INSTANT, sort="recu"),
    Column("Fichier supprimé le", attrgetter("delete_on"), Kind.DATE, sort="suppression"),
    Column("Vu le", attrgetter("checked_on"), Kind.DATE, on_screen=False),
    Column("Vu par", lambda row: row.checked_by.name if row.checked_by else "", on_screen=False),
    Column("Empreinte SHA-256", attrgetter("fingerprint"), on_screen=False),
)
