"""Add, change, confirm, remove a contact."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.organisations.forms import ContactForm
from facilitator.accounts.organisations.queries import contact_in, exchange_ranks, organisation_live
from facilitator.accounts.organisations.rules import may_edit_contacts
from facilitator.accounts.rules import CONTACTS_AT_MOST, check_contact_rank, parse_phone
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.rules import parse_email
from facilitator.words import RuleBroken

bp = Blueprint("contacts", __name__, url_prefix="/organisations/<int:organisation_id>/contacts")
REACHERS = (*sorted(BODY_ROLES), Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN)


def reachable(organisation_id: int) -> Organisation:
    """The organisation, when the asker may change its contacts; 404 otherwise."""
    asker = current_asker()
    organisation = organisation_live(asker, organisation_id) or abort(404)
    at_home = organisation.id == asker.organisation_id
    return organisation if may_edit_contacts(asker.role, at_home) else abort(404)


def back(organisation: Organisation) -> ResponseReturnValue:
    """To the page of the organisation, at its contacts."""
    return redirect(url_for("organisations.show", organisation_id=organisation.id, _anchor="contacts"))


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*REACHERS)
def add(organisation_id: int) -> ResponseReturnValue:
    """A new contact: whoever types it has just confirmed it."""
    organisation = reachable(organisation_id)
    taken = {one.rank for one in organisation.contacts}
    free = next((rank for rank in range(1, CONTACTS_AT_MOST + 1) if rank not in taken), CONTACTS_AT_MOST)
    form = ContactForm(rank=free)
    contact = Contact(organisation_id=organisation.id)
    if form.accepted():
        try:
            check_contact_rank(taken, form.rank.data)
            fill(contact, form)
            db.session.add(contact)
            record("contact.added", contact, organisation=organisation.id)
            db.session.commit()
            flash("Le contact est ajouté.")
            return back(organisation)
        except RuleBroken as broken:
            form.refuse(broken)
    return page(organisation, form, "Ajouter un contact")


def fill(contact: Contact, form: ContactForm) -> None:
    """Put the checked form into the row; at least one way to reach the person is needed."""
    email = parse_email(form.email.data) if form.email.data else ""
    phone = parse_phone(form.phone.data)
    if not email and not phone:
        raise RuleBroken("Indiquez une adresse électronique ou un téléphone.", "email")
    contact.rank, contact.name, contact.position = form.rank.data, form.name.data, form.position.data
    contact.email, contact.phone, contact.confirmed_on = email, phone, today()


def page(organisation: Organisation, form: ContactForm, title: str) -> ResponseReturnValue:
    """The form of a contact."""
    return render_template(
        "facilitator/accounts/organisations/contacts/form.html",
        organisation=organisation,
        form=form,
        title=title,
    )


@bp.get("/<int:contact_id>")
@bp.post("/<int:contact_id>")
@allow(*REACHERS)
def edit(organisation_id: int, contact_id: int) -> ResponseReturnValue:
    """Change a contact; taking another's rank exchanges the two."""
    organisation = reachable(organisation_id)
    contact = contact_in(organisation, contact_id) or abort(404)
    form = ContactForm(obj=contact, phone=contact.shown_phone)
    if form.accepted():
        try:
            exchange_ranks(organisation, contact, form.rank.data)
            fill(contact, form)
            record("contact.changed", contact, organisation=organisation.id)
            db.session.commit()
            flash("Le contact est modifié.")
            return back(organisation)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
    return page(organisation, form, "Modifier le contact")


@bp.post("/<int:contact_id>/confirmer")
@allow(*REACHERS)
def confirm(organisation_id: int, contact_id: int) -> ResponseReturnValue:
    """This contact is right today."""
    organisation = reachable(organisation_id)
    contact = contact_in(organisation, contact_id) or abort(404)
    if contact.confirmed_on != today():
        contact.confirmed_on = today()
        record("contact.confirmed", contact, organisation=organisation.id)
        db.session.commit()
    flash("Le contact est confirmé aujourd’hui.")
    return back(organisation)


@bp.get("/<int:contact_id>/supprimer")
@bp.post("/<int:contact_id>/supprimer")
@allow(*REACHERS)
def remove(organisation_id: int, contact_id: int) -> ResponseReturnValue:
    """Forget a contact, after a confirmation."""
    organisation = reachable(organisation_id)
    contact = contact_in(organisation, contact_id) or abort(404)
    if request.method != "POST":
        return render_template(
            "facilitator/accounts/organisations/contacts/remove.html",
            organisation=organisation,
            contact=contact,
        )
    record("contact.removed", contact, organisation=organisation.id)
    organisation.contacts.remove(contact)
    db.session.commit()
    flash("Le contact est supprimé.")
    return back(organisation)
