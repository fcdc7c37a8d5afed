"""Pages of the register: list, one organisation, its making, its changes."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, Asker, Role, allow, current_asker, signed_in
from facilitator.accounts.models import Organisation
from facilitator.accounts.organisations import queries
from facilitator.accounts.organisations.exports import COLUMNS
from facilitator.accounts.organisations.forms import OrganisationForm
from facilitator.accounts.organisations.rules import (
    ContactsState,
    Link,
    kinds_to_make,
    may_edit,
    may_edit_contacts,
)
from facilitator.accounts.queries import by_siret, meet, meeting_of
from facilitator.accounts.rules import (
    DECLARING_KINDS,
    OrganisationKind,
    needs_confirmation,
    parse_departments,
    parse_siret,
)
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("organisations", __name__)
READERS = (*sorted(BODY_ROLES), Role.PLATFORM_ADMIN)
LINK_KEEPERS = BODY_ROLES | {Role.COMPANY_ADMIN}


def known(organisation_id: int) -> Organisation:
    """The organisation, archived or not; 404 when the asker does not see it."""
    return queries.organisation_known(current_asker(), organisation_id) or abort(404)


def editable(organisation_id: int) -> Organisation:
    """The organisation, when the asker may change it; 404 otherwise."""
    asker = current_asker()
    organisation = queries.organisation_live(asker, organisation_id) or abort(404)
    return organisation if may_edit(asker.role, asker.organisation_id == organisation.id) else abort(404)


def read_listing(asker: Asker) -> Listing:
    """What the URL asks of the list."""
    filters = (
        Filter("q", "Nom, SIRET ou ville"),
        Filter.of("type", "Type", OrganisationKind.choices()),
        Filter.of("ville", "Ville", [(town, town) for town in queries.towns_of(asker)]),
        Filter.of("contacts", "Contacts", ContactsState.choices()),
        *([Filter.of("lien", "Collaboration", Link.choices())] if asker.body_id else []),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "nom")


@bp.get("/organisations")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The organisations that the asker's body works with; all of them for the platform."""
    asker = current_asker()
    listing = read_listing(asker)
    rows, listing = shown(queries.listed(asker, listing, today()), listing)
    return render_template(
        "facilitator/accounts/organisations/index.html",
        rows=rows,
        listing=listing,
        columns=COLUMNS,
        may_create=bool(kinds_to_make(asker.role)),
    )


