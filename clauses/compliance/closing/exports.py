"""Columns of the final reports."""

from operator import attrgetter

from clauses.compliance.closing.rules import TONES
from facilitator.exchange.columns import Column, Kind

REPORTS = (
    Column("Marché", attrgetter("report.contract.reference"), sort="marche"),
    Column("Objet", attrgetter("report.contract.title"), is_wide=True),
    Column("Acheteur", attrgetter("report.contract.buyer.name")),
    Column("Édition", attrgetter("report.edition"), Kind.NUMBER, on_screen=False),
    Column("Bilan du", attrgetter("report.made_on"), Kind.DATE, "jour"),
    Column("Observations jusqu’au", attrgetter("report.comments_until"), Kind.DATE),
    Column("Dues", attrgetter("owed"), Kind.HOURS),
    Column("Comptées", attrgetter("counted"), Kind.HOURS),
    Column("État", attrgetter("state"), tone=lambda row: TONES[row.state]),
    Column("Empreinte du fichier", attrgetter("report.file_fingerprint"), on_screen=False),
)
