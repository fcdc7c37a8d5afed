"""Columns of the capacities."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Organisme", attrgetter("organisation.name"), sort="organisme"),
    Column("Métier", attrgetter("trade"), sort="metier"),
    Column("Formation", attrgetter("kind")),
    Column("Places au moins", attrgetter("least_seats"), Kind.NUMBER),
    Column("Places au plus", attrgetter("most_seats"), Kind.NUMBER),
    Column("En même temps", attrgetter("at_once"), Kind.NUMBER),
    Column("Semaines", attrgetter("weeks"), Kind.NUMBER),
    Column("Coût d’une cohorte", attrgetter("fixed_cost"), Kind.MONEY),
    Column("Coût d’une place", attrgetter("seat_cost"), Kind.MONEY),
    Column("Depuis", attrgetter("since"), Kind.DATE, sort="depuis"),
    Column("Jusqu’au", attrgetter("until"), Kind.DATE),
)
