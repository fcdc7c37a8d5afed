"""What the rounds offer to the page of their event."""

from collections.abc import Iterator

from facilitator.access import BODY_ROLES, Asker
from facilitator.feature import Panel
from worksites.events.queries import event_of
from worksites.events.rounds.queries import meetings_held, plan_of
from worksites.events.rounds.rules import TONES
from worksites.events.rules import EventKind

WITH_TABLES = frozenset({EventKind.JOB_DATING, EventKind.JOB_FAIR})


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The rounds of a job dating: computed or not, how many meetings."""
    if kind != "event" or asker.role not in BODY_ROLES:
        return
    plan, event = plan_of(asker, thing_id), event_of(asker, thing_id)
    if event is not None and (plan is not None or event.kind in WITH_TABLES):
        shown = {"plan": plan, "event": event, "tones": TONES, "meetings": meetings_held(thing_id)}
        yield Panel("worksites/events/rounds/panel.html", shown)
