"""Check the answers, send them together, keep the receipt, take back what was sent."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.changes.queries import conflict_of, shown_of
from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import Finding, Level
from clauses.hours.declaring.letters import post_receipt
from clauses.hours.declaring.pages import (
    FOLDER,
    fillable,
    is_sendable,
    own,
    page,
    remarks_on,
    warned,
)
from clauses.hours.declaring.queries import (
    next_task,
    ready_beside,
    sending_of,
    statements_in,
    workers_of,
)
from clauses.hours.declaring.rules import LEGAL
from clauses.hours.declaring.sending_queries import DECLARERS, hers, send
from clauses.hours.declaring.staff_queries import count_proofs
from clauses.hours.ledger.asking_rules import is_asked
from clauses.hours.ledger.checked_queries import checked
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import recall
from clauses.hours.ledger.rules import OPEN_STATES, Reader, State
from facilitator.access import Asker, allow, current_asker
from facilitator.clock import today
from facilitator.db import before_writing, db
from facilitator.once.queries import CHANGED, answer_of, keep, new_key
from facilitator.words import RuleBroken

bp = Blueprint("sending", __name__, url_prefix="/declarer")


def blocking(statement: Statement) -> list[Finding]:
    """What forbids to send."""
    return [found for found in findings_of(statement) if found.level is Level.BLOCKING]


@bp.get("/<int:statement_id>/verifier")
@allow(*DECLARERS)
def check(statement_id: int) -> ResponseReturnValue:
    """All the answers, each with a way to change it, and the sentence that binds."""
    statement = fillable(statement_id)
    if not (statement.lines or statement.no_hours):
        return redirect(url_for("declaring.question", statement_id=statement.id))
    return check_page(statement)


def check_page(statement: Statement, refused: str = "") -> ResponseReturnValue:
    """The page itself; `refused` says why the sending did not go."""
    beside = [one for one in ready_beside(current_asker(), statement) if is_sendable(one)]
    return page(
        "check",
        statement,
        workers=[one for one in workers_of(statement) if one.total],
        beside=beside,
        many_months={one.month for one in beside} - {statement.month},
        mute=warned(statement).keys() - remarks_on(statement).keys(),
        remarks=remarks_on(statement),
        blocking=blocking(statement),
        refused=refused,
        proofs=count_proofs(statement),
        legal=LEGAL,
        form_key=request.form.get("form_key") or new_key(),
    )


@bp.post("/<int:statement_id>/verifier")
@allow(*DECLARERS)
def send_now(statement_id: int) -> ResponseReturnValue:
    """Send it, with those of the same month that are ticked; pressed twice, the same receipt.

    All is read and checked before the lock of writers is held, by `answer_of` at the latest.
    """
    asker, filled = current_asker(), request.form.to_dict(flat=False)
    form = request.form.get("form_key", ""), who(asker), filled
    try:
        with before_writing():
            if known := answer_of(*form):
                return redirect(known)
            keys = hers(asker, [statement_id, *ticked_beside(statement_id)]) or abort(404)
            ready = checked(keys)
        if known := answer_of(*form):
            return redirect(known)
        receipt = send(ready, asker.name)
    except RuleBroken as broken:
        return not_sent(statement_id, broken)
    there = url_for(".receipt", sending_id=receipt.id)
    keep(*form, there)
    post_receipt(asker, receipt)
    db.session.commit()
    return redirect(there)


def not_sent(statement_id: int, broken: RuleBroken) -> ResponseReturnValue:
    """Why it did not go; what was sent already is shown as it was sent."""
    db.session.rollback()
    statement = own(statement_id)
    if statement.state in OPEN_STATES:
        return check_page(statement, broken.message)
    if broken.message == CHANGED:
        raise broken
    return redirect(url_for(".show", statement_id=statement_id))


def ticked_beside(statement_id: int) -> list[int]:
    """The other months that are ticked, of those that wait to be sent with this one."""
    wanted = set(request.form.getlist("beside"))
    beside = ready_beside(current_asker(), own(statement_id)) if wanted else ()
    return [one.id for one in beside if str(one.id) in wanted]


def who(asker: Asker) -> str:
    """Whose form it is: an account's, or a link's."""
    return f"link {asker.scope.link_id}" if asker.scope else f"user {asker.account_id}"


@bp.get("/recus/<int:sending_id>")
@allow(*DECLARERS)
def receipt(sending_id: int) -> ResponseReturnValue:
    """What was sent, when, under which number; what comes next. To be printed."""
    asker = current_asker()
    sending = sending_of(asker, sending_id) or abort(404)
    following = next_task(asker)
    return render_template(
        f"{FOLDER}/receipt.html",
        sending=sending,
        rows=rows_of(statements_in(asker, sending), sending.snapshot),
        following=following,
        today=today(),
        asked=following is not None and is_asked(following.month, following.due_on, today()),
    )


def rows_of(statements: Sequence[Statement], snapshot: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By statement: what it is about and the minutes that were sent, whatever happened since."""
    lines = {one["statement"]: one["lines"] for one in snapshot}
    return [
        {
            "statement": statement,
            "people": len({line[0] for line in lines[statement.id] if line[2]}),
            "minutes": sum(line[2] for line in lines[statement.id]),
        }
        for statement in statements
    ]


@bp.get("/<int:statement_id>/envoye")
@allow(*DECLARERS)
def show(statement_id: int) -> ResponseReturnValue:
    """A statement that is sent or validated, as it stands."""
    statement = own(statement_id)
    if statement.state in OPEN_STATES:
        return redirect(url_for("declaring.question", statement_id=statement.id))
    workers = [one for one in workers_of(statement) if one.total]
    return page(
        "sent",
        statement,
        workers=workers,
        state=statement.state.seen_by(Reader.COMPANY),
        may_recall=statement.state is State.SUBMITTED,
        shown=shown_of(statement).packed,
    )


@bp.post("/<int:statement_id>/reprendre")
@allow(*DECLARERS)
def take_back(statement_id: int) -> ResponseReturnValue:
    """Take back what nobody has validated yet, to change it; what changed meanwhile is shown first."""
    statement, shown = own(statement_id), request.form.get("shown")
    if statement.state is State.DRAFT:  # pressed twice
        return redirect(url_for("declaring.question", statement_id=statement.id))
    if conflict := conflict_of(statement, shown, Reader.COMPANY):
        return page(
            "changed",
            statement,
            conflict=conflict,
            may_recall=statement.state is State.SUBMITTED,
            shown=shown_of(statement).packed,
        ), 409
    recall(statement)
    db.session.commit()
    flash("Le relevé est repris : modifiez-le, puis envoyez-le de nouveau.")
    return redirect(url_for("declaring.question", statement_id=statement.id))
