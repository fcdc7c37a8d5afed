"""Contacts to confirm: the list of the body; the company's own page, with or without an account."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from clauses.compliance.contacts.exports import COLUMNS
from clauses.compliance.contacts.forms import NAMES, PeopleForm
from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.queries import confirm, requests_about, requests_of, say_left
from clauses.compliance.contacts.rules import ContactReason
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Role, allow, current_asker, public
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.organisations.queries import bodies_of, contact_in, organisation_live
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("contact_requests", __name__)
PART = "clauses/compliance/contacts"
COMPANY = (*sorted(COMPANY_ROLES), Role.LINK)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter.of("motif", "Pourquoi", ContactReason.choices())]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS)


def found_by(listing: Listing) -> list[ColumnElement[bool]]:
    """What the filters ask."""
    wanted = listing["motif"]
    return [ContactRequest.reason == next(one for one in ContactReason if one == wanted)] if wanted else []


@bp.get("/contacts-a-confirmer")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """The companies of which somebody must say whom to reach, the longest waiting first."""
    listing = listing_of()
    rows, listing = shown(requests_of(current_asker(), *found_by(listing)), listing)
    return render_template(f"{PART}/index.html", rows=rows, columns=COLUMNS, listing=listing)


@bp.get("/contacts-a-confirmer/export.<ending>")
@allow(*BODY_ROLES)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = everything(requests_of(current_asker(), *found_by(listing)))
    return download(ending, "Contacts à confirmer", COLUMNS, rows, listing)


def met(organisation_id: int) -> Organisation:
    """A company that the asker's body works with, or 404."""
    return organisation_live(current_asker(), organisation_id) or abort(404)


@bp.get("/contacts-a-confirmer/<int:organisation_id>")
@bp.post("/contacts-a-confirmer/<int:organisation_id>")
@allow(*BODY_ROLES)
def confirm_for(organisation_id: int) -> ResponseReturnValue:
    """The facilitator says whom to reach, after a call."""
    organisation = met(organisation_id)
    return people_page(organisation, url_for("organisations.show", organisation_id=organisation.id))


@bp.post("/contacts-a-confirmer/<int:organisation_id>/parti/<int:contact_id>")
@allow(*BODY_ROLES)
def left(organisation_id: int, contact_id: int) -> ResponseReturnValue:
    """The facilitator learnt that a contact has left."""
    organisation = met(organisation_id)
    contact = contact_in(organisation, contact_id) or abort(404)
    say_left(current_asker().organisation_id, contact, current_asker().name)
    db.session.commit()
    flash("C’est noté : plus rien ne lui sera envoyé. Indiquez qui joindre à sa place.")
    return redirect(url_for(".confirm_for", organisation_id=organisation.id))


@bp.get("/nos-contacts")
@bp.post("/nos-contacts")
@allow(*COMPANY)
def ours() -> ResponseReturnValue:
    """The company says whom to reach in it, by its account or by its link."""
    return people_page(company(), url_for(".thanks"))


def company() -> Organisation:
    """The asker's own company."""
    return db.session.get_one(Organisation, current_asker().organisation_id)


def values_of(contacts: Sequence[Contact]) -> dict[str, str]:
    """What the form shows at first: the contacts as they are known."""
    found: dict[str, str] = {}
    for one in contacts:
        found |= {
            f"name_{one.rank}": one.name,
            f"position_{one.rank}": one.position,
            f"email_{one.rank}": one.email,
            f"phone_{one.rank}": one.shown_phone,
        }
    return found


def people_page(organisation: Organisation, there: str) -> ResponseReturnValue:
    """Whom to reach: the form, what was asked about it; kept, they are confirmed today."""
    asker = current_asker()
    form = PeopleForm(data=values_of(organisation.contacts))
    if form.accepted():
        try:
            confirm(organisation, form.told(), asker.name)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Merci, les contacts sont à jour.")
            return redirect(there)
    body_id = asker.body_id or (asker.scope.body_id if asker.scope else None)
    waiting = requests_about(organisation.id, body_id)
    return render_template(
        f"{PART}/people.html",
        form=form,
        organisation=organisation,
        waiting=waiting,
        gone={one.contact_id for one in waiting if one.reason is ContactReason.LEFT},
        names=NAMES,
        at_home=asker.body_id is None,
    )


@bp.post("/nos-contacts/parti/<int:contact_id>")
@allow(*COMPANY)
def our_left(contact_id: int) -> ResponseReturnValue:
    """The company says that a contact has left: each body that works with it is told."""
    contact: Contact = contact_in(company(), contact_id) or abort(404)
    asker = current_asker()
    bodies = [asker.scope.body_id] if asker.scope else [one.id for one in bodies_of(company())]
    for body_id in bodies:
        say_left(body_id, contact, asker.name)
    db.session.commit()
    flash("C’est noté. Indiquez maintenant qui joindre à sa place.")
    return redirect(url_for(".ours"))


@bp.get("/nos-contacts/merci")
@public
def thanks() -> ResponseReturnValue:
    """What is read once the contacts are said: whoever left has no door any more."""
    return render_template(f"{PART}/thanks.html")
