"""Pages of the grids: the list, a contract over its months, a month over a company's contracts.

A page takes what is typed in it at its own address: a whole form without scripts, or the few cells
that changed as JSON (`{form_key, changes: [{statement, employment, minutes, line_version, before}]}`).
"""

import json
from collections.abc import Callable, Collection
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.grid.exports import COLUMNS
from clauses.hours.grid.list_queries import choices_of, count_of, rows_of
from clauses.hours.grid.pages import (
    Problem,
    Tab,
    View,
    clock_time,
    kinds_of,
    pages_of,
    place_name,
    problems_of,
    told,
)
from clauses.hours.grid.queries import (
    contracts_of_month,
    months_around,
    months_of,
    reader_of,
    sheet_of,
    years_of,
)
from clauses.hours.grid.rules import Change, Typed, Verdict, read_diffs, read_fields
from clauses.hours.grid.saving_queries import Saved, save, sums_of
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
Only = Collection[int] | None
"""The employments that a save names; None: everybody."""
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


def asked_page() -> int:
    """The page of people that the address asks for."""
    asked = request.args.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1


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
    return answer(lambda only: contract_view(commitment_id, year, years, only))


def contract_view(commitment_id: int, year: int, years: list[int], only: Only) -> View:
    """The grid of a contract for a year."""
    asker, kind, page = current_asker(), asked_kind(), asked_page()
    sheet = sheet_of(months_of(asker, commitment_id, year), kind, only, page)
    commitment = sheet.statements[0].commitment
    found = commitment.terms.lot.contract

    def url(other: MinutesKind = kind, at: int = year, on: int = 1) -> str:
        place: dict[str, Any] = {"commitment_id": commitment_id, "annee": at, "nature": other.value}
        return url_for(".contract", **place, page=on if on > 1 else None)

    return View(
        f"Heures {year}",
        f"{found.reference} — {found.title}, {commitment.organisation.name}",
        url(on=page),
        sheet,
        reader_of(asker),
        True,
        kinds_of(kind, url),
        [Tab(str(one), url(at=one), one == year) for one in years],
        pages_of(sheet, page, lambda on: url(on=on)),
    )


@bp.get("/entreprises/<int:organisation_id>/<month>")
@bp.post("/entreprises/<int:organisation_id>/<month>")
@allow(*READERS)
def month(organisation_id: int, month: str) -> ResponseReturnValue:
    """A month over all the contracts of a company."""
    months = months_around(current_asker(), organisation_id)
    at = next((one for one in months if f"{one:%Y-%m}" == month), None) or abort(404)
    return answer(lambda only: month_view(organisation_id, at, months, only))


def month_view(organisation_id: int, at: date, months: list[date], only: Only) -> View:
    """The grid of a company for a month, with the months around."""
    asker, kind, page = current_asker(), asked_kind(), asked_page()
    sheet = sheet_of(contracts_of_month(asker, organisation_id, at), kind, only, page)

    def url(other: MinutesKind = kind, month: date = at, on: int = 1) -> str:
        place: dict[str, Any] = {
            "organisation_id": organisation_id,
            "month": f"{month:%Y-%m}",
            "nature": other.value,
        }
        return url_for(".month", **place, page=on if on > 1 else None)

    index = months.index(at)
    near = months[max(0, index - 3) : index + 4]
    return View(
        f"Heures {of(month_name(at))}",
        sheet.statements[0].commitment.organisation.name,
        url(on=page),
        sheet,
        reader_of(asker),
        False,
        kinds_of(kind, url),
        [Tab(month_name(one), url(month=one), one == at) for one in near],
        pages_of(sheet, page, lambda on: url(on=on)),
    )


def of(name: str) -> str:
    """`d’octobre 2026`, `de mai 2026`."""
    return f"d’{name}" if name[0] in "ao" else f"de {name}"


def answer(gather: Callable[[Only], View]) -> ResponseReturnValue:
    """The page of a grid, or what became of the hours sent to it."""
    if request.method != "POST":
        return shown(gather(None))
    return saved_cells(gather) if request.is_json else saved_page(lambda: gather(None))


def shown(view: View) -> str:
    """The page."""
    return render_template("clauses/hours/grid/show.html", view=view, form_key=new_key(), owner=sender())


def sender() -> str:
    """Who sends: for the keys of forms, and for what a browser keeps of an unsent grid."""
    asker = current_asker()
    return f"grid {asker.membership_id or 0} {asker.scope.link_id if asker.scope else 0}"


def saved_cells(gather: Callable[[Only], View]) -> ResponseReturnValue:
    """Save the cells that a script sends; answer for each, and the totals as they are now."""
    sent = request.get_json(silent=True)
    sent = sent if isinstance(sent, dict) else {}
    key, held = str(sent.get("form_key", ""))[:100], {"sent": [json.dumps(sent, sort_keys=True)]}
    try:
        changes = read_diffs(sent.get("changes"))
        known = answer_of(key, sender(), held)
    except RuleBroken as broken:
        return jsonify(sentence=broken.message), HTTPStatus.UNPROCESSABLE_ENTITY
    view = gather({change.place[1] for change in changes})
    # A cell that holds what is wanted is saved already: the same sending once more is harmless.
    saved = save(view.sheet, changes)
    sums = sums_of(view.sheet)
    states = {one.id: one.state.seen_by(view.reader) for one in view.sheet.statements}
    cells = [told(one) for one in saved.outcomes]
    if saved.wrote:
        if known is None:
            keep(key, sender(), held, view.url)
        db.session.commit()
    at = clock_time(now().astimezone(PARIS))
    said = jsonify(cells=cells, columns=sums.columns, whole=sums.whole, states=states, saved_at=at)
    return said, status_of(saved)


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
