"""Columns of what came of events: by event, by company, by referrer, and the hires behind the figures."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.events.exports import KIND, STARTS, TITLE

FIGURES = (
    Column("Invités", attrgetter("figures.invited"), Kind.NUMBER),
    Column("Ont dit non", attrgetter("figures.said_no"), Kind.NUMBER, on_screen=False),
    Column("Venus", attrgetter("figures.came"), Kind.NUMBER),
    Column("Rencontrés", attrgetter("figures.met"), Kind.NUMBER),
    Column("À revoir", attrgetter("figures.see_again"), Kind.NUMBER, on_screen=False),
    Column("Immersions", attrgetter("figures.immersions"), Kind.NUMBER, on_screen=False),
    Column("Embauchés", attrgetter("figures.hired"), Kind.NUMBER),
    Column("Dont sur place", attrgetter("figures.hired_here"), Kind.NUMBER, on_screen=False),
    Column("Heures à 3 mois", lambda row: row.figures.minutes[0], Kind.HOURS, on_screen=False),
    Column("Heures à 6 mois", lambda row: row.figures.minutes[1], Kind.HOURS, on_screen=False),
    Column("Heures à 12 mois", lambda row: row.figures.minutes[2], Kind.HOURS),
    Column("Coût", attrgetter("figures.cost"), Kind.MONEY, on_screen=False),
    Column("Coût par embauche", attrgetter("figures.cost_per_hire"), Kind.MONEY),
)
BY_EVENT = (TITLE, KIND, STARTS, *FIGURES)
BY_COMPANY = (
    Column("Entreprise", attrgetter("name")),
    Column("Postes apportés", attrgetter("seats"), Kind.NUMBER),
    Column("Candidats rencontrés", attrgetter("met"), Kind.NUMBER),
    Column("À revoir", attrgetter("see_again"), Kind.NUMBER),
    Column("Immersions", attrgetter("immersions"), Kind.NUMBER),
    Column("Embauchés", attrgetter("hired"), Kind.NUMBER),
    Column("Suite", attrgetter("sentence")),
)
BY_REFERRER = (
    Column("Prescripteur", attrgetter("name")),
    Column("Sur la liste", attrgetter("listed"), Kind.NUMBER),
    Column("Venus", attrgetter("came"), Kind.NUMBER),
    Column("Embauchés", attrgetter("hired"), Kind.NUMBER),
)
HIRES = (
    Column("Personne", attrgetter("participant.name")),
    Column("Employeur", attrgetter("employer.name")),
    Column("Contrat", attrgetter("contract_type")),
    Column("Métier", attrgetter("trade")),
    Column("Début", attrgetter("starts_on"), Kind.DATE),
)
