"""Pages of the operations."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts import exports as contract_exports
from clauses.contracts.list_queries import count_of
from clauses.contracts.operations.exports import COLUMNS
from clauses.contracts.operations.forms import OperationForm
from clauses.contracts.operations.models import Operation
from clauses.contracts.operations.queries import (
    archive_operation,
    change_operation,
    contracts_in,
    create_operation,
    delete_operation,
    find_operations,
    operation_of,
    rows_of,
)
from clauses.contracts.pages import EDITORS, form_page, list_rows, saved
from clauses.contracts.queries import organisations_met
from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download

bp = Blueprint("operations", __name__, url_prefix="/operations")
READERS = (*BODY_ROLES, *BUYER_ROLES)


def own_operation(operation_id: int) -> Operation:
    """The asker's operation, or 404."""
    return operation_of(current_asker(), operation_id) or abort(404)


def trail(operation: Operation | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to an operation."""
    found = [("Opérations", url_for("operations.index"))]
    if operation is not None:
        found.append((operation.name, url_for("operations.show", operation_id=operation.id)))
    return found


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter("q", "Nom ou lieu")]
    if current_asker().role in BODY_ROLES:
        filters.append(Filter.of("archives", "Archives", [("oui", "Opérations archivées")]))
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "nom")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The operations the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_operations(asker, listing.values, listing.sort)
    listing = listing.counted(count_of(found))
    rows = rows_of(asker, found, today(), listing.offset, listing.size)
    return render_template(
        "clauses/contracts/operations/index.html", rows=rows, columns=COLUMNS, listing=listing
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()
    rows = rows_of(asker, find_operations(asker, listing.values, listing.sort), today())
    return download(ending, "Opérations", COLUMNS, rows, listing)


@bp.get("/nouvelle")
@bp.post("/nouvelle")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new operation."""
    asker, form = current_asker(), _offered(OperationForm())
    made: list[Operation] = []
    if saved(form, lambda: made.append(create_operation(asker.organisation_id, **form.values()))):
        flash("L’opération est enregistrée.")
        return redirect(url_for(".show", operation_id=made[0].id))
    return form_page("Nouvelle opération", form, cancel=url_for(".index"), trail=trail())


@bp.get("/<int:operation_id>")
@allow(*READERS)
def show(operation_id: int) -> ResponseReturnValue:
    """One operation and its contracts."""
    asker, operation = current_asker(), own_operation(operation_id)
    rows = list_rows(asker, contracts_in(asker, operation))
    return render_template(
        "clauses/contracts/operations/show.html",
        operation=operation,
        rows=rows,
        columns=contract_exports.COLUMNS,
        minutes=sum(row.minutes or 0 for row in rows),
        editor=asker.role in BODY_ROLES,
        trail=trail(),
    )


@bp.get("/<int:operation_id>/modifier")
@bp.post("/<int:operation_id>/modifier")
@allow(*EDITORS)
def edit(operation_id: int) -> ResponseReturnValue:
    """Change an operation."""
    operation = own_operation(operation_id)
    form = _offered(OperationForm(obj=operation))
    back = url_for(".show", operation_id=operation.id)
    if saved(form, lambda: change_operation(operation, **form.values())):
        flash("L’opération est modifiée.")
        return redirect(back)
    return form_page("Modifier l’opération", form, cancel=back, trail=trail(operation))


@bp.post("/<int:operation_id>/archiver")
@allow(*EDITORS)
def archive(operation_id: int) -> ResponseReturnValue:
    """Put an operation away, or take it back."""
    operation = own_operation(operation_id)
    archive_operation(operation, None if operation.archived_on else today())
    db.session.commit()
    flash("L’opération est archivée." if operation.archived_on else "L’opération est reprise.")
    return redirect(url_for(".show", operation_id=operation.id))


@bp.get("/<int:operation_id>/supprimer")
@bp.post("/<int:operation_id>/supprimer")
@allow(*EDITORS)
def delete(operation_id: int) -> ResponseReturnValue:
    """Delete an operation that gathers no contract."""
    operation = own_operation(operation_id)
    if request.method == "POST":
        delete_operation(operation)
        db.session.commit()
        flash("L’opération est supprimée.")
        return redirect(url_for(".index"))
    return render_template(
        "clauses/contracts/confirm.html",
        title="Supprimer cette opération ?",
        sentences=["Une opération à laquelle des marchés appartiennent ne se supprime pas : archivez-la."],
        submit="Supprimer cette opération",
        cancel=url_for(".show", operation_id=operation.id),
        trail=trail(operation),
        danger=True,
    )


def _offered(form: OperationForm) -> OperationForm:
    form.offer(organisations_met(current_asker(), [OrganisationKind.AUTHORITY]))
    return form
