"""Columns of the list of possible duplicates."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Une fiche", lambda row: row.one.name),
    Column("Naissance", lambda row: row.one.birth_date, Kind.DATE),
    Column("L’autre", lambda row: row.other.name),
    Column("Naissance de l’autre", lambda row: row.other.birth_date, Kind.DATE),
    Column("Pourquoi", lambda row: ", ".join(row.why.reasons)),
    Column(
        "Ressemblance",
        lambda row: row.why.likelihood,
        tone=lambda row: "warn" if row.why.likelihood == "strong" else "info",
    ),
)