@bp.get("/organisations/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same rows as a file, every page together."""
    asker = current_asker()
    listing = read_listing(asker)
    rows = everything(queries.listed(asker, listing, today()))
    return download(ending, "Organisations", COLUMNS, rows, listing)


@bp.get("/organisations/<int:organisation_id>")
@signed_in
def show(organisation_id: int) -> ResponseReturnValue:
    """One organisation: who it is, whom to reach, which bodies work with it."""
    asker, organisation = current_asker(), known(organisation_id)
    at_home = organisation.id == asker.organisation_id
    meeting = meeting_of(asker.body_id, organisation.id) if asker.body_id else None
    is_archived = meeting is not None and meeting.archived_on is not None
    return render_template(
        "facilitator/accounts/organisations/show.html",
        organisation=organisation,
        contacts=[(one, needs_confirmation(one.confirmed_on, today())) for one in organisation.contacts],
        bodies=queries.bodies_of(organisation),
        archived_on=meeting.archived_on if meeting else None,
        may_edit=may_edit(asker.role, at_home) and not is_archived,
        may_edit_contacts=may_edit_contacts(asker.role, at_home) and not is_archived,
        may_archive=meeting is not None,
        may_list=asker.role in READERS,
        sees_links=organisation.kind in DECLARING_KINDS and asker.role in LINK_KEEPERS,
        sees_members=asker.role in (*READERS, Role.COMPANY_ADMIN),
    )


@bp.get("/mon-organisation")
@signed_in
def home() -> ResponseReturnValue:
    """The asker's own organisation."""
    return redirect(url_for(".show", organisation_id=current_asker().organisation_id))


def organisation_form(organisation: Organisation | None = None) -> OrganisationForm:
    """The form, with the kinds that the asker may choose."""
    form = OrganisationForm(obj=organisation)
    kinds = kinds_to_make(current_asker().role)
    form.kind.choices = {kind.value: kind.label for kind in kinds}
    if OrganisationKind.FACILITATION_BODY not in (kinds if organisation is None else {organisation.kind}):
        del form.departments
    if organisation is not None and organisation.kind not in kinds:
        form.kind.choices = {organisation.kind.value: organisation.kind.label}
    return form


@bp.get("/organisations/nouvelle")
@bp.post("/organisations/nouvelle")
@allow(*READERS)
def create() -> ResponseReturnValue:
    """Add an organisation, or meet the one that has this SIRET already: it exists once."""
    asker, form = current_asker(), organisation_form()
    twin: Organisation | None = None
    if form.accepted():
        try:
            siret = parse_siret(form.siret.data) if form.siret.data else None
            twin = by_siret(siret) if siret else None
            if twin is None:
                return created(asker, form, siret)
        except RuleBroken as broken:
            form.refuse(broken)
    elif request.method != "POST" and request.args.get("siret"):
        form.siret.data = request.args["siret"]
    title = "Ajouter une organisation"
    return render_template(
        "facilitator/accounts/organisations/form.html",
        form=form,
        title=title,
        twin=twin,
        may_meet=twin is not None and asker.body_id is not None and twin.kind in kinds_to_make(asker.role),
        organisation=None,
    )


def created(asker: Asker, form: OrganisationForm, siret: str | None) -> ResponseReturnValue:
    """Add the organisation of the form; the asker's body works with it."""
    organisation = Organisation(kind=OrganisationKind(form.kind.data), siret=siret)
    copy(form, organisation)
    db.session.add(organisation)
    if asker.body_id is not None:
        meet(asker.body_id, organisation)
    record("organisation.created", organisation, kind=str(organisation.kind), siret=siret)
    db.session.commit()
    flash("L’organisation est ajoutée.")
    return redirect(url_for(".show", organisation_id=organisation.id))


def copy(form: OrganisationForm, organisation: Organisation) -> None:
    """Put the plain fields of the form into the row."""
    organisation.name = form.name.data
    organisation.postcode, organisation.city = form.postcode.data, form.city.data
    if form.departments is not None and organisation.kind is OrganisationKind.FACILITATION_BODY:
        organisation.departments = parse_departments(form.departments.data)


@bp.post("/organisations/rencontre")
@allow(*sorted(BODY_ROLES))
def meet_twin() -> ResponseReturnValue:
    """Work with an organisation that exists already, named by its SIRET."""
    asker = current_asker()
    twin = by_siret(parse_siret(request.form.get("siret", ""))) or abort(404)
    if twin.kind not in kinds_to_make(asker.role):
        abort(404)
    meet(asker.organisation_id, twin)
    record("organisation.met", twin)
    db.session.commit()
    flash("Vous travaillez maintenant avec cette organisation.")
    return redirect(url_for(".show", organisation_id=twin.id))


@bp.get("/organisations/<int:organisation_id>/modifier")
@bp.post("/organisations/<int:organisation_id>/modifier")
@allow(*READERS)
def edit(organisation_id: int) -> ResponseReturnValue:
    """Change the name, the SIRET, the town."""
    organisation = editable(organisation_id)
    form = organisation_form(organisation)
    if form.accepted():
        try:
            siret = parse_siret(form.siret.data) if form.siret.data else None
            twin = by_siret(siret) if siret else None
            if twin is not None and twin.id != organisation.id:
                raise RuleBroken("Une autre organisation porte déjà ce SIRET.", "siret")
            return changed(organisation, form, siret)
        except RuleBroken as broken:
            form.refuse(broken)
    return render_template(
        "facilitator/accounts/organisations/form.html",
        form=form,
        title="Modifier l’organisation",
        twin=None,
        may_meet=False,
        organisation=organisation,
    )


def changed(organisation: Organisation, form: OrganisationForm, siret: str | None) -> ResponseReturnValue:
    """Keep what the form says; the journal keeps the former SIRET and kind."""
    former = {"kind": str(organisation.kind), "siret": organisation.siret, "name": organisation.name}
    organisation.kind, organisation.siret = OrganisationKind(form.kind.data), siret
    copy(form, organisation)
    record("organisation.changed", organisation, before=former)
    db.session.commit()
    flash("L’organisation est modifiée.")
    return redirect(url_for(".show", organisation_id=organisation.id))


@bp.get("/organisations/<int:organisation_id>/archiver")
@bp.post("/organisations/<int:organisation_id>/archiver")
@allow(*sorted(BODY_ROLES))
def archive(organisation_id: int) -> ResponseReturnValue:
    """Stop working with an organisation: it leaves the lists, nothing is lost."""
    organisation = known(organisation_id)
    meeting = meeting_of(current_asker().organisation_id, organisation.id) or abort(404)
    if request.method != "POST":
        return render_template("facilitator/accounts/organisations/archive.html", organisation=organisation)
    if meeting.archived_on is None:
        meeting.archived_on = today()
        record("organisation.archived", organisation)
        db.session.commit()
    flash("L’organisation est archivée.")
    return redirect(url_for(".show", organisation_id=organisation.id))


@bp.post("/organisations/<int:organisation_id>/reprendre")
@allow(*sorted(BODY_ROLES))
def resume(organisation_id: int) -> ResponseReturnValue:
    """Work again with an archived organisation."""
    organisation = known(organisation_id)
    meeting = meeting_of(current_asker().organisation_id, organisation.id) or abort(404)
    if meeting.archived_on is not None:
        meeting.archived_on = None
        record("organisation.met", organisation)
        db.session.commit()
    flash("Vous travaillez de nouveau avec cette organisation.")
    return redirect(url_for(".show", organisation_id=organisation.id))
