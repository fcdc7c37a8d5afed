"""What each meeting gave, said by the company on its telephone."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import COMPANY_ROLES, Role, allow, current_asker
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.days.forms import ResultForm
from worksites.events.days.result_queries import (
    meeting_of,
    meetings_of,
    say,
    take_back,
)
from worksites.events.days.views import FOLDER
from worksites.events.rounds.models import EventMeeting
from worksites.events.rounds.problem_queries import clock_of
from worksites.events.rounds.queries import plans_of
from worksites.events.rounds.rules import TONES, MeetingResult
from worksites.events.rounds.sheet import hour_of

bp = Blueprint("event_results", __name__)
HOSTS = (*sorted(COMPANY_ROLES), Role.PARTNER, Role.LINK)


@bp.get("/mes-rencontres/")
@allow(*HOSTS)
def index() -> ResponseReturnValue:
    """The meetings of the asker's company, the latest event first: one press each."""
    rows = db.session.scalars(meetings_of(current_asker())).all()
    by_event: dict[int, list[EventMeeting]] = {}
    for row in rows:
        by_event.setdefault(row.event_id, []).append(row)
    clocks = {key: clock_of(plan) for key, plan in plans_of(by_event).items()}
    hours = {
        row.id: hour_of(clocks[row.event_id].begins(row.round))
        for row in rows
        if row.round is not None and row.event_id in clocks
    }
    return render_template(
        f"{FOLDER}/results.html",
        groups=[(several[0].event, several) for several in by_event.values()],
        hours=hours,
        results=MeetingResult,
        tones=TONES,
    )


@bp.post("/mes-rencontres/<int:meeting_id>")
@allow(*HOSTS)
def answer(meeting_id: int) -> ResponseReturnValue:
    """What one meeting gave."""
    row, form = meeting_of(current_asker(), meeting_id) or abort(404), ResultForm()
    if not form.accepted():
        flash(next((one for several in form.errors.values() for one in several), "Choisissez."), "error")
        return redirect(url_for(".index", _anchor=f"rencontre-{meeting_id}"))
    try:
        say(row, form.result.data, form.remark.data or "")
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".index", _anchor=f"rencontre-{meeting_id}"))


@bp.post("/mes-rencontres/<int:meeting_id>/annuler")
@allow(*HOSTS)
def undo(meeting_id: int) -> ResponseReturnValue:
    """Take back what was said of one meeting."""
    take_back(meeting_of(current_asker(), meeting_id) or abort(404))
    db.session.commit()
    return redirect(url_for(".index", _anchor=f"rencontre-{meeting_id}"))
