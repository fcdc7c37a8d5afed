"""What the declaring pages share: who may come, the statement or 404, what comes next."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.checks.queries import check_sendable, findings_of
from clauses.hours.checks.rules import Level
from clauses.hours.declaring.rules import of_month
from clauses.hours.declaring.sending_queries import DECLARERS as DECLARERS
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import statement_of
from clauses.hours.ledger.rules import OPEN_STATES, LineState
from facilitator.access import current_asker
from facilitator.formats import month as month_of
from facilitator.words import RuleBroken

FOLDER = "clauses/hours/declaring"


def own(statement_id: int) -> Statement:
    """The company's own statement, or 404."""
    return statement_of(current_asker(), statement_id) or abort(404)


def fillable(statement_id: int) -> Statement:
    """The statement, when it may still be filled; whoever comes back to a sent one is shown what was sent."""
    statement = own(statement_id)
    if statement.state not in OPEN_STATES:
        abort(redirect(url_for("sending.show", statement_id=statement.id)))
    return statement


def page(template: str, statement: Statement, **shown: object) -> str:
    """One question about a statement."""
    words = {"month": month_of(statement.month), "of_month": of_month(statement.month)}
    return render_template(f"{FOLDER}/{template}.html", statement=statement, **words, **shown)


def only_returned(statement: Statement) -> bool:
    """Whether some lines were named when it was returned: the others do not change."""
    return any(line.state is LineState.RETURNED for line in statement.lines)


def warned(statement: Statement) -> dict[int, str]:
    """What passes with a word of explanation, by employment: all the sentences about one person together."""
    said: dict[int, list[str]] = {}
    for found in findings_of(statement):
        if found.level is Level.WARNING and found.employment is not None:
            own = said.setdefault(found.employment, [])
            own.append(found.beside() if own else found.sentence)
    return {employment: " ".join(sentences) for employment, sentences in said.items()}


def remarks_on(statement: Statement) -> dict[int, str]:
    """The words already given, by employment."""
    return {line.employment_id: line.remark for line in statement.lines if line.remark}


def is_sendable(statement: Statement) -> bool:
    """Whether nothing holds it back."""
    try:
        check_sendable(statement)
    except RuleBroken:
        return False
    return True


def after_hours(statement: Statement) -> ResponseReturnValue:
    """The next question once the hours are typed: the explanations still to give, else the check."""
    mute = warned(statement).keys() - remarks_on(statement).keys()
    there = "declaring.explain" if mute else "sending.check"
    return redirect(url_for(there, statement_id=statement.id))
