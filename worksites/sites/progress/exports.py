"""Columns of the progress by worksite, and of its lines."""

from operator import attrgetter
from typing import Any

from clauses.compliance.standing.exports import TONES
from facilitator.exchange.columns import Column, Kind


def _tone(row: Any) -> str:
    return TONES[row.state]


FIGURES = (
    Column("Dues", attrgetter("figures.due"), Kind.HOURS),
    Column("Attendues à ce jour", attrgetter("figures.expected"), Kind.HOURS),
    Column("Déclarées", attrgetter("figures.declared"), Kind.HOURS, on_screen=False),
    Column("Validées", attrgetter("figures.validated"), Kind.HOURS, on_screen=False),
    Column("Faites", attrgetter("figures.counted"), Kind.HOURS),
    Column("Manquent", attrgetter("figures.missing"), Kind.HOURS),
)
SITES = (
    Column("Chantier", attrgetter("name")),
    Column("État", attrgetter("state"), tone=_tone),
    Column("Clauses", attrgetter("clauses"), Kind.NUMBER),
    *FIGURES,
    Column("Avancement", attrgetter("figures.ratio"), Kind.PERCENT),
)
LINES = (
    Column("Marché", attrgetter("reference"), wraps=False),
    Column("Lot", attrgetter("lot")),
    Column("Part", attrgetter("place.share"), Kind.PERCENT),
    Column("Objet", attrgetter("place.purpose"), on_screen=False),
    Column("État", attrgetter("state"), tone=_tone),
    *FIGURES,
)
