"""Columns of the contacts to confirm."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Entreprise", lambda row: row.organisation.name),
    Column("Pourquoi", lambda row: row.reason),
    Column("Contact concerné", lambda row: row.contact_name),
    Column("Demandé le", lambda row: row.raised_at, Kind.INSTANT),
    Column("Dit par", lambda row: row.raised_by, blank="constaté par l’outil"),
    Column("SIRET", lambda row: row.organisation.siret, on_screen=False),
)
