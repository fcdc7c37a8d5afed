"""The columns of the list of kept sizings, on the screen and in files."""

from clauses.sizing.calculators.rules import METHODS
from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Calcul", lambda row: METHODS[row.method].title),
    Column("Marché", lambda row: row.terms.lot.contract.reference, sort="marche"),
    Column("Lot", lambda row: row.terms.lot.number),
    Column("Heures proposées", lambda row: row.hours, Kind.NUMBER, sort="heures"),
    Column("Heures exactes", lambda row: row.hours_exact, Kind.NUMBER, on_screen=False),
    Column("Résultat", lambda row: row.answer["sentence"], on_screen=False),
    Column("Fait le", lambda row: row.made_at, Kind.INSTANT, sort="date"),
    Column("Par", lambda row: row.author.name),
)
