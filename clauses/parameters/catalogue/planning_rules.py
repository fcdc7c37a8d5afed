"""The parameters of the cohorts to open: durations, delays, closings, when a cohort makes sense."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

HOUSE = "Choix de l’outil, à régler sur vos propres cohortes (docs/planning.md)"
PIPES = "Canalisateurs de France : POEC de deux mois avant l’été (intranet.canalisateurs.com)"
FSE = "fse.gouv.fr, « Les GEIQ » : parcours de 10 à 12 mois"

DURATIONS = (
    numeric(
        "planning_weekly_hours", Topic.PLANNING, "Heures d’une semaine de travail, de formation", Unit.HOURS,
        "35", ("20", "48"), "Durée légale du travail, Code du travail, L3121-27", "2016",
    ),
    numeric(
        "planning_training_hours", Topic.PLANNING, "Heures d’une formation, faute d’organisme connu",
        Unit.HOURS, "280", ("35", "434"), PIPES, "sans date", False,
    ),
    numeric(
        "planning_contract_weeks", Topic.PLANNING, "Durée du premier contrat de travail", Unit.WEEKS, "52",
        ("4", "104"), FSE, "8 février 2022",
    ),
)  # fmt: skip

DELAYS = (
    numeric(
        "planning_information_days", Topic.PLANNING,
        "De la réunion d’information à la sélection, en jours ouvrés", Unit.DAYS, "10", ("0", "90"), HOUSE,
        "2026", False,
    ),
    numeric(
        "planning_selection_days", Topic.PLANNING,
        "De la sélection à l’entrée en formation, en jours ouvrés", Unit.DAYS, "10", ("0", "90"), HOUSE,
        "2026", False,
    ),
    numeric(
        "planning_hire_days", Topic.PLANNING, "De la fin de la formation à l’embauche, en jours ouvrés",
        Unit.DAYS, "5", ("0", "90"), HOUSE, "2026", False,
    ),
)  # fmt: skip

CLOSED = (
    numeric(
        "planning_summer_week", Topic.PLANNING, "Formation : fermeture d’été, à partir de la semaine",
        Unit.WEEK, "32", ("26", "36"), HOUSE, "2026", False,
    ),
    numeric(
        "planning_summer_weeks", Topic.PLANNING, "Formation : fermeture d’été, durée",
        Unit.WEEKS, "2", ("0", "8"), HOUSE, "2026", False,
    ),
    numeric(
        "planning_winter_weeks", Topic.PLANNING, "Formation : fermeture de fin d’année, durée",
        Unit.WEEKS, "1", ("0", "4"), HOUSE, "2026", False,
    ),
)  # fmt: skip

SENSE = (
    numeric(
        "planning_least_weeks", Topic.PLANNING, "Durée d’un besoin en dessous de laquelle on ne forme pas",
        Unit.WEEKS, "12", ("1", "52"), HOUSE, "2026", False,
    ),
    numeric(
        "planning_least_use", Topic.PLANNING, "Part des embauches d’une cohorte qui répond à un besoin",
        Unit.RATE, "0.75", ("0.25", "1"), HOUSE, "2026", False,
    ),
)  # fmt: skip

PLANNING = (*DURATIONS, *DELAYS, *CLOSED, *SENSE)
