"""The rounds of an event: computed aside, shown by round, by person, by table, and as a file."""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import saved
from facilitator.access import allow, current_asker
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken
from worksites.events.models import Event
from worksites.events.pages import EDITORS, form_page, own_event
from worksites.events.rounds.bending_queries import set_plan
from worksites.events.rounds.clock_rules import room_for
from worksites.events.rounds.exports import COLUMNS
from worksites.events.rounds.forms import RoundsForm
from worksites.events.rounds.pages import FOLDER, own_plan, own_sheet, rounds_trail, rounds_url
from worksites.events.rounds.queries import FAIR, MOST_ROUNDS, PAUSE, ask, begin, plan_of
from worksites.events.rounds.rules import TONES
from worksites.events.rounds.running import is_dead, start
from worksites.events.rounds.sheet import sheet_of
from worksites.events.when_rules import local, moment

bp = Blueprint("rounds", __name__, url_prefix="/evenements/<int:event_id>/tours")


@bp.get("/")
@allow(*EDITORS)
def show(event_id: int) -> ResponseReturnValue:
    """The rounds: not computed yet, under way, or who sits where."""
    event = own_event(event_id)
    plan = plan_of(current_asker(), event_id)
    return render_template(
        f"{FOLDER}/show.html",
        event=event,
        plan=plan,
        sheet=sheet_of(plan, now(), current_asker()) if plan else None,
        dead=plan is not None and is_dead(plan.state, plan.asked_at, now()),
        tones=TONES,
        trail=rounds_trail(event, False),
    )


@bp.post("/calculer")
@allow(*EDITORS)
def compute(event_id: int) -> ResponseReturnValue:
    """Compute, with what is known now; what has begun or is kept stays."""
    event = own_event(event_id)
    try:
        plan = ask(event, now(), current_asker().account_id)
    except RuleBroken as broken:
        db.session.rollback()
        return render_template(
            f"{FOLDER}/show.html",
            event=event,
            plan=None,
            sheet=None,
            dead=False,
            tones=TONES,
            refusal=broken.message,
            trail=rounds_trail(event, False),
        ), 422
    db.session.commit()
    start(plan.id, current_app.config)
    return redirect(rounds_url(event_id))


@bp.get("/avancement")
@allow(*EDITORS)
def progress(event_id: int) -> ResponseReturnValue:
    """Whether the computing is over."""
    plan = own_plan(event_id)
    finished = plan.state.value != "rounds_running" or is_dead(plan.state, plan.asked_at, now())
    return jsonify(done=0, total=0, text="Le calcul dure quelques secondes…", finished=finished)


@bp.get("/reglages")
@bp.post("/reglages")
@allow(*EDITORS)
def settings(event_id: int) -> ResponseReturnValue:
    """When the rounds are, and whom they are for."""
    event = own_event(event_id)
    plan = plan_of(current_asker(), event_id)
    shown = {"starts": local(plan.starts_at if plan else event.starts_at).time()}
    form = RoundsForm(obj=plan, data=shown) if plan else RoundsForm(**shown, **_defaults(event))

    def act() -> None:
        row = begin(event)
        values = {name: value for name, value in form.data.items() if name != "starts"}
        values["starts_at"] = moment(local(row.starts_at).date(), form.starts.data)
        set_plan(row, values, sheet_of(row, now(), current_asker()).put)

    if saved(form, act):
        return redirect(rounds_url(event_id))
    return form_page(
        "Réglages des tours", form, event, cancel=rounds_url(event_id), trail=rounds_trail(event)
    )


def _defaults(event: Event) -> dict[str, int]:
    """What the rounds of an event would be by themselves."""
    rounds = room_for(event.starts_at, event.ends_at, event.meeting_minutes, PAUSE)
    return {
        "minutes": event.meeting_minutes,
        "pause": PAUSE,
        "rounds": min(rounds, MOST_ROUNDS),
        "fair": FAIR,
    }


@bp.get("/personnes")
@allow(*EDITORS)
def people(event_id: int) -> ResponseReturnValue:
    """Each person and her meetings."""
    event, sheet = own_event(event_id), own_sheet(event_id)
    return render_template(f"{FOLDER}/people.html", event=event, sheet=sheet, trail=rounds_trail(event))


@bp.get("/entreprises")
@allow(*EDITORS)
def companies(event_id: int) -> ResponseReturnValue:
    """Each table, its company and its meetings."""
    event, sheet = own_event(event_id), own_sheet(event_id)
    return render_template(f"{FOLDER}/companies.html", event=event, sheet=sheet, trail=rounds_trail(event))


@bp.get("/export.<ending>")
@allow(*EDITORS)
def file(event_id: int, ending: str) -> ResponseReturnValue:
    """The meetings as a file, round after round."""
    sheet = own_sheet(event_id)
    listing = Listing.read(url_for(".show", event_id=event_id), request.args, (), COLUMNS, "")
    return download(ending, "Tours de rencontres", COLUMNS, sheet.every_row, listing)
