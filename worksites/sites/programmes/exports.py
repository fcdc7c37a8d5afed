"""Columns of the ANRU rates."""

from operator import attrgetter
from typing import Any

from facilitator.exchange.columns import Column, Kind


def _said(row: Any) -> str | None:
    return None if row.holds is None else "atteint" if row.holds else "sous le taux"


def _tone(row: Any) -> str:
    return {True: "good", False: "bad", None: "neutral"}[row.holds]


ANRU = (
    Column("Base", attrgetter("base")),
    Column("Travaillées", attrgetter("worked"), Kind.HOURS),
    Column("Dont déclarées", attrgetter("told"), Kind.HOURS),
    Column("D’insertion", attrgetter("counted"), Kind.HOURS),
    Column("Taux atteint", attrgetter("reached"), Kind.PERCENT),
    Column("Taux dû", attrgetter("rate"), Kind.PERCENT),
    Column("À ce jour", _said, tone=_tone, blank="rien encore"),
    Column("Reste à faire", attrgetter("missing"), Kind.HOURS),
)
