"""Columns of the recovery actions and of the offers of candidates."""

from operator import attrgetter

from clauses.compliance.recovery.rules import TONES
from facilitator.exchange.columns import Column, Kind

ACTIONS = (
    Column("À faire", attrgetter("action.what")),
    Column("Marché", attrgetter("action.contract.reference"), sort="marche", wraps=False),
    Column(
        "Entreprise",
        lambda row: row.action.organisation.name if row.action.organisation else None,
        blank="Toutes",
    ),
    Column("Par", attrgetter("action.actor")),
    Column("Avant le", attrgetter("action.due_on"), Kind.DATE, "echeance"),
    Column("État", attrgetter("shown"), tone=attrgetter("tone")),
    Column("Terminée le", attrgetter("action.ended_on"), Kind.DATE, on_screen=False),
    Column("Résultat", attrgetter("action.outcome"), on_screen=False),
)

OFFERS = (
    Column("Proposés le", attrgetter("row.offered_on"), Kind.DATE, "jour"),
    Column("Entreprise", attrgetter("row.organisation.name"), sort="entreprise"),
    Column("Marché", attrgetter("contract.reference"), wraps=False),
    Column("Métier", attrgetter("row.trade")),
    Column("Proposés", attrgetter("row.people"), Kind.NUMBER),
    Column("Retenus", attrgetter("row.accepted"), Kind.NUMBER),
    Column("Non retenus", attrgetter("row.refused"), Kind.NUMBER),
    Column("Raison", attrgetter("row.reason")),
    Column("Réponse", attrgetter("state"), tone=lambda one: TONES[one.state]),
    Column(
        "Demandés le",
        lambda one: one.row.request.asked_on if one.row.request else None,
        Kind.DATE,
        on_screen=False,
    ),
    Column("Répondu le", attrgetter("row.answered_on"), Kind.DATE, on_screen=False),
)
OWN_OFFERS = tuple(column for column in OFFERS if column.heading != "Entreprise")
"""As the company itself reads them."""
