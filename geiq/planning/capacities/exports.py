"""Columns of the capacities."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from geiq.planning.rules import SHORT

COLUMNS = (
    Column("Organisme", attrgetter("organisation.name"), sort="organisme"),
    Column("Métier", attrgetter("trade"), sort="metier"),
    Column("Formation", lambda row: SHORT[row.kind][1]),
    Column("Sorte de formation", attrgetter("kind"), on_screen=False),
    Column("Places min.", attrgetter("least_seats"), Kind.NUMBER),
    Column("Places max.", attrgetter("most_seats"), Kind.NUMBER),
    Column("À la fois", attrgetter("at_once"), Kind.NUMBER),
    Column("Semaines", attrgetter("weeks"), Kind.NUMBER),
    Column("Par cohorte", attrgetter("fixed_cost"), Kind.MONEY),
    Column("Par place", attrgetter("seat_cost"), Kind.MONEY),
    Column("Depuis", attrgetter("since"), Kind.DATE, sort="depuis"),
    Column("Jusqu’au", attrgetter("until"), Kind.DATE),
)
