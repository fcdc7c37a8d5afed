"""Forgotten clauses: the list, one publication, take over, dismiss; published changes of the followed."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.opendata.reading.shapes import Party
from clauses.unfollowed.exports import CHANGED, COLUMNS
from clauses.unfollowed.forms import DismissForm, TakeOverForm, take_over_form
from clauses.unfollowed.queries import (
    Changed,
    Row,
    buyer_names,
    changed_of,
    changed_one,
    count_of,
    decide,
    decision_of,
    departments_of,
    forgotten_of,
    ordered,
    published_of,
    rows_of,
    take_back,
)
from clauses.unfollowed.rules import (
    Outcome,
    check_reason,
    day_of,
    euros_of,
    holders_of,
    name_of,
    says,
    suggestion_of,
    told,
)
from clauses.unfollowed.takeover_queries import Wanted, amendment_of, take_over
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("unfollowed", __name__, url_prefix="/clauses-oubliees")
PART = "clauses/unfollowed"


def filters() -> tuple[Filter, ...]:
    """The filters of the list."""
    years = [(str(year), str(year)) for year in range(today().year, 2017, -1)]
    return (
        Filter("q", "Objet, numéro ou SIRET"),
        Filter.of("annee", "Notifié en", years),
        Filter.of("ou", "Territoire", [("france", "Toute la France")]),
        Filter.of("etat", "État", [("ecartees", "Écartées")]),
    )


def listed(whole: bool = False) -> tuple[list[Row], Listing]:
    """The published contracts that answer the address; all of them for a file."""
    listing = Listing.read(request.path, request.args, filters(), COLUMNS, "-notification")
    found = forgotten_of(current_asker(), listing.values)
    listing = listing.counted(count_of(found))
    sorted_rows = ordered(found, listing.sort)
    if not whole:
        sorted_rows = sorted_rows.offset(listing.offset).limit(listing.size)
    return rows_of(sorted_rows), listing


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Published with a social clause or reserved, and followed by nobody."""
    rows, listing = listed()
    return render_template(
        f"{PART}/index.html",
        rows=rows,
        listing=listing,
        columns=COLUMNS,
        departments=departments_of(current_asker()),
        changed=len(changed_of(current_asker())),
    )


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file, with every column."""
    rows, listing = listed(whole=True)
    return download(ending, "Clauses oubliées", COLUMNS, rows, listing)


def own_row(published_id: int) -> Row:
    """A published contract that concerns social clauses, or 404."""
    return published_of(current_asker(), published_id) or abort(404)


@bp.get("/<int:published_id>")
@allow(*BODY_ROLES)
def show(published_id: int) -> ResponseReturnValue:
    """What was published, what was repaired in it, and what can be done."""
    row = own_row(published_id)
    return render_template(
        f"{PART}/show.html",
        row=row,
        decision=decision_of(current_asker(), published_id),
        suggestion=suggestion_of(row.record),
        says=says(row.record),
        told=told,
        day_of=day_of,
        euros_of=euros_of,
        names={party.id: known or name_of(party) for party, known in parties_of(row)},
    )


def parties_of(row: Row) -> list[tuple[Party, str]]:
    """The published companies, each once, with the name that somebody already knows."""
    parties = {party.id: party for party in holders_of(row.record)}
    for act in row.record.subcontracts:
        if act.party is not None:
            parties.setdefault(act.party.id, act.party)
    known = buyer_names(set(parties))
    return [(party, known.get(siret) or party.name) for siret, party in parties.items()]


def filled(row: Row) -> TakeOverForm:
    """The form of a take-over, filled from the publication or as it was sent."""
    made = take_over_form(parties_of(row))
    if request.method == "POST":
        return made()
    first = suggestion_of(row.record)
    name = "" if row.buyer_name == row.published.buyer_siret else row.buyer_name
    return made(data=vars(first) | {"duration_months": first.months, "buyer_name": name})


@bp.get("/<int:published_id>/prendre")
@allow(*BODY_ROLES)
def take(published_id: int) -> ResponseReturnValue:
    """The contract that would be made, to be checked first."""
    return take_page(own_row(published_id))


def take_page(row: Row, form: TakeOverForm | None = None) -> ResponseReturnValue:
    """The form, new or refused."""
    return render_template(f"{PART}/take.html", row=row, form=form or filled(row))


@bp.post("/<int:published_id>/prendre")
@allow(*BODY_ROLES)
def take_it(published_id: int) -> ResponseReturnValue:
    """Make the contract, with who owes and what was modified."""
    row, asker = own_row(published_id), current_asker()
    form = filled(row)
    if not form.accepted():
        return take_page(row, form)
    wanted = Wanted(form.columns(), form.clause.data, form.hours.minutes, form.buyer_name.data, form.names())
    try:
        taken = take_over(asker, row, wanted)
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return take_page(own_row(published_id), form)
    db.session.commit()
    flash("Marché pris en charge.")
    for sentence in taken.left:
        flash(f"À voir à la main : {sentence}", "error")
    return redirect(url_for("contracts.show", contract_id=taken.contract.id))


@bp.route("/<int:published_id>/ecarter", methods=["GET", "POST"])
@allow(*BODY_ROLES)
def dismiss(published_id: int) -> ResponseReturnValue:
    """Set a published contract aside, with the reason."""
    row, form = own_row(published_id), DismissForm()
    if form.accepted():
        try:
            check_reason(form.reason.data, form.text.data)
            decide(
                current_asker(),
                row.published,
                Outcome.DISMISSED,
                reason=form.reason.data,
                text=form.text.data,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Publication écartée. Vous la retrouvez avec le filtre « Écartées ».")
            return redirect(url_for(".index"))
    return render_template(f"{PART}/dismiss.html", row=row, form=form)


@bp.post("/<int:published_id>/reprendre")
@allow(*BODY_ROLES)
def undo(published_id: int) -> ResponseReturnValue:
    """Take a dismissal back."""
    decision = decision_of(current_asker(), own_row(published_id).id)
    if decision is not None and decision.outcome is Outcome.DISMISSED:
        take_back(decision)
        db.session.commit()
        flash("La publication est de nouveau à traiter.")
    return redirect(url_for(".show", published_id=published_id))


@bp.get("/modifications")
@allow(*BODY_ROLES)
def changes() -> ResponseReturnValue:
    """Followed contracts of which modifications were published since."""
    return render_template(f"{PART}/changes.html", rows=changed_of(current_asker()), columns=CHANGED)


def own_changed(contract_id: int) -> Changed:
    """A followed contract with fresh published modifications, or 404."""
    return changed_one(current_asker(), contract_id) or abort(404)


@bp.get("/modifications/<int:contract_id>")
@allow(*BODY_ROLES)
def change(contract_id: int) -> ResponseReturnValue:
    """The fresh modifications of one contract, each with the amendment it would make."""
    changed = own_changed(contract_id)
    lines = [(one, told(one), sandbox_url(changed, one)) for one in changed.fresh]
    return render_template(f"{PART}/change.html", changed=changed, lines=lines, day_of=day_of)


def sandbox_url(changed: Changed, published: object) -> str:
    """The sandbox of the contract, filled with a published modification; '' when there is nothing to try."""
    amended = amendment_of(changed.contract, published)  # type: ignore[arg-type]
    if amended is None:
        return ""
    return url_for(
        "amendments.sandbox",
        contract_id=changed.contract.id,
        signed_on=amended.signed_on,
        effective_on=amended.effective_on,
        reason=amended.reason,
        amount=amended.amount,
        ends_on=amended.ends_on,
    )


@bp.post("/modifications/<int:contract_id>/vu")
@allow(*BODY_ROLES)
def seen(contract_id: int) -> ResponseReturnValue:
    """These modifications have been dealt with: they leave the list."""
    changed = own_changed(contract_id)
    decide(current_asker(), changed.row.published, Outcome.TAKEN_OVER)
    db.session.commit()
    flash("Ces modifications sont marquées comme traitées.")
    return redirect(url_for(".changes"))
