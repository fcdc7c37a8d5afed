"""What the facilitator does on one statement beside validating: send for the company, correct, derogate."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.changes.queries import check_shown, shown_of
from clauses.hours.changes.rules import is_outdated, read_shown
from clauses.hours.checks.derogation_queries import grant, standing_on, withdraw
from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Code, Level
from clauses.hours.ledger.queries import correct, say_nothing, submit
from clauses.hours.ledger.rules import OPEN_STATES, State
from clauses.hours.statements.forms import CorrectionForm, DerogationForm, SendForm
from clauses.hours.statements.list_views import bp
from clauses.hours.statements.pages import (
    asked,
    own_statement,
    statement_url,
    title_of,
)
from clauses.hours.statements.queries import people_of
from clauses.hours.statements.sheet import balances_of
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.db import db
from facilitator.formats import hours
from facilitator.words import RuleBroken


@bp.get("/<int:statement_id>/envoyer")
@bp.post("/<int:statement_id>/envoyer")
@allow(*BODY_ROLES)
def send_for(statement_id: int) -> ResponseReturnValue:
    """Send a month on the company's behalf, with who gave the hours."""
    statement = own_statement(statement_id)
    if request.method != "POST" and statement.state not in OPEN_STATES:
        return redirect(statement_url(statement))
    form = SendForm()

    def act() -> str:
        check_shown(statement, form.shown.data)
        if not statement.lines and not statement.no_hours:
            say_nothing(statement)
        submit([statement], f"{form.author_name.data} (saisi par la structure)"[:120])
        flash(f"{title_of(statement)} : envoyé pour l’entreprise.")
        return statement_url(statement)

    return asked("send_for", statement, form, act, findings=findings_of(statement))


@bp.get("/<int:statement_id>/corriger")
@bp.post("/<int:statement_id>/corriger")
@allow(*BODY_ROLES)
def amend(statement_id: int) -> ResponseReturnValue:
    """Correct a validated month by a signed line: said, shown with its effect, then confirmed."""
    statement = own_statement(statement_id)
    if statement.state is not State.VALIDATED:
        return redirect(statement_url(statement))
    people = people_of(statement)
    balances = balances_of(statement, people)
    form = CorrectionForm()
    form.offer((f"{one.employment.id}:{one.kind.value}", one.sentence) for one in balances)

    def act() -> str:
        check_shown(statement, form.shown.data)
        employment_id, kind = form.target
        chosen = next(one for one in people if one.id == employment_id)
        line = correct(statement, chosen, MinutesKind(kind), form.hours.minutes, form.reason.data or "")
        flash(f"Correction enregistrée : {hours(line.minutes)}, comptées pour {hours(line.counted)}.")
        return statement_url(statement)

    if is_outdated(read_shown(form.shown.data), shown_of(statement)):
        form.confirmed.data = ""  # its effect is to be shown anew
    elif request.method == "POST" and not form.confirmed.data and form.validate():
        chosen = next(one for one in balances if f"{one.employment.id}:{one.kind.value}" == form.who.data)
        form.confirmed.data = "oui"
        return render_template(
            "clauses/hours/statements/confirm_amend.html",
            said=title_of(statement),
            form=form,
            chosen=chosen,
            after=chosen.minutes + form.hours.minutes,
            back=url_for(".amend", statement_id=statement_id),
        )
    return asked("amend", statement, form, act)


@bp.get("/<int:statement_id>/deroger/<int:employment_id>/<code>")
@bp.post("/<int:statement_id>/deroger/<int:employment_id>/<code>")
@allow(*BODY_ROLES)
def derogate(statement_id: int, employment_id: int, code: str) -> ResponseReturnValue:
    """Let a blocking finding pass, with a reason that stays."""
    statement = own_statement(statement_id)
    found = next(
        (
            one
            for one in findings_of(statement)
            if one.level is Level.BLOCKING and (one.employment, one.code.value) == (employment_id, code)
        ),
        None,
    )
    form = DerogationForm()
    if found is None:
        return redirect(statement_url(statement))

    def act() -> str:
        grant(current_asker(), statement, employment_id, Code(code), form.reason.data or "")
        flash("Dérogation enregistrée, avec votre motif.")
        return statement_url(statement)

    return asked("derogate", statement, form, act, finding=found)


@bp.post("/<int:statement_id>/derogations/<int:derogation_id>/retirer")
@allow(*BODY_ROLES)
def end_derogation(statement_id: int, derogation_id: int) -> ResponseReturnValue:
    """Take a derogation back while the month is not validated."""
    statement = own_statement(statement_id)
    given = next((one for one in standing_on(statement) if one.id == derogation_id), None) or abort(404)
    try:
        withdraw(given)
        db.session.commit()
        flash("La dérogation est retirée.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".show", statement_id=statement_id))
