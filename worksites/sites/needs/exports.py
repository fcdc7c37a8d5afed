"""Columns of the labour needs: by week, by trade, and the file of every trade in every week."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.sites.needs.rules import WeekRow

MINUTES = Column("Heures de travail", attrgetter("minutes"), Kind.HOURS)
INSERTION = Column("Dont insertion à faire", attrgetter("insertion"), Kind.HOURS)
TRADES = (
    Column("Métier", attrgetter("trade")),
    MINUTES,
    Column("Personnes, au plus", attrgetter("peak"), Kind.NUMBER),
    Column("La semaine", attrgetter("peak_name")),
    Column("Du", attrgetter("first"), Kind.DATE),
    Column("À la semaine du", attrgetter("last"), Kind.DATE),
    INSERTION,
)
CELLS = (
    Column("Métier", attrgetter("trade")),
    Column("Semaine", attrgetter("name")),
    Column("Lundi", attrgetter("week"), Kind.DATE),
    MINUTES,
    Column("Personnes à temps plein", attrgetter("heads"), Kind.NUMBER),
    Column("Heures d’insertion à faire", attrgetter("insertion"), Kind.HOURS),
)


def _part(name: str) -> Callable[[WeekRow], int | None]:
    return lambda row: row.parts.get(name)


def week_columns(series: Sequence[str]) -> tuple[Column, ...]:
    """The week, its total, its people, then each series of the drawing."""
    return (
        Column("Semaine", attrgetter("name"), wraps=False),
        Column("Lundi", attrgetter("week"), Kind.DATE),
        Column("Heures", attrgetter("minutes"), Kind.HOURS),
        Column("Personnes", attrgetter("heads"), Kind.NUMBER),
        Column("Insertion à faire", attrgetter("insertion"), Kind.HOURS),
        *(Column(name, _part(name), Kind.HOURS) for name in series),
    )
