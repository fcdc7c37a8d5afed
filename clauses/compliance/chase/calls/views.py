"""The call list: whom to telephone, at which number, what to say; how it ended, in one key."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.chase.calls.forms import CallForm
from clauses.compliance.chase.calls.queries import contact_in, keep_call
from clauses.compliance.chase.calls.rules import CallOutcome
from clauses.compliance.chase.glance_queries import glances_of, shown
from clauses.compliance.chase.letters.rules import lines_of as phrases
from clauses.compliance.chase.line_queries import line_of
from clauses.compliance.chase.line_rules import Line, Turn
from clauses.compliance.chase.pages import PART, known, told_today
from clauses.compliance.contacts.rules import Person
from clauses.hours.statements.pages import once
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken

bp = Blueprint("calls", __name__, url_prefix="/relances/appels")


def callable_people(line: Line) -> list[Person]:
    """Those who have a telephone and have not left, the hierarchical contact last."""
    return [one for one in line.people if one.phone and not one.left]


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Those to telephone today, the longest waiting first; those without any contact after them."""
    told = told_today()
    glances = glances_of(told)
    calling = shown(told, [one for one in glances if one.line.turn is Turn.CALL])
    return render_template(
        f"{PART}/calls.html",
        rows=[(line, callable_people(line), phrases(line.debts, line.today), new_key()) for line in calling],
        mute=shown(told, [one for one in glances if one.line.turn is Turn.CONTACT]),
        outcomes=CallOutcome,
        waiting=sum(one.line.again_on is not None and one.line.turn is not Turn.CALL for one in glances),
    )


@bp.post("/<int:organisation_id>")
@allow(*BODY_ROLES)
def keep(organisation_id: int) -> ResponseReturnValue:
    """How a call ended; pressed twice, one call."""
    organisation, form = known(organisation_id), CallForm()
    form.contact_id.choices = {0: "—"} | {one.id: one.name for one in organisation.contacts}
    there = url_for(".index")

    def act() -> str:
        line = line_of(current_asker().organisation_id, organisation.id, today())
        contact = contact_in(organisation, form.contact_id.data)
        outcome = CallOutcome(form.outcome.data)
        keep_call(current_asker(), organisation, line, outcome, contact, form.note.data or "")
        flash(f"{organisation.name} : {outcome.label.lower()}. C’est noté.")
        return there

    if not form.accepted():
        flash("Dites comment l’appel a fini.", "error")
        return redirect(there)
    try:
        return once(act)
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(there)
