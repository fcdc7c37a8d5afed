"""Columns of the schemes: the list, and the parts that a file of one scheme holds."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Dispositif", attrgetter("scheme.name"), sort="nom"),
    Column("Porteur", lambda row: row.scheme.lead.name if row.scheme.lead else None),
    Column("Début", attrgetter("scheme.starts_on"), Kind.DATE, "debut"),
    Column("Fin", attrgetter("scheme.ends_on"), Kind.DATE, on_screen=False),
    Column("Mois au plus", attrgetter("scheme.most_months"), Kind.NUMBER),
    Column("Par an", attrgetter("scheme.yearly_capacity"), Kind.NUMBER),
    Column("Entrées de l’année", attrgetter("entered"), Kind.NUMBER),
    Column("En cours", attrgetter("running"), Kind.NUMBER),
    Column("Budget", attrgetter("scheme.budget"), Kind.MONEY),
    Column("Pour qui", attrgetter("scheme.publics"), on_screen=False),
    Column("Source", attrgetter("scheme.source"), on_screen=False),
)
FUNDINGS = (
    Column("Financeur", attrgetter("funder")),
    Column("Au titre de", attrgetter("title")),
    Column("État", attrgetter("is_state")),
    Column("Montant", attrgetter("amount"), Kind.MONEY, blank="non connu"),
    Column("Part du budget", attrgetter("share"), Kind.PERCENT),
)
EXITS = (
    Column("Sortie", attrgetter("how")),
    Column("Personnes", attrgetter("count"), Kind.NUMBER),
    Column("Positive", attrgetter("positive"), tone=lambda row: "good" if row.positive else "neutral"),
)
