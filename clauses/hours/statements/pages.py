"""What every page of a statement shares: find it or answer 404, send its form once."""

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from clauses.hours.changes.queries import Conflict, conflict_of, shown_of
from clauses.hours.changes.rules import Outdated
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import Reader
from clauses.hours.statements.forms import ActForm
from clauses.hours.statements.queries import whole_one
from facilitator.access import current_asker
from facilitator.db import db
from facilitator.formats import month
from facilitator.once.queries import answer_of, keep, new_key
from facilitator.words import RuleBroken


def own_statement(statement_id: int) -> Statement:
    """The asker's statement, or 404."""
    return whole_one(current_asker(), statement_id) or abort(404)


def reader() -> Reader:
    """Whose words the page speaks."""
    return Reader.BODY if current_asker().body_id is not None else Reader.COMPANY


def title_of(statement: Statement) -> str:
    """`Relevé d’octobre 2026`."""
    said = month(statement.month)
    return f"Relevé d’{said}" if said[0] in "ao" else f"Relevé de {said}"


def statement_url(statement: Statement) -> str:
    """The statement's page."""
    return url_for("statements.show", statement_id=statement.id)


def read_again(form: ActForm, statement: Statement) -> Conflict | None:
    """Give the form the statement as it is shown now; what differs from what had been read, if anything does.

    What was typed stays: sending the form again decides on what stands now.
    """
    found = None
    if request.method == "POST":
        found = conflict_of(statement, form.shown.data, reader())
    else:
        form.form_key.data = new_key()
    form.shown.data = shown_of(statement).packed
    return found


def decide(
    statement: Statement, label: str, action: str, may_act: bool, shown: str | None
) -> ResponseReturnValue | None:
    """The page that shows what changed and offers the act again; None when nothing changed."""
    found = conflict_of(statement, shown, reader())
    if found is None:
        return None
    return render_template(
        "clauses/hours/changes/decide.html",
        conflict=found,
        said=title_of(statement),
        label=label,
        action=action,
        may_act=may_act,
        hidden={"form_key": new_key(), "shown": shown_of(statement).packed},
        url=statement_url(statement),
    ), 409


def once(act: Callable[[], str]) -> ResponseReturnValue:
    """Do an act that gives its address, keep its key and commit; the same form again only goes there.

    Raises `RuleBroken` when a rule refuses; the caller shows it.
    """
    key, sender = request.form.get("form_key", ""), current_asker().sender
    held = {name: request.form.getlist(name) for name in request.form}
    known = answer_of(key, sender, held)
    if known is None:
        try:
            known = act()
            keep(key, sender, held, known)
            db.session.commit()
        except RuleBroken:
            db.session.rollback()
            raise
        except StaleDataError as stale:  # somebody wrote between our reading and our writing
            db.session.rollback()
            raise Outdated from stale
    return redirect(known)


def asked(
    template: str, statement: Statement, form: ActForm, act: Callable[[], str], **shown: object
) -> ResponseReturnValue:
    """Ask by a form, then act once on what was shown; a refusal is shown on the form."""
    statement_id = statement.id
    if form.accepted():
        try:
            return once(act)
        except RuleBroken as broken:
            form.refuse(broken)
            statement = own_statement(statement_id)
    return render_template(
        f"clauses/hours/statements/{template}.html",
        conflict=read_again(form, statement),
        statement=statement,
        said=title_of(statement),
        form=form,
        url=statement_url(statement),
        **shown,
    )
