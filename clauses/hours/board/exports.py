"""Columns of the board: the screen, the CSV and the workbook share them."""

from operator import attrgetter
from typing import Any

from facilitator.exchange.columns import Column, Kind


def _late_tone(row: Any) -> str:
    return "bad" if row.late else "good"


COLUMNS = (
    Column("Marché", attrgetter("reference"), sort="marche", wraps=False),
    Column("Objet", attrgetter("title"), on_screen=False),
    Column("Maître d’ouvrage", attrgetter("buyer"), sort="acheteur"),
    Column("Lot", attrgetter("lot")),
    Column("Sorte de clause", attrgetter("kind"), on_screen=False),
    Column("Étape", attrgetter("stage"), on_screen=False),
    Column("Dues", attrgetter("owed"), Kind.HOURS, sort="dues"),
    Column("Déclarées", attrgetter("declared"), Kind.HOURS),
    Column("Validées", attrgetter("validated"), Kind.HOURS, on_screen=False),
    Column("Faites", attrgetter("counted"), Kind.HOURS, sort="faites"),
    Column("Atteint", attrgetter("ratio"), Kind.PERCENT, on_screen=False),
    Column("Manquent", attrgetter("missing"), Kind.HOURS, sort="manque"),
    Column("En personnes", attrgetter("people"), is_wide=True),
    Column("Mois en retard", attrgetter("late"), Kind.NUMBER, sort="retard", tone=_late_tone),
    Column("Prochaine échéance", attrgetter("next_due"), Kind.DATE, on_screen=False),
    Column("Fin", attrgetter("ends_on"), Kind.DATE, sort="fin"),
)
SUMS = (
    Column("Maître d’ouvrage", attrgetter("buyer")),
    Column("Clauses", attrgetter("clauses"), Kind.NUMBER),
    Column("Dues", attrgetter("owed"), Kind.HOURS),
    Column("Déclarées", attrgetter("declared"), Kind.HOURS),
    Column("Faites", attrgetter("counted"), Kind.HOURS),
    Column("Manquent", attrgetter("missing"), Kind.HOURS),
    Column("Mois en retard", attrgetter("late"), Kind.NUMBER, tone=_late_tone),
)
MONTHS = (
    Column("Mois", str),
    Column("Entreprise", str),
    Column("État", str),
    Column("Déclarées", str, Kind.HOURS),
    Column("Comptées", str, Kind.HOURS),
)
"""Headings of the months on a contract's page; the page writes the cells."""
