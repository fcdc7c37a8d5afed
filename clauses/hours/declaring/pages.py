"""What the declaring pages share: who may come, the statement or 404, what comes next."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Finding, Level
from clauses.hours.declaring.rules import month_name, of_month
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import statement_of
from clauses.hours.ledger.rules import OPEN_STATES, LineState
from facilitator.access import COMPANY_ROLES, Role, current_asker

DECLARERS = (*sorted(COMPANY_ROLES), Role.LINK)
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
    words = {"month": month_name(statement.month), "of_month": of_month(statement.month)}
    return render_template(f"{FOLDER}/{template}.html", statement=statement, **words, **shown)


def only_returned(statement: Statement) -> bool:
    """Whether some lines were named when it was returned: the others do not change."""
    return any(line.state is LineState.RETURNED for line in statement.lines)


def warnings(statement: Statement) -> list[Finding]:
    """What passes with a word of explanation."""
    return [found for found in findings_of(statement) if found.level is Level.WARNING]


def remark_of(statement: Statement, finding: Finding) -> str:
    """The word already given on the line of a warning."""
    lines = (
        line
        for line in statement.lines
        if line.employment_id == finding.employment and finding.kind in (None, line.kind)
    )
    return next((line.remark for line in lines if line.remark), "")


def after_hours(statement: Statement) -> ResponseReturnValue:
    """The next question once the hours are typed: the explanations still to give, else the check."""
    mute = [found for found in warnings(statement) if not remark_of(statement, found)]
    there = "declaring.explain" if mute else "sending.check"
    return redirect(url_for(there, statement_id=statement.id))
