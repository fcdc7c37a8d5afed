"""The parameters of the reminders."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Parameter, Topic, numeric
from facilitator.words import Word

HOUSE = "Choix de l’outil"
MODEL = (
    "Clause sociale de formation, modèle du ministère de l’Éducation nationale : dix jours ouvrés pour "
    "transmettre un document demandé"
)


class Automatic(Word):
    """Whether the ladder sends by itself."""

    YES = "yes", "Oui : l’échelle envoie, chaque jour ouvré à partir de 8 h"
    NO = "no", "Non : un facilitateur envoie après avoir relu"


class Papers(Word):
    """Whether a month that was sent must come with a proof."""

    NO = "no", "Non"
    YES = "yes", "Oui : bulletin de paie ou relevé d’heures avec chaque mois qui a des heures"


CHASE = (
    Parameter(
        "chase_automatic", Topic.CHASE, "Les relances partent d’elles-mêmes", Unit.CHOICE, Automatic.YES,
        source=HOUSE, dated="2026",
    ),
    numeric(
        "chase_quiet_days", Topic.CHASE, "Jours ouvrés entre deux messages à la même entreprise", Unit.DAYS,
        "3", ("1", "20"),
        "Immersion Facilitée : une seconde relance est refusée dans les jours qui suivent la première",
        "2025", False,
    ),
    Parameter(
        "chase_papers", Topic.CHASE, "Demander un justificatif des heures", Unit.CHOICE, Papers.NO,
        source="Usage : bulletins de paie ou relevés d’heures demandés par certaines structures",
        confirmed=False,
    ),
    numeric(
        "chase_papers_days", Topic.CHASE, "Justificatif attendu, en jours ouvrés après l’envoi du mois",
        Unit.DAYS, "10", ("1", "60"), MODEL, "7 février 2018",
    ),
    numeric(
        "chase_confirm_days", Topic.CHASE,
        "Confirmation d’un employeur attendue, en jours ouvrés après l’envoi du mois", Unit.DAYS, "5",
        ("1", "60"), HOUSE, "2026",
    ),
)  # fmt: skip
