"""GEIQs and insertion structures: the list and its files, one structure, its members."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.list_queries import count_of
from clauses.contracts.pages import form_page, saved
from clauses.contracts.queries import organisations_met
from clauses.people.employments.offered_queries import employer_chosen
from clauses.people.employments.rules import FITTING
from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import DECLARING_KINDS
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.feature import panels_on
from geiq.groups.exports import COLUMNS
from geiq.groups.forms import MemberForm, StructureForm
from geiq.groups.models import InsertionStructure
from geiq.groups.queries import (
    add_member,
    archive_structure,
    at_work,
    change_structure,
    create_structure,
    end_member,
    find_structures,
    hours_by_contract,
    ordered,
    rows_of,
    structure_of,
    trades_known,
)
from geiq.groups.rules import STRUCTURE_KINDS, written_trades

bp = Blueprint("groups", __name__, url_prefix="/structures")
EDITORS = tuple(sorted(BODY_ROLES))
READERS = (*EDITORS, Role.PARTNER)


def own_structure(structure_id: int) -> InsertionStructure:
    """The asker's structure, or 404."""
    return structure_of(current_asker(), structure_id) or abort(404)


def structure_url(structure: InsertionStructure) -> str:
    """The structure's page."""
    return url_for("groups.show", structure_id=structure.id)


def trail(structure: InsertionStructure | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a structure."""
    found = [("GEIQ et structures", url_for("groups.index"))]
    if structure is not None:
        found.append((structure.organisation.name, structure_url(structure)))
    return found


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = (
        Filter("q", "Nom, SIRET ou ville"),
        Filter.of("nature", "Nature", [(kind.value, kind.label) for kind in STRUCTURE_KINDS]),
        Filter.of("metier", "Métier", trades_known(current_asker())),
        Filter.of("archives", "Archives", [("oui", "Structures archivées")]),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "nom")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The structures the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_structures(asker, listing.values)
    listing = listing.counted(count_of(found))
    rows = rows_of(ordered(found, listing.sort), today(), listing.offset, listing.size)
    editor = asker.role in BODY_ROLES
    return render_template(
        "geiq/groups/index.html", rows=rows, columns=COLUMNS, listing=listing, editor=editor
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    found = ordered(find_structures(current_asker(), listing.values), listing.sort)
    return download(ending, "GEIQ et structures", COLUMNS, rows_of(found, today()), listing)


@bp.get("/<int:structure_id>")
@allow(*READERS)
def show(structure_id: int) -> ResponseReturnValue:
    """One structure: what it is, its members, who works for it today, hours by contract."""
    asker, structure = current_asker(), own_structure(structure_id)
    editor = asker.role in BODY_ROLES
    return render_template(
        "geiq/groups/show.html",
        structure=structure,
        works=at_work(structure, today()),
        contracts=hours_by_contract(structure) if editor else [],
        editor=editor,
        today=today(),
        panels=panels_on("structure", structure.id),
        trail=trail(),
    )


@bp.get("/nouvelle")
@bp.post("/nouvelle")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A structure more."""
    asker, form = current_asker(), StructureForm()
    form.offer(
        organisations_met(asker, [kind for kind in FITTING if set(FITTING[kind]) & set(STRUCTURE_KINDS)])
    )
    made: list[InsertionStructure] = []

    def act() -> None:
        told = (form.organisation_id.data, form.siret.data or "", form.name.data or "", form.kind.data)
        organisation = employer_chosen(asker, *told)
        made.append(create_structure(asker.organisation_id, organisation, **form.values()))

    if saved(form, act):
        flash("La structure est enregistrée.")
        return redirect(structure_url(made[0]))
    lead = "Choisissez-la parmi vos organisations, ou donnez son SIRET."
    return form_page("Nouvelle structure", form, lead=lead, cancel=url_for(".index"), trail=trail())


@bp.get("/<int:structure_id>/modifier")
@bp.post("/<int:structure_id>/modifier")
@allow(*EDITORS)
def edit(structure_id: int) -> ResponseReturnValue:
    """Change what is known of a structure; somebody else's change stops it."""
    structure = own_structure(structure_id)
    typed = written_trades((one.trade, one.capacity) for one in structure.trades)
    form = (
        StructureForm(obj=structure, trades=typed) if request.method == "POST" else _filled(structure, typed)
    )
    form.offer(None)
    text = form.shown_version.data or ""
    version = int(text) if text.isdecimal() else 0
    code, lead, back = 200, "", structure_url(structure)
    try:
        if saved(form, lambda: change_structure(structure, version, **form.values())):
            flash("La structure est modifiée.")
            return redirect(back)
    except Outdated:
        db.session.rollback()
        form.shown_version.data = str(structure.version)
        lead = "Quelqu’un a modifié cette structure : enregistrez de nouveau pour garder votre saisie."
        code = 409
    title = "Modifier la structure"
    return form_page(title, form, lead=lead, cancel=back, trail=trail(structure), code=code)


def _filled(structure: InsertionStructure, typed: str) -> StructureForm:
    form = StructureForm(obj=structure)
    form.trades.data, form.shown_version.data = typed, str(structure.version)
    return form


@bp.get("/<int:structure_id>/adherent")
@bp.post("/<int:structure_id>/adherent")
@allow(*EDITORS)
def member(structure_id: int) -> ResponseReturnValue:
    """A company is a member of the GEIQ."""
    asker, structure, form = current_asker(), own_structure(structure_id), MemberForm()
    companies = organisations_met(asker, DECLARING_KINDS)
    form.offer(companies)
    if request.method != "POST":
        form.since.data = today()
    back = structure_url(structure)

    def act() -> None:
        company = db.session.get_one(Organisation, form.organisation_id.data)
        add_member(structure, company, form.since.data, form.until.data)

    if saved(form, act):
        flash("L’entreprise adhérente est enregistrée.")
        return redirect(back)
    return form_page("Ajouter une entreprise adhérente", form, cancel=back, trail=trail(structure))


@bp.post("/<int:structure_id>/adherent/<int:member_id>/fin")
@allow(*EDITORS)
def member_end(structure_id: int, member_id: int) -> ResponseReturnValue:
    """A company is no more a member, from today."""
    structure = own_structure(structure_id)
    if member_id not in {one.id for one in structure.members}:
        abort(404)
    end_member(structure, member_id, today())
    db.session.commit()
    flash("L’adhésion est terminée.")
    return redirect(structure_url(structure))


@bp.post("/<int:structure_id>/archiver")
@allow(*EDITORS)
def archive(structure_id: int) -> ResponseReturnValue:
    """Put a structure away, or take it back."""
    structure = own_structure(structure_id)
    archive_structure(structure, None if structure.archived_on else today())
    db.session.commit()
    flash("La structure est archivée." if structure.archived_on else "La structure est reprise.")
    return redirect(structure_url(structure))
