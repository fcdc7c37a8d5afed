"""Pages of the capacities of the training providers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.list_queries import count_of
from clauses.contracts.pages import EDITORS, saved
from clauses.people.employments.trades.rules import offered
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken
from geiq.planning.capacities.exports import COLUMNS
from geiq.planning.capacities.forms import CapacityForm
from geiq.planning.capacities.queries import (
    capacity_of,
    change_capacity,
    create_capacity,
    delete_capacity,
    find_capacities,
    providers_offered,
    trades_known,
)
from geiq.planning.models import ProviderCapacity

bp = Blueprint("capacities", __name__, url_prefix="/plans/capacites")


def own_capacity(capacity_id: int) -> ProviderCapacity:
    """The asker's capacity, or 404."""
    return capacity_of(current_asker(), capacity_id) or abort(404)


def trail(capacity: ProviderCapacity | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a capacity."""
    found = [
        ("Préparer les chantiers", url_for("needs.index")),
        ("Capacités de formation", url_for("capacities.index")),
    ]
    if capacity is not None:
        found.append((capacity.trade, url_for("capacities.edit", capacity_id=capacity.id)))
    return found


def listing_of() -> Listing:
    """The list as its address asks for it."""
    asker = current_asker()
    filters = (
        Filter.of("metier", "Métier", [(trade, trade) for trade in trades_known(asker)]),
        Filter.of("organisme", "Organisme", providers_offered(asker)),
        Filter.of("passees", "Passées", [("oui", "Celles qui ont pris fin aussi")]),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "metier")


@bp.get("/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """What the providers can do."""
    listing = listing_of()
    found = find_capacities(current_asker(), listing.values, listing.sort, today())
    listing = listing.counted(count_of(found))
    rows = db.session.scalars(found.offset(listing.offset).limit(listing.size)).all()
    return render_template(
        "geiq/planning/capacities/index.html", rows=rows, columns=COLUMNS, listing=listing, trail=trail()[:1]
    )


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = db.session.scalars(find_capacities(current_asker(), listing.values, listing.sort, today())).all()
    return download(ending, "Capacités de formation", COLUMNS, rows, listing)


@bp.get("/nouvelle")
@bp.post("/nouvelle")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new capacity."""
    asker, form = current_asker(), CapacityForm(since=today())
    form.offer(providers_offered(asker))
    if saved(form, lambda: create_capacity(asker.organisation_id, **form.values())):
        flash("La capacité est enregistrée.")
        return redirect(url_for(".index"))
    return _form_page("Nouvelle capacité de formation", form, trail())


@bp.get("/<int:capacity_id>")
@bp.post("/<int:capacity_id>")
@allow(*EDITORS)
def edit(capacity_id: int) -> ResponseReturnValue:
    """Change a capacity."""
    capacity = own_capacity(capacity_id)
    form = CapacityForm(obj=capacity)
    form.offer(providers_offered(current_asker()))
    if saved(form, lambda: change_capacity(capacity, **form.values())):
        flash("La capacité est modifiée.")
        return redirect(url_for(".index"))
    return _form_page("Capacité de formation", form, trail(), capacity)


@bp.get("/<int:capacity_id>/supprimer")
@bp.post("/<int:capacity_id>/supprimer")
@allow(*EDITORS)
def delete(capacity_id: int) -> ResponseReturnValue:
    """Delete a capacity that no plan uses."""
    capacity = own_capacity(capacity_id)
    if request.method == "POST":
        try:
            delete_capacity(capacity)
        except RuleBroken as broken:
            db.session.rollback()
            flash(broken.message, "error")
            return redirect(url_for(".edit", capacity_id=capacity_id))
        db.session.commit()
        flash("La capacité est supprimée.")
        return redirect(url_for(".index"))
    return render_template(
        "clauses/contracts/confirm.html",
        title="Supprimer cette capacité ?",
        sentences=[
            f"{capacity.organisation.name}, {capacity.trade}. Une capacité dont un plan se sert reste."
        ],
        submit="Supprimer cette capacité",
        cancel=url_for(".edit", capacity_id=capacity.id),
        trail=trail(capacity),
        danger=True,
    )


def _form_page(
    title: str, form: CapacityForm, path: list[tuple[str, str]], capacity: ProviderCapacity | None = None
) -> str:
    return render_template(
        "geiq/planning/capacities/form.html",
        title=title,
        form=form,
        trail=path,
        capacity=capacity,
        trades=offered(),
        cancel=url_for(".index"),
    )
