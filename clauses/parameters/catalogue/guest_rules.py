"""The parameters of the events: until when a guest changes, when she is reminded, what is forgotten."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

HOUSE = "Choix de l’outil"
GUESTS = (
    numeric(
        "event_change_hours", Topic.EVENTS,
        "Un invité change ou annule lui-même jusqu’à combien d’heures avant", Unit.HOURS, "4", ("0", "168"),
        f"{HOUSE}, proche des usages de la prise de rendez-vous", "2026", False,
    ),
    numeric(
        "event_reminder_hours", Topic.EVENTS, "Rappel aux invités combien d’heures avant", Unit.HOURS, "48",
        ("4", "336"), f"{HOUSE}, proche des usages de la prise de rendez-vous", "2026", False,
    ),
    numeric(
        "event_hold_hours", Topic.EVENTS,
        "Inscription publique non confirmée : sa place est gardée combien d’heures", Unit.HOURS, "2",
        ("1", "48"), HOUSE, "2026", False,
    ),
    numeric(
        "event_guest_days", Topic.EVENTS,
        "Noms et adresses des inscrits sans fiche : effacés combien de jours après l’événement", Unit.DAYS,
        "90", ("1", "730"),
        "CNIL : données de candidats conservées deux ans au plus ; l’outil garde moins", "2026", False,
    ),
)  # fmt: skip
