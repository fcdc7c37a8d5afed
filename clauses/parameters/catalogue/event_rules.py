"""The parameters of the recruitment events."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

HOUSE = "Choix de l’outil, méthode publiée dans docs/events.md"
EVENTS = (
    numeric(
        "event_notice_days", Topic.EVENTS, "Jours pour inviter à un événement", Unit.DAYS, "21", ("1", "120"),
        HOUSE, "2026", False,
    ),
    numeric(
        "event_guests_alert_days", Topic.EVENTS, "Prévenir du peu d’inscrits combien de jours avant",
        Unit.DAYS, "7", ("1", "60"), HOUSE, "2026",
    ),
    numeric(
        "event_few_guests_rate", Topic.EVENTS, "Peu d’inscrits : moins de quelle part des places", Unit.RATE,
        "0.5", ("0.05", "1"), HOUSE, "2026",
    ),
    numeric(
        "event_hire_months", Topic.EVENTS, "Mois pendant lesquels une embauche est attribuée à un événement",
        Unit.MONTHS, "6", ("1", "24"), HOUSE, "2026",
    ),
    numeric(
        "event_promise_alert_days", Topic.EVENTS,
        "Prévenir d’un événement promis et non tenu combien de jours avant son terme", Unit.DAYS, "60",
        ("1", "365"), HOUSE, "2026",
    ),
)  # fmt: skip
