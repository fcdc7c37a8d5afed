"""Columns of the lists of statements and of their lines: the screen, the CSV and the workbook share them."""

from operator import attrgetter
from typing import Any

from clauses.hours.ledger.rules import Reader, State
from facilitator.exchange.columns import Column, Kind
from facilitator.formats import month

TONES = {State.SUBMITTED: "warn", State.RETURNED: "bad", State.VALIDATED: "good"}
"""The tone of each state's badge."""


def _contract(row: Any) -> Any:
    return row.commitment.terms.lot.contract


def _tone(row: Any) -> str:
    return TONES.get(row.state, "neutral")


def _sent(row: Any) -> int | None:
    """A month that is not sent is not a month of zero hours."""
    return row.declared_minutes if row.state in (State.SUBMITTED, State.VALIDATED) else None


def _counted(row: Any) -> int | None:
    return row.counted_minutes if row.state is State.VALIDATED else None


def columns_for(reader: Reader) -> tuple[Column, ...]:
    """The columns of the list, states in the reader's words."""
    return (
        Column("Mois", lambda row: month(row.month), sort="mois", wraps=False),
        Column("Premier jour du mois", attrgetter("month"), Kind.DATE, on_screen=False),
        Column("Entreprise", attrgetter("organisation.name"), sort="entreprise"),
        Column("Marché", lambda row: _contract(row).reference, sort="marche", wraps=False),
        Column("Objet", lambda row: _contract(row).title, on_screen=False),
        Column("Lot", attrgetter("commitment.terms.lot.number"), on_screen=False),
        Column("Maître d’ouvrage", lambda row: _contract(row).buyer.name, on_screen=False),
        Column("État", lambda row: row.state.seen_by(reader), tone=_tone),
        Column("Aucune heure", attrgetter("no_hours"), on_screen=False),
        Column("Déclarées", _sent, Kind.HOURS, sort="heures"),
        Column("Validées", attrgetter("validated_minutes"), Kind.HOURS, on_screen=False),
        Column("Comptées", _counted, Kind.HOURS),
        Column("À déclarer avant le", attrgetter("due_on"), Kind.DATE, sort="echeance"),
        Column("Envoyé", attrgetter("submitted_at"), Kind.INSTANT, sort="envoi"),
        Column("Validé", attrgetter("validated_at"), Kind.INSTANT, on_screen=False),
        Column("Numéro de relevé", attrgetter("id"), Kind.NUMBER, on_screen=False),
    )


def _statement(name: str) -> Any:
    return attrgetter(f"statement.{name}")


SHEET = (
    Column("Personne", str),
    Column("Nature", str),
    Column("Mois précédent", str, Kind.HOURS),
    Column("Heures", str, Kind.HOURS),
    Column("Compte pour", str, Kind.HOURS),
    Column("À regarder", str),
)
"""Headings of one statement; its page writes the cells."""
LINES = (
    Column("Mois", lambda row: month(row.statement.month), wraps=False),
    Column("Premier jour du mois", _statement("month"), Kind.DATE),
    Column("Entreprise", _statement("organisation.name")),
    Column("Marché", lambda row: _contract(row.statement).reference),
    Column("Lot", _statement("commitment.terms.lot.number")),
    Column("Nom", attrgetter("participant.family_name")),
    Column("Prénom", attrgetter("participant.given_name")),
    Column("Employeur", attrgetter("employment.employer.name")),
    Column("Contrat de travail", attrgetter("employment.contract_type")),
    Column("Modalité", attrgetter("employment.modality")),
    Column("Métier", attrgetter("employment.trade")),
    Column("Nature", attrgetter("kind")),
    Column("Heures", attrgetter("minutes"), Kind.HOURS),
    Column("Compte pour", attrgetter("counted"), Kind.HOURS),
    Column("Pourquoi", attrgetter("explanation")),
    Column("État de la ligne", attrgetter("state")),
    Column("Mot de l’entreprise", attrgetter("remark")),
    Column("Motif de correction", attrgetter("reason")),
    Column("Numéro de relevé", attrgetter("statement_id"), Kind.NUMBER),
    Column("Numéro de ligne", attrgetter("id"), Kind.NUMBER),
)
"""The lines behind the statements, with the names of people: for the body alone."""
