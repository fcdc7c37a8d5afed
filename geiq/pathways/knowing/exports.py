"""Columns of the readings with a reason: the pathway by its number, never a name."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Le", attrgetter("at"), Kind.INSTANT),
    Column("Par", attrgetter("user.name")),
    Column("Parcours", lambda row: f"n° {row.pathway_id}"),
    Column("Dispositif", attrgetter("pathway.scheme.name")),
    Column("Motif", attrgetter("reason"), is_wide=True),
    Column("Regardée le", attrgetter("read_at"), Kind.INSTANT),
)
