"""Columns of the agreements, and of the parts that one of them shared."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Globalisation", lambda row: row.agreement.title),
    Column("Numéro", lambda row: row.agreement.number, wraps=False),
    Column("Signée le", lambda row: row.agreement.signed_on, Kind.DATE, on_screen=False),
    Column("Début", lambda row: row.agreement.starts_on, Kind.DATE),
    Column("Fin", lambda row: row.agreement.ends_on, Kind.DATE),
    Column("Engagements", attrgetter("commitments"), Kind.NUMBER),
    Column("Mois répartis", attrgetter("months"), Kind.NUMBER),
    Column("Heures réparties", attrgetter("minutes"), Kind.HOURS),
)
PARTS = (
    Column("Mois", lambda part: part.pooled.month, Kind.DATE),
    Column("Salarié", lambda part: part.pooled.employment.participant.name),
    Column("Nature", lambda part: part.pooled.kind),
    Column("Heures du mois", lambda part: part.pooled.minutes, Kind.HOURS),
    Column("Marché", lambda part: part.line.statement.commitment.terms.lot.contract.reference, wraps=False),
    Column("Lot", lambda part: part.line.statement.commitment.terms.lot.number),
    Column("Entreprise", lambda part: part.line.statement.organisation.name),
    Column("Part", attrgetter("minutes"), Kind.HOURS),
    Column("Relevé", lambda part: part.line.statement.state),
)
