"""What hangs on the wall and lies on the tables: the timer, a sheet a table, a slip a person."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from facilitator.access import allow
from facilitator.clock import now
from worksites.events.pages import EDITORS, own_event
from worksites.events.rounds.pages import FOLDER, own_sheet, rounds_trail

bp = Blueprint("round_papers", __name__, url_prefix="/evenements/<int:event_id>/tours")


@bp.get("/minuteur")
@allow(*EDITORS)
def timer(event_id: int) -> ResponseReturnValue:
    """The time that is left of the round, large enough for the back of the room."""
    return _page("timer", event_id)


@bp.get("/fiches-tables")
@allow(*EDITORS)
def tables(event_id: int) -> ResponseReturnValue:
    """A sheet for each table: who comes when, first name and initial."""
    return _page("tables", event_id)


@bp.get("/fiches-personnes")
@allow(*EDITORS)
def slips(event_id: int) -> ResponseReturnValue:
    """A slip for each person: when, at which table, which company."""
    return _page("slips", event_id)


def _page(name: str, event_id: int) -> str:
    event = own_event(event_id)
    return render_template(
        f"{FOLDER}/{name}.html",
        event=event,
        sheet=own_sheet(event_id),
        trail=rounds_trail(event),
        at=now(),
    )
