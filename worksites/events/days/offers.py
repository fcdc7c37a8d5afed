"""What the day offers to the page of its event, and to a company's home page."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.clock import now
from facilitator.feature import Alert, Panel
from facilitator.formats import plural
from worksites.events.days.queries import awaited, counts
from worksites.events.days.result_queries import results_in, tally, unsaid_by
from worksites.events.days.rules import DOOR_OPENS
from worksites.events.queries import event_of
from worksites.events.rounds.rules import MeetingResult
from worksites.events.rules import EventState


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """Who came, and what the meetings gave."""
    event = event_of(asker, thing_id) if kind == "event" and asker.role in BODY_ROLES else None
    if event is None or event.state is EventState.CANCELLED:
        return
    shown = {
        "event": event,
        "counts": counts(awaited(event)),
        "tally": tally(results_in(event)),
        "results": MeetingResult,
        "open": now() >= event.starts_at - DOOR_OPENS,
    }
    yield Panel("worksites/events/days/panel.html", shown)


def alerts(asker: Asker) -> Iterator[Alert]:
    """The meetings of which a company has still to say what they gave."""
    if asker.role not in COMPANY_ROLES | {Role.PARTNER}:
        return
    if count := unsaid_by(asker):
        said = plural(count, "rencontre dont la suite reste à dire", "rencontres dont la suite reste à dire")
        yield Alert(count, said, url_for("event_results.index"))
