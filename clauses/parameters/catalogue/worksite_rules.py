"""The parameters of the worksites and of their labour-need curve."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

HOUSE = "Choix de l’outil, méthode publiée dans docs/worksites.md"
WORKSITES = (
    numeric(
        "worksite_day_hours", Topic.WORKSITES, "Heures d’une journée de travail", Unit.HOURS, "7",
        ("4", "12"),
        "Code du travail, article L3121-27 : 35 heures par semaine, sur cinq jours", "8 août 2016",
    ),
    numeric(
        "worksite_alert_weeks", Topic.WORKSITES, "Prévenir quand une phase commence dans moins de",
        Unit.WEEKS,
        "8", ("1", "52"), HOUSE, "2026",
    ),
)  # fmt: skip
