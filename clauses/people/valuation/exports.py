"""Columns of the valuation rules: what is said, since when, by whom."""

from operator import attrgetter

from clauses.people.valuation.setting_rules import preview
from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Heures concernées", attrgetter("scope")),
    Column("Une heure compte pour", attrgetter("rule.multiplier"), Kind.NUMBER),
    Column("Plafond", attrgetter("rule.cap"), Kind.HOURS, blank="Aucun"),
    Column("Aperçu", lambda row: preview(row.rule)),
    Column("À partir du", attrgetter("rule.valid_from"), Kind.DATE),
    Column("Source", attrgetter("rule.source")),
    Column("Par", attrgetter("author")),
    Column("Appliquée aujourd’hui", attrgetter("holds")),
)
