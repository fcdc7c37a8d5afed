"""The parameters of the recruitment events."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

HOUSE = "Choix de l’outil, méthode publiée dans docs/events.md"
EVENTS = (
    numeric(
        "event_notice_days", Topic.EVENTS, "Jours pour inviter à un événement", Unit.DAYS, "21", ("1", "120"),
        HOUSE, "2026", False,
    ),
)  # fmt: skip
