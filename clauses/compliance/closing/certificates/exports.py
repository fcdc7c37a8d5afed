"""Columns of the certificates."""

from operator import attrgetter

from clauses.compliance.closing.certificates.rules import TONES
from facilitator.exchange.columns import Column, Kind

CERTIFICATES = (
    Column("Numéro", attrgetter("number"), wraps=False),
    Column("Marché", attrgetter("contract.reference"), sort="marche"),
    Column("Entreprise", attrgetter("organisation.name"), sort="entreprise"),
    Column("Dues", attrgetter("owed_minutes"), Kind.HOURS),
    Column("Comptées", attrgetter("counted_minutes"), Kind.HOURS),
    Column("Délivrée le", attrgetter("issued_on"), Kind.DATE, "jour"),
    Column("État", attrgetter("state"), tone=lambda row: TONES[row.state]),
    Column("Annulée le", attrgetter("cancelled_on"), Kind.DATE, on_screen=False),
    Column("Empreinte du fichier", attrgetter("file_fingerprint"), on_screen=False),
)
