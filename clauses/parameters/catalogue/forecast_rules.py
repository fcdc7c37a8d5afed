"""The parameters of the forecast and of the states of a clause."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

HOUSE = "Choix de l’outil, méthode publiée dans docs/forecast.md"
MEASURED = "Choix de l’outil, mesuré par « facilitator bench forecast »"
USAGE = "Usage des métiers du bâtiment, sans publication retrouvée"

CLOSINGS = (
    numeric(
        "closing_summer_week", Topic.FORECAST, "Travaux : fermeture d’été, à partir de la semaine",
        Unit.WEEK, "32", ("26", "36"), USAGE, "sans date", False,
    ),
    numeric(
        "closing_summer_weeks", Topic.FORECAST, "Travaux : fermeture d’été, durée", Unit.WEEKS, "3",
        ("0", "6"), USAGE, "sans date", False,
    ),
    numeric(
        "closing_winter_weeks", Topic.FORECAST, "Travaux : fermeture de fin d’année, durée", Unit.WEEKS, "1",
        ("0", "3"), USAGE, "sans date", False,
    ),
)  # fmt: skip

HABITS = (
    numeric(
        "forecast_presence", Topic.FORECAST, "Heures faites par heure de contrat (congés, maladie, météo)",
        Unit.RATE, "0.85", ("0.3", "1"), HOUSE, "2026", False,
    ),
    numeric(
        "forecast_renewal", Topic.FORECAST, "Part des heures reprise par d’autres au départ d’une personne",
        Unit.RATE, "0.85", ("0", "1"), MEASURED, "2026",
    ),
    numeric(
        "forecast_half_life", Topic.FORECAST, "Rythme : un mois pèse deux fois moins après", Unit.MONTHS,
        "3", ("1", "24"), MEASURED, "2026",
    ),
    numeric(
        "forecast_belief", Topic.FORECAST, "Avant tout relevé, part de l’objectif qu’on suppose atteinte",
        Unit.RATE, "0.9", ("0", "1.5"), HOUSE, "2026", False,
    ),
    numeric(
        "forecast_beyond", Topic.FORECAST, "Part des heures faites au-delà de l’objectif", Unit.RATE, "0.5",
        ("0", "1"), HOUSE, "2026", False,
    ),
    numeric(
        "forecast_drift", Topic.FORECAST, "Part de l’écart d’un mois au rythme qui dure", Unit.RATE, "0.8",
        ("0", "1"), MEASURED, "2026",
    ),
)  # fmt: skip

LIMITS = (
    numeric(
        "late_under", Topic.FORECAST, "En retard quand la prévision est sous", Unit.RATE, "0.85",
        ("0.3", "1"), HOUSE, "2026",
    ),
    numeric(
        "behind_under", Topic.FORECAST, "À surveiller quand le fait, sur l’attendu, est sous", Unit.RATE,
        "0.8", ("0.3", "1"), HOUSE, "2026",
    ),
    numeric(
        "forecast_months", Topic.FORECAST, "Mois déclarés avant de juger sur la prévision", Unit.MONTHS,
        "2", ("1", "12"), HOUSE, "2026",
    ),
    numeric(
        "start_days", Topic.FORECAST, "À surveiller quand quelqu’un doit commencer dans moins de", Unit.DAYS,
        "30", ("1", "180"), HOUSE, "2026",
    ),
)  # fmt: skip

FORECAST = (*CLOSINGS, *HABITS, *LIMITS)
