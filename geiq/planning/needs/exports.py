"""Columns of the needs, of their weeks and of what they are made of."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Métier", attrgetter("need.trade")),
    Column("Personnes", attrgetter("need.people"), Kind.NUMBER),
    Column("Semaines-personnes", attrgetter("need.people_weeks"), Kind.NUMBER),
    Column("Première semaine", attrgetter("need.first"), Kind.DATE),
    Column("Dernière semaine", attrgetter("need.last"), Kind.DATE),
    Column("Lots", lambda row: ", ".join(row.need.lots)),
    Column("Chantiers", attrgetter("sites")),
    Column("Places à ouvrir", lambda row: row.plan.seats if row.plan else None, Kind.NUMBER),
    Column(
        "Réunion d’information avant", lambda row: row.plan.information_by if row.plan else None, Kind.DATE
    ),
    Column("Sélection avant", lambda row: row.plan.selection_by if row.plan else None, Kind.DATE),
    Column("Formation avant", lambda row: row.plan.starts_by if row.plan else None, Kind.DATE),
    Column("Semaines de retard", attrgetter("late"), Kind.NUMBER),
    Column("Ce qu’il faut faire", attrgetter("text"), is_wide=True),
)
WEEKS = (
    Column("Semaine du", attrgetter("week"), Kind.DATE, wraps=False),
    Column("Heures à faire", attrgetter("asked"), Kind.HOURS),
    Column("Heures de ceux qui sont là", attrgetter("present"), Kind.HOURS),
    Column("Personnes qui manquent", attrgetter("people"), Kind.NUMBER),
)
PARTS = (
    Column("Chantier", attrgetter("site")),
    Column("Lot", attrgetter("lot"), wraps=False),
    Column("Heures d’insertion", attrgetter("minutes"), Kind.HOURS),
    Column("Première semaine", attrgetter("first"), Kind.DATE),
    Column("Dernière semaine", attrgetter("last"), Kind.DATE),
)
