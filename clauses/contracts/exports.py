"""Columns of the list of contracts: the screen, the CSV and the workbook share them."""

from collections import defaultdict

from clauses.contracts.cpv.rules import division
from clauses.contracts.rules import Stage
from clauses.contracts.sheet import ContractRow
from facilitator.exchange.columns import Column, Kind
from facilitator.listed import Listed


def _kinds(row: ContractRow) -> str:
    return " ; ".join(dict.fromkeys(terms.kind.label for terms in row.contract.terms))


TONES = defaultdict(
    lambda: "neutral",
    {Stage.NOTIFIED: "info", Stage.KICK_OFF: "info", Stage.RUNNING: "good", Stage.BUYER_VISA: "warn"},
)
"""The tone of each stage's badge."""
CLAUSES = (
    Column("Lot", str),
    Column("Clause", str),
    Column("Entreprise", str),
    Column("Part", str, Kind.PERCENT),
    Column("Heures dues", str, Kind.HOURS),
    Column("Faites", str, Kind.HOURS),
    Column("En personnes", str),
)
"""Headings of the clauses and of their companies; the page writes the cells."""
EFFECT = (
    Column("Entreprise", str),
    Column("Lot", str),
    Column("Avant", str, Kind.HOURS),
    Column("Après", str, Kind.HOURS),
)
GAP = Column("Écart", str, Kind.HOURS)
STEPS = (
    Column("À partir du", str),
    Column("Sans l’avenant", str, Kind.HOURS),
    Column("Avec l’avenant", str, Kind.HOURS),
)
"""Headings of what an amendment changes."""
COLUMNS = (
    Column("Référence", lambda row: row.contract.reference, sort="reference", wraps=False),
    Column("Objet", lambda row: row.contract.title, sort="objet", is_wide=True),
    Column("Maître d’ouvrage", lambda row: row.contract.buyer.name, sort="acheteur"),
    Column("SIRET du maître d’ouvrage", lambda row: row.contract.buyer.siret, on_screen=False),
    Column("Étape", lambda row: row.contract.stage, sort="etape", tone=lambda row: TONES[row.contract.stage]),
    Column("Heures dues", lambda row: row.minutes, Kind.HOURS, sort="heures", blank="à calibrer"),
    Column("Fin", lambda row: row.contract.ends_on, Kind.DATE, sort="fin"),
    Column("Montant hors taxes", lambda row: row.contract.amount, Kind.MONEY, sort="montant"),
    Column("Notification", lambda row: row.contract.notified_on, Kind.DATE, "notification", False),
    Column("Durée en mois", lambda row: row.contract.duration_months, Kind.NUMBER, on_screen=False),
    Column("Nature", lambda row: row.contract.nature, on_screen=False),
    Column("Forme", lambda row: row.contract.form, on_screen=False),
    Column("Sortes de clause", _kinds, on_screen=False),
    Column("Lots", lambda row: len(row.contract.lots), Kind.NUMBER, on_screen=False),
    Column("Code CPV", lambda row: row.contract.cpv, on_screen=False),
    Column("Division CPV", lambda row: division(row.contract.cpv), on_screen=False),
    Column(
        "Opération",
        lambda row: row.contract.operation.name if row.contract.operation else None,
        on_screen=False,
    ),
    Column("Lieu", lambda row: row.contract.place, on_screen=False),
    Column("Code du lieu", lambda row: row.contract.place_code, on_screen=False),
)
AFTER_BUYER = 4
"""Where upper rooms put their columns."""


def column_of(added: Listed) -> Column:
    """The column that an upper room adds."""
    return Column(added.label, lambda row: row.added.get(added.name))


COMPANY_COLUMNS = tuple(column for column in COLUMNS if column.kind is not Kind.MONEY)
"""A company reads no amount."""
