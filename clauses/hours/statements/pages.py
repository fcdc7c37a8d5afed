"""What every page of a statement shares: find it or answer 404, send its form once."""

from collections.abc import Callable

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import Reader
from clauses.hours.statements.queries import whole_one
from facilitator.access import COMPANY_ROLES, current_asker
from facilitator.db import db
from facilitator.formats import month
from facilitator.once.queries import answer_of, keep
from facilitator.words import RuleBroken

OUTDATED = (
    "Ce relevé a changé depuis que vous l’avez ouvert : relisez-le avant de décider. Rien n’a été enregistré."
)


def own_statement(statement_id: int) -> Statement:
    """The asker's statement, or 404."""
    return whole_one(current_asker(), statement_id) or abort(404)


def reader() -> Reader:
    """Whose words the page speaks."""
    return Reader.COMPANY if current_asker().role in COMPANY_ROLES else Reader.BODY


def title_of(statement: Statement) -> str:
    """`Relevé d’octobre 2026`."""
    said = month(statement.month)
    return f"Relevé d’{said}" if said[0] in "ao" else f"Relevé de {said}"


def statement_url(statement: Statement) -> str:
    """The statement's page."""
    return url_for("statements.show", statement_id=statement.id)


def check_shown(statement: Statement, shown: str | None) -> None:
    """Refuse to decide on what the asker has not seen: `shown` is the version of the page she read."""
    if shown != str(statement.version):
        raise RuleBroken(OUTDATED)


def once(act: Callable[[], str]) -> ResponseReturnValue:
    """Do an act that gives its address, keep its key and commit; the same form again only goes there.

    Raises `RuleBroken` when a rule refuses; the caller shows it.
    """
    key, sender = request.form.get("form_key", ""), f"user {current_asker().user_id}"
    held = {name: request.form.getlist(name) for name in request.form}
    known = answer_of(key, sender, held)
    if known is None:
        try:
            known = act()
        except RuleBroken:
            db.session.rollback()
            raise
        keep(key, sender, held, known)
        db.session.commit()
    return redirect(known)
