"""The columns of the staffing requests and of the people proposed."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from geiq.matching.rules import TONES

REQUESTS = (
    Column("Métier", attrgetter("row.trade"), sort="metier"),
    Column("Entreprise", attrgetter("row.organisation.name"), sort="entreprise"),
    Column("Personnes", attrgetter("row.people"), Kind.NUMBER, sort="personnes"),
    Column("À partir du", attrgetter("row.starts_on"), Kind.DATE, sort="debut"),
    Column("Où", attrgetter("row.place"), on_screen=False),
    Column("Code postal", attrgetter("row.postcode"), on_screen=False),
    Column("Contrat", attrgetter("row.contract_type"), on_screen=False),
    Column("Français", attrgetter("row.french"), on_screen=False),
    Column("Permis", attrgetter("row.licence"), on_screen=False),
    Column("Proposées", attrgetter("proposed"), Kind.NUMBER),
    Column("Sans réponse", attrgetter("waiting"), Kind.NUMBER),
    Column("Embauchées", attrgetter("hired"), Kind.NUMBER),
    Column("Marché qui manque d’heures", attrgetter("at_risk"), on_screen=False),
    Column("Demandé le", attrgetter("row.asked_on"), Kind.DATE, sort="demande"),
    Column("État", attrgetter("row.state"), tone=lambda one: TONES[one.row.state]),
)
OWN_REQUESTS = tuple(column for column in REQUESTS if column.heading != "Entreprise")
