"""Columns of the list of operations."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Opération", lambda row: row.operation.name, sort="nom"),
    Column(
        "Maître d’ouvrage principal", lambda row: row.operation.buyer.name if row.operation.buyer else None
    ),
    Column("Lieu", lambda row: row.operation.place),
    Column("Début", lambda row: row.operation.starts_on, Kind.DATE, "debut", False),
    Column("Fin", lambda row: row.operation.ends_on, Kind.DATE, "fin"),
    Column("Marchés", lambda row: row.contracts, Kind.NUMBER),
    Column("Heures dues", lambda row: row.minutes, Kind.HOURS),
)
