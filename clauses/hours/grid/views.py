"""Pages of the grids: the list, a contract over its months, a month over a company's contracts.

A page takes what is typed in it at its own address: a whole form without scripts, or the few cells
that changed as JSON (`{form_key, changes: [{statement, employment, minutes, line_version, before}]}`).
"""

import json
from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.grid.exports import COLUMNS
from clauses.hours.grid.list_queries import choices_of, count_of, rows_of
from clauses.hours.grid.pages import Problem, Tab, View, clock_time, kinds_of, place_name, problems_of, told
from clauses.hours.grid.queries import (
    Saved,
    contracts_of_month,
    months_around,
    months_of,
    reader_of,
    save,
    sheet_of,
    sums_of,
    years_of,
)
from clauses.hours.grid.rules import Change, Typed, Verdict, read_diffs, read_fields
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Role, allow, current_asker
from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import month as month_name
from facilitator.formats import plural
from facilitator.once.queries import answer_of, keep, new_key
from facilitator.words import RuleBroken

bp = Blueprint("grid", __name__, url_prefix="/grille")
READERS = (*BODY_ROLES, *COMPANY_ROLES, Role.LINK)
FILTERS = (
    Filter("q", "Marché ou entreprise"),
    Filter.of("mois", "Mois", [("ouverts", "Avec des mois à envoyer")]),
)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    return Listing.read(url_for(".index"), request.args, FILTERS, COLUMNS, "-ouverts")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The commitments whose hours can be seen in a grid."""
    listing = listing_of()
    found = choices_of(current_asker(), listing.values, listing.sort)
    listing = listing.counted(count_of(found))
    rows = rows_of(found, listing.offset, listing.size)
    return render_template("clauses/hours/grid/index.html", rows=rows, columns=COLUMNS, listing=listing)


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = rows_of(choices_of(current_asker(), listing.values, listing.sort))
    return download(ending, "Grilles", COLUMNS, rows, listing)


def asked_kind() -> MinutesKind:
    """The kind of minutes that the address asks for."""
    asked = request.args.get("nature", "")
    return MinutesKind(asked) if asked in set(MinutesKind) else MinutesKind.WORK


@bp.get("/engagements/<int:commitment_id>")
@bp.post("/engagements/<int:commitment_id>")
@allow(*READERS)
def contract(commitment_id: int) -> ResponseReturnValue:
    """A contract over the months of a year."""
    years = years_of(current_asker(), commitment_id) or abort(404)
    asked = request.args.get("annee", "")
    year = int(asked) if asked in map(str, years) else years[-1]
    return answer(lambda: contract_view(commitment_id, year, years))


def contract_view(commitment_id: int, year: int, years: list[int]) -> View:
    """The grid of a contract for a year."""
    asker, kind = current_asker(), asked_kind()
    sheet = sheet_of(months_of(asker, commitment_id, year), kind)
    commitment = sheet.statements[0].commitment
    found = commitment.terms.lot.contract

    def url(other: MinutesKind = kind, at: int = year) -> str:
        return url_for(".contract", commitment_id=commitment_id, annee=at, nature=other.value)

    return View(
        f"Heures {year}",
        f"{found.reference} — {found.title}, {commitment.organisation.name}",
        url(),
        sheet,
        reader_of(asker),
        True,
        kinds_of(kind, url),
        [Tab(str(one), url(at=one), one == year) for one in years],
    )


@bp.get("/entreprises/<int:organisation_id>/<month>")
@bp.post("/entreprises/<int:organisation_id>/<month>")
@allow(*READERS)
def month(organisation_id: int, month: str) -> ResponseReturnValue:
    """A month over all the contracts of a company."""
    months = months_around(current_asker(), organisation_id)
    at = next((one for one in months if f"{one:%Y-%m}" == month), None) or abort(404)
    return answer(lambda: month_view(organisation_id, at, months))


def month_view(organisation_id: int, at: date, months: list[date]) -> View:
    """The grid of a company for a month, with the months around."""
    asker, kind = current_asker(), asked_kind()
    sheet = sheet_of(contracts_of_month(asker, organisation_id, at), kind)

    def url(other: MinutesKind = kind, on: date = at) -> str:
        return url_for(".month", organisation_id=organisation_id, month=f"{on:%Y-%m}", nature=other.value)

    index = months.index(at)
    near = months[max(0, index - 3) : index + 4]
    return View(
        f"Heures de {month_name(at)}",
        sheet.statements[0].commitment.organisation.name,
        url(),
        sheet,
        reader_of(asker),
        False,
        kinds_of(kind, url),
        [Tab(month_name(one), url(on=one), one == at) for one in near],
    )


def answer(gather: Callable[[], View]) -> ResponseReturnValue:
    """The page of a grid, or what became of the hours sent to it."""
    if request.method != "POST":
        return shown(gather())
    return saved_cells(gather()) if request.is_json else saved_page(gather)


def shown(view: View) -> str:
    """The page."""
    return render_template("clauses/hours/grid/show.html", view=view, form_key=new_key(), owner=sender())


def sender() -> str:
    """Who sends: for the keys of forms, and for what a browser keeps of an unsent grid."""
    asker = current_asker()
    return f"grid {asker.membership_id or 0} {asker.scope.link_id if asker.scope else 0}"


def saved_cells(view: View) -> ResponseReturnValue:
    """Save the cells that a script sends; answer for each, and the totals as they are now."""
    sent = request.get_json(silent=True)
    try:
        changes = read_diffs(sent.get("changes") if isinstance(sent, dict) else None)
        key = str(sent["form_key"])[:100] if isinstance(sent, dict) and sent.get("form_key") else ""
        held = {"changes": [json.dumps(sent["changes"], sort_keys=True)]}  # type: ignore[index]
        known = answer_of(key, sender(), held)
    except RuleBroken as broken:
        return jsonify(sentence=broken.message), HTTPStatus.UNPROCESSABLE_ENTITY
    saved = save(
        view.sheet, changes
    )  # a cell that holds what is wanted is saved already: once more is harmless
    sums = sums_of(view.sheet)
    states = {one.id: one.state.seen_by(view.reader) for one in view.sheet.statements}
    cells = [told(one) for one in saved.outcomes]
    if saved.wrote:
        if known is None:
            keep(key, sender(), held, view.url)
        db.session.commit()
    told_now = {"cells": cells, "columns": sums.columns, "whole": sums.whole, "rows": sums.rows}
    at = clock_time(now().astimezone(PARIS))
    return jsonify(**told_now, states=states, saved_at=at), status_of(saved)


def status_of(saved: Saved) -> HTTPStatus:
    """409 when a cell was changed by somebody else, 422 when one was refused."""
    if saved.having(Verdict.CONFLICT):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if saved.having(Verdict.REFUSED) else HTTPStatus.OK


def saved_page(gather: Callable[[], View]) -> ResponseReturnValue:
    """Save a whole page sent without scripts; show again what could not be saved."""
    held, key = request.form.to_dict(flat=False), request.form.get("form_key", "")
    try:
        if known := answer_of(key, sender(), held):
            return redirect(known)
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(gather().url)
    view = gather()
    typed = read_fields(request.form.items(multi=True))
    changes, problems = read_typed(view, typed)
    saved = save(view.sheet, changes)
    problems += problems_of(view, typed, saved.outcomes)
    if saved.wrote:
        if not problems:
            keep(key, sender(), held, view.url)
        db.session.commit()
    count = len(saved.having(Verdict.SAVED))
    if problems:
        again = gather()
        again.problems = problems
        return shown(again), HTTPStatus.CONFLICT if saved.having(Verdict.CONFLICT) else HTTPStatus.OK
    flash(f"{plural(count, 'case enregistrée', 'cases enregistrées')}." if count else "Rien n’a changé.")
    return redirect(view.url)


def read_typed(view: View, typed: list[Typed]) -> tuple[list[Change], list[Problem]]:
    """What the cells ask for, and those that do not read as hours."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for one in typed:
        try:
            change = one.change()
        except RuleBroken as broken:
            problems.append(
                Problem(one.place, one.text[:60], f"{place_name(view, one.place)} : {broken.message}")
            )
        else:
            changes += [change] if change else []
    return changes, problems
