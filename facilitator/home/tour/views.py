"""The steps of the tour, ticked from what was done and seen, put away on demand."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, Asker, allow, asking, current_asker
from facilitator.accounts.demonstration.queries import has_done
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.feature import Step

bp = Blueprint("tour", __name__, url_prefix="/demonstration")
PUT_AWAY = "demo.tour_put_away"
SEEN = "toured"


@dataclass(frozen=True)
class ShownStep:
    """A step as the checklist shows it."""

    label: str
    url: str
    is_done: bool


def steps() -> list[Step]:
    """Every step, in the order of the features."""
    return [step for feature in current_app.extensions["features"] for step in feature.steps]


def tour_of(asker: Asker) -> list[ShownStep]:
    """What the home page shows: nothing but in a demonstration, nor once all is done or put away."""
    if not is_guided(asker) or has_done(asker, PUT_AWAY):
        return []
    seen = session.get(SEEN, [])
    shown = [
        ShownStep(
            step.label, step.url(asker), not step.visits.isdisjoint(seen) or has_done(asker, *step.acts)
        )
        for step in steps()
    ]
    return [] if all(step.is_done for step in shown) else shown


def is_guided(asker: Asker) -> bool:
    """Whether the tour is for this asker: a facilitator, in a demonstration."""
    return asker.role in BODY_ROLES and bool(current_app.extensions["is_demo"]())


@bp.after_app_request
def remember_visit(response: Response) -> Response:
    """Remember in the browser's session the pages that a step only asks to look at."""
    asker = asking.get()
    if asker is None or response.status_code != 200 or not is_guided(asker):
        return response
    seen = session.get(SEEN, [])
    if request.endpoint not in seen and any(request.endpoint in step.visits for step in steps()):
        session[SEEN] = [*seen, request.endpoint]
    return response


@bp.post("/visite/ranger")
@allow(*BODY_ROLES)
def put_away() -> ResponseReturnValue:
    """The newcomer knows the way: the checklist does not come back."""
    if not current_app.extensions["is_demo"]():
        abort(404)
    record(PUT_AWAY, "demonstration", role=current_asker().role.value)
    db.session.commit()
    return redirect(url_for("home.index"))
