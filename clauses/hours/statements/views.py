"""Pages of one statement: read it, validate it, return it to the company."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from clauses.hours.changes.queries import check_shown, shown_of
from clauses.hours.checks.derogation_queries import standing_on
from clauses.hours.checks.memory_queries import past_of as past_hours
from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import DEROGABLE
from clauses.hours.confirmation.queries import differences_of
from clauses.hours.ledger.queries import give_back, validate
from clauses.hours.ledger.rules import OPEN_STATES, Reader, State
from clauses.hours.statements.exports import SHEET
from clauses.hours.statements.forms import ReturnForm
from clauses.hours.statements.pages import (
    asked,
    decide,
    once,
    own_statement,
    reader,
    statement_url,
    title_of,
)
from clauses.hours.statements.queries import documents_of, past_of, people_of
from clauses.hours.statements.returning import tell_company
from clauses.hours.statements.sheet import next_of, rows_of
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import on_clause
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow
from facilitator.clock import today
from facilitator.formats import hours
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken

bp = Blueprint("statements", __name__, url_prefix="/releves")
READERS = (*BODY_ROLES, *COMPANY_ROLES)
PART = "clauses/hours/statements"


@bp.get("/<int:statement_id>")
@allow(*READERS)
def show(statement_id: int) -> ResponseReturnValue:
    """One month of one company: who, how much, what it counts for and why, what is to look at."""
    statement = own_statement(statement_id)
    people = people_of(statement)
    findings = []
    if statement.state is not State.VALIDATED:
        findings = [*findings_of(statement), *differences_of([statement])[statement.id]]
    months = statement.commitment.terms.own_window_months
    decided = windows_of({one.participant_id for one in people})
    windows = {person: on_clause(known, months) for person, known in decided.items()}
    late = statement.state in OPEN_STATES and statement.due_on < today()
    body = reader() is Reader.BODY
    return render_template(
        f"{PART}/show.html",
        statement=statement,
        contract=statement.commitment.terms.lot.contract,
        title=title_of(statement),
        state=statement.state.seen_by(reader()),
        body=body,
        late=late,
        said=next_of(statement, late) if body else "",
        rows=list(rows_of(statement, people, findings, windows, past_hours([statement]))),
        columns=SHEET,
        general=[found for found in findings if found.employment is None],
        derogations=standing_on(statement) if body else [],
        derogable=DEROGABLE,
        documents=documents_of(statement),
        events=past_of(statement) if body else [],
        form_key=new_key(),
        shown=shown_of(statement).packed,
    )


@bp.post("/<int:statement_id>/valider")
@allow(*BODY_ROLES)
def approve(statement_id: int) -> ResponseReturnValue:
    """Validate what was seen: its hours count from now on."""
    statement = own_statement(statement_id)

    def act() -> str:
        check_shown(statement, request.form.get("shown"))
        validate(statement)
        flash(f"{title_of(statement)} : {hours(statement.counted_minutes)} comptent désormais.")
        return statement_url(statement)

    try:
        return once(act)
    except RuleBroken as broken:
        statement = own_statement(statement_id)
        may_act, shown = statement.state is State.SUBMITTED, request.form.get("shown")
        page = decide(statement, "Valider ce qui est enregistré", request.path, may_act, shown)
        if page is None:
            flash(broken.message, "error")
        return page or redirect(statement_url(statement))


@bp.get("/<int:statement_id>/renvoyer")
@bp.post("/<int:statement_id>/renvoyer")
@allow(*BODY_ROLES)
def send_back(statement_id: int) -> ResponseReturnValue:
    """Return a statement, or some of its lines, with a reason that is mailed to the company."""
    statement = own_statement(statement_id)
    form = ReturnForm()
    form.offer((line.id, f"{line.participant.name}, {hours(line.minutes)}") for line in statement.lines)
    form.lines.data = [one for one in form.lines.data or () if one in form.lines.choices]

    def act() -> str:
        check_shown(statement, form.shown.data)
        chosen = [line for line in statement.lines if str(line.id) in form.lines.data]
        give_back(statement, form.reason, [(line, form.reason) for line in chosen])
        flash(tell_company(statement, form.reason, chosen))
        return statement_url(statement)

    return asked("send_back", statement, form, act)
