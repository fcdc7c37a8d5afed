"""Pages of the hours worked: the totals of a programme's contracts, typed or loaded from a sheet."""

from collections.abc import Sequence
from decimal import Decimal

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from clauses.contracts.operations.models import Operation
from clauses.contracts.operations.views import own_operation
from clauses.contracts.operations.views import trail as operation_trail
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from facilitator.formats import plural
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from worksites.sites.models import WorkedHours
from worksites.sites.pages import EDITORS, sheet_rows
from worksites.sites.phases.paste_rules import table_of
from worksites.sites.worked.exports import COLUMNS
from worksites.sites.worked.forms import SheetForm, WorkedForm
from worksites.sites.worked.queries import (
    change_worked,
    forget_worked,
    known_keys,
    load_worked,
    said_of,
    tell_worked,
    worked_in,
    worked_row,
)
from worksites.sites.worked.sheet_rules import Row, read_worked

bp = Blueprint("worked_hours", __name__, url_prefix="/operations/<int:operation_id>/heures-travaillees")
PART = "worksites/sites/worked"
Place = tuple[Operation, str]


def place_of(operation_id: int) -> Place:
    """The asker's operation, or 404; the address of its list."""
    operation = own_operation(operation_id)
    return operation, url_for(".index", operation_id=operation.id)


def own_row(operation: Operation, worked_id: int) -> WorkedHours:
    """One of its totals, or 404."""
    row = worked_row(current_asker(), worked_id)
    keys = known_keys(current_asker(), operation.id)
    return row if row and (row.contract_id, row.lot_id) in keys else abort(404)


def trail(place: Place) -> list[tuple[str, str]]:
    """The breadcrumb down to the list."""
    return [*operation_trail(place[0]), ("Heures travaillées", place[1])]


@bp.get("/")
@allow(*EDITORS)
def index(operation_id: int) -> ResponseReturnValue:
    """The totals of the contracts that work on its worksites."""
    operation, _ = place_of(operation_id)
    return render_template(
        f"{PART}/index.html",
        operation=operation,
        rows=worked_in(current_asker(), operation.id),
        columns=COLUMNS,
        trail=operation_trail(operation),
    )


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(operation_id: int, ending: str) -> ResponseReturnValue:
    """The same as a sheet that reads back: sent again, it changes nothing."""
    operation, there = place_of(operation_id)
    rows = worked_in(current_asker(), operation.id)
    return download(ending, f"Heures travaillées {operation.name}", COLUMNS, rows, Listing(there))


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create(operation_id: int) -> ResponseReturnValue:
    """A total of a contract (or of a lot) for a year."""
    place, asker = place_of(operation_id), current_asker()
    form = WorkedForm(year=today().year - 1)
    form.offer(known_keys(asker, operation_id))

    def act() -> str:
        tell_worked(asker.organisation_id, form.chosen(), form.told(), (asker.user_id, today()))
        return place[1]

    there = done_once(form, act)
    if there is not None:
        flash("Le total est enregistré.")
        return redirect(there)
    return _form_page("Noter des heures travaillées", form, place)


@bp.get("/<int:worked_id>/modifier")
@bp.post("/<int:worked_id>/modifier")
@allow(*EDITORS)
def edit(operation_id: int, worked_id: int) -> ResponseReturnValue:
    """Put a total right."""
    place, asker = place_of(operation_id), current_asker()
    row = own_row(place[0], worked_id)
    form = WorkedForm(obj=said_of(row), hours=Decimal(row.minutes) / 60)
    del form.what

    def act() -> str:
        change_worked(row, form.told(), (asker.user_id, today()))
        return place[1]

    there = done_once(form, act)
    if there is not None:
        flash("Le total est modifié.")
        return redirect(there)
    return _form_page(f"Heures travaillées, marché {row.contract.reference}", form, place)


@bp.get("/<int:worked_id>/supprimer")
@bp.post("/<int:worked_id>/supprimer")
@allow(*EDITORS)
def delete(operation_id: int, worked_id: int) -> ResponseReturnValue:
    """Remove a total, once confirmed: the phases stand again."""
    place = place_of(operation_id)
    row = own_row(place[0], worked_id)
    if request.method == "POST":
        forget_worked(row)
        db.session.commit()
        flash("Le total est supprimé.")
        return redirect(place[1])
    return render_template(
        "clauses/contracts/confirm.html",
        title="Supprimer ce total ?",
        sentences=[
            f"L’année {row.year} se comptera de nouveau sur les phases du marché {row.contract.reference}."
        ],
        submit="Supprimer ce total",
        cancel=place[1],
        trail=trail(place),
        danger=True,
    )


@bp.get("/importer")
@bp.post("/importer")
@allow(*EDITORS)
def load(operation_id: int) -> ResponseReturnValue:
    """Paste rows, or send a sheet; nothing is written: the review follows."""
    place, form = place_of(operation_id), SheetForm()
    if form.accepted():
        try:
            return _review(place, _read(operation_id, _rows(form)))
        except RuleBroken as broken:
            form.refuse(broken)
    page = render_template(f"{PART}/load.html", form=form, cancel=place[1], trail=trail(place))
    return page, 422 if form.errors else 200


@bp.post("/verifier")
@allow(*EDITORS)
def review(operation_id: int) -> ResponseReturnValue:
    """The rows as they were read, written together when each of them reads."""
    place, asker, form = place_of(operation_id), current_asker(), OnceForm()
    rows = _read(operation_id, table_of(request.form.get("text", "")))

    def act() -> str:
        if any(row.fault for row in rows):
            raise RuleBroken("Corrigez d’abord les lignes qui ne se lisent pas.")
        told = [(row.key, row.told) for row in rows if row.key and row.told]
        load_worked(asker.organisation_id, told, (asker.user_id, today()))
        return place[1]

    there = done_once(form, act)
    if there is None:
        return _review(place, rows)
    flash(f"{plural(len(rows), 'total enregistré', 'totaux enregistrés')}.")
    return redirect(there)


def _read(operation_id: int, rows: Sequence[Sequence[str]]) -> list[Row]:
    return read_worked(rows, known_keys(current_asker(), operation_id), today())


def _rows(form: SheetForm) -> list[list[str]]:
    sent = form.file.data
    if isinstance(sent, FileStorage) and sent.filename:
        return sheet_rows(sent)
    return table_of(form.text.data or "")


def _review(place: Place, rows: Sequence[Row]) -> ResponseReturnValue:
    wrong = any(row.fault for row in rows)
    page = render_template(
        f"{PART}/review.html",
        rows=rows,
        wrong=wrong,
        text="\n".join(row.line for row in rows),
        key=request.form.get("form_key") or new_key(),
        operation=place[0],
        columns=[column.heading for column in COLUMNS],
        trail=trail(place),
    )
    return page, 422 if wrong else 200


def _form_page(title: str, form: WorkedForm, place: Place) -> ResponseReturnValue:
    form.form_key.data = form.form_key.data or new_key()
    page = render_template(
        "clauses/contracts/form.html",
        title=title,
        lead="Ces heures remplacent celles des phases de ce marché, cette année-là, dans les taux de l’ANRU.",
        form=form,
        submit="Enregistrer",
        cancel=place[1],
        trail=trail(place),
    )
    return page, 422 if form.errors else 200
