"""Columns of the list of penalty files: the screen, the CSV and the workbook share them."""

from operator import attrgetter

from clauses.compliance.penalties.rules import TONES
from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Dossier", attrgetter("number"), sort="numero", wraps=False),
    Column("Entreprise", attrgetter("organisation.name"), sort="entreprise"),
    Column("Marché", attrgetter("contract.reference"), sort="marche", wraps=False),
    Column("Acheteur", attrgetter("contract.buyer.name"), on_screen=False),
    Column("État", attrgetter("state"), tone=lambda row: TONES[row.state]),
    Column("Montant", attrgetter("shown_amount"), Kind.MONEY),
    Column("Décision", attrgetter("decision")),
    Column("Constaté le", attrgetter("found_on"), Kind.DATE, "constat"),
    Column("Observations jusqu’au", attrgetter("until"), Kind.DATE, "delai"),
    Column("Mise en demeure du", attrgetter("sent_on"), Kind.DATE, on_screen=False),
    Column("Montant calculé", attrgetter("computed"), Kind.MONEY, on_screen=False),
    Column("Décidé le", attrgetter("decided_on"), Kind.DATE, on_screen=False),
)
