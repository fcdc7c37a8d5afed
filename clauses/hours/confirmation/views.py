"""Confirmations: what an employer that lends people says of their hours, beside the company."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from clauses.hours.changes.queries import check_shown
from clauses.hours.confirmation.exports import COLUMNS, FIGURES
from clauses.hours.confirmation.forms import FiguresForm, figures_form
from clauses.hours.confirmation.partner_queries import (
    ACCOUNTS,
    CONFIRMERS,
    Lent,
    Month,
    confirmable_of,
    months_for,
    state_figures,
    unconfirmed_of,
)
from clauses.hours.confirmation.rules import Key
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from clauses.hours.statements.pages import once, title_of
from clauses.hours.statements.queries import whole
from facilitator.access import allow, current_asker
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken

bp = Blueprint("confirmations", __name__, url_prefix="/confirmations")
PART = "clauses/hours/confirmation"
SAME = "same"
"""The button that takes over the company's figures."""


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter.of("a_faire", "À faire", [("oui", "À confirmer")])]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS)


def found_by(listing: Listing) -> Select[Statement]:
    """The statements that the list holds."""
    return whole((unconfirmed_of if listing["a_faire"] else confirmable_of)(current_asker()))


@bp.get("/")
@allow(*CONFIRMERS)
def index() -> ResponseReturnValue:
    """The months of the people that the asker's organisation lends."""
    statements, listing = shown(found_by(listing_of()), listing_of())
    rows = months_for(current_asker(), statements)
    return render_template(f"{PART}/index.html", rows=rows, columns=COLUMNS, listing=listing)


@bp.get("/export.<ending>")
@allow(*ACCOUNTS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = months_for(current_asker(), list(everything(found_by(listing))))
    return download(ending, "Confirmations", COLUMNS, rows, listing)


def own_month(statement_id: int) -> Month:
    """A month in which the asker's organisation lent somebody, or 404."""
    found = whole(confirmable_of(current_asker()).where(Statement.id == statement_id))
    statement = next(everything(found), None) or abort(404)
    return months_for(current_asker(), [statement])[0]


def field_of(row: Lent) -> str:
    """The name of the field of a row."""
    return f"h-{row.employment.id}-{row.kind.value}"


def said_in(form: FiguresForm, month: Month) -> dict[Key, int]:
    """The figures that the form states: the company's, or those that were typed. Raises `RuleBroken`."""
    if request.form.get("act") == SAME:
        check_shown(month.statement, form.shown.data)
        return {row.key: row.company or 0 for row in month.rows}
    typed = form.figures()
    figures = {row.key: typed[field_of(row)] for row in month.rows if field_of(row) in typed}
    if not figures:
        raise RuleBroken("Indiquez au moins un chiffre.")
    return figures


@bp.get("/<int:statement_id>")
@bp.post("/<int:statement_id>")
@allow(*CONFIRMERS)
def show(statement_id: int) -> ResponseReturnValue:
    """Both figures of every person lent; confirm the company's, or give one's own."""
    month = own_month(statement_id)
    form = figures_form((field_of(row), label_of(row), row.own) for row in month.rows)()
    if request.method != "POST":
        form.form_key.data, form.shown.data = new_key(), str(month.statement.version)

    def act() -> str:
        agreed = state_figures(current_asker(), month, said_in(form, month))
        both = "Les deux chiffres concordent : ce mois est validé."
        flash(both if agreed else "Vos chiffres sont enregistrés.")
        return url_for(".index")

    if form.accepted():
        try:
            return once(act)
        except RuleBroken as broken:
            form.refuse(broken)
            month = own_month(statement_id)
            form.shown.data = str(month.statement.version)  # both figures are shown again, as they stand
    return render_template(
        f"{PART}/show.html",
        month=month,
        columns=FIGURES,
        statement=month.statement,
        title=title_of(month.statement),
        form=form,
        fields={row.key: form[field_of(row)] for row in month.rows},
        is_open=month.statement.state is not State.VALIDATED,
    )


def label_of(row: Lent) -> str:
    """The label of the field of a row."""
    return f"{row.employment.participant.name}, {row.kind.label.lower()}"
