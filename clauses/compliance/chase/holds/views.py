"""Hold the reminders of a company back, or let them go."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.chase.forms import HoldForm
from clauses.compliance.chase.holds.queries import contract_named, contracts_named, held_by, hold, lift
from clauses.compliance.chase.line_queries import line_of
from clauses.compliance.chase.pages import PART, known
from clauses.compliance.chase.rules import contracts_of
from clauses.compliance.schedule.calendar_rules import add_working_days
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("chase_holds", __name__, url_prefix="/relances")
ALL = "Toute l’entreprise"
USUAL = 10
"""Working days proposed at first: two weeks."""


@bp.get("/entreprises/<int:organisation_id>/suspendre")
@bp.post("/entreprises/<int:organisation_id>/suspendre")
@allow(*BODY_ROLES)
def make(organisation_id: int) -> ResponseReturnValue:
    """No reminder until a day, for a reason."""
    asker, organisation = current_asker(), known(organisation_id)
    form = HoldForm(until=add_working_days(today(), USUAL))
    line = line_of(asker.organisation_id, organisation.id, today())
    form.contract_id.choices = {0: ALL} | contracts_named(asker, contracts_of(line.debts) if line else [])
    if form.accepted():
        try:
            contract = contract_named(asker, form.contract_id.data)
            hold(asker, organisation, contract, form.until.data, form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Les relances sont suspendues.")
            return redirect(url_for("chase.company", organisation_id=organisation.id))
    return render_template(f"{PART}/hold.html", form=form, organisation=organisation)


@bp.post("/suspensions/<int:hold_id>/lever")
@allow(*BODY_ROLES)
def lift_hold(hold_id: int) -> ResponseReturnValue:
    """Let the reminders go again."""
    held = held_by(current_asker(), hold_id) or abort(404)
    lift(held)
    db.session.commit()
    flash("Les relances reprennent.")
    return redirect(url_for("chase.company", organisation_id=held.organisation_id))
