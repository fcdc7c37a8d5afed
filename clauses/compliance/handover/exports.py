"""Columns of the handover page."""

from operator import attrgetter

from clauses.compliance.recovery.exports import ACTIONS as ALL_ACTIONS
from clauses.compliance.recovery.exports import OFFERS as ALL_OFFERS
from clauses.compliance.standing.exports import tone_of
from facilitator.exchange.columns import Column, Kind

KNOWN = "Marché"
PROMISED = (
    Column("Clause", attrgetter("label")),
    Column("Objectif", attrgetter("conclusion.forecast.target"), Kind.HOURS),
    Column("Fait", attrgetter("conclusion.progress.counted"), Kind.HOURS),
    Column("Attendu à ce jour", attrgetter("conclusion.progress.expected"), Kind.HOURS),
    Column("Prévision", attrgetter("conclusion.forecast.middle"), Kind.HOURS),
    Column("État", attrgetter("conclusion.standing"), tone=tone_of),
    Column("Fin", attrgetter("facts.ends_on"), Kind.DATE),
)
OWING = (
    Column("Entreprise", attrgetter("name")),
    Column("Ce qu’elle doit", lambda line: ", ".join(debt.label for debt in line.debts), is_wide=True),
    Column("Depuis le", attrgetter("oldest_due"), Kind.DATE),
    Column("À qui d’agir", attrgetter("turn")),
)
ACTIONS = tuple(one for one in ALL_ACTIONS if one.heading != KNOWN)
OFFERS = tuple(one for one in ALL_OFFERS if one.heading != KNOWN)
CONTACTS = (
    Column("Entreprise", attrgetter("organisation.name")),
    Column("Contact", attrgetter("name")),
    Column("Fonction", attrgetter("position")),
    Column("Téléphone", attrgetter("shown_phone")),
    Column("Courriel", attrgetter("email")),
    Column("Confirmé le", attrgetter("confirmed_on"), Kind.DATE),
)
