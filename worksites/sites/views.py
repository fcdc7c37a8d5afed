"""The worksites' pages: the list, its exports, one worksite, its form, archive."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.queries import operations_offered
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.columns import Column
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.sites.exports import COLUMNS, COMPANY_COLUMNS, TONES
from worksites.sites.forms import WorksiteForm
from worksites.sites.list_queries import choices_of, count_of, find_worksites, position_of, rows_of
from worksites.sites.map.pages import map_page
from worksites.sites.pages import EDITORS, READERS, own_worksite, trail, worksite_url
from worksites.sites.phases.exports import COLUMNS as PHASES
from worksites.sites.phases.import_queries import last_import
from worksites.sites.place_rules import Moment, SiteToDo, moment_of
from worksites.sites.queries import phases_on, shares_on
from worksites.sites.record_queries import archive_worksite, change_worksite, create_worksite
from worksites.sites.shares.exports import ON_SITE

bp = Blueprint("worksites", __name__, url_prefix="/chantiers")
PART = "worksites/sites"
MOST_POINTS = 2000
"""Of a map."""


def columns_of() -> Sequence[Column]:
    """The columns that the asker may read."""
    return COMPANY_COLUMNS if current_asker().role in COMPANY_ROLES else COLUMNS


def listing_of(endpoint: str = ".index") -> Listing:
    """The list (or the map) as its address asks for it; the companies filter by words alone."""
    asker = current_asker()
    filters = [Filter("q", "Nom, adresse ou commune")]
    if asker.role not in COMPANY_ROLES:
        choices = choices_of(asker)
        filters += [
            Filter.of("programme", "Programme", choices["programme"]),
            Filter.of("commune", "Commune", choices["commune"]),
            Filter.of("quartier", "Quartier prioritaire", choices["quartier"]),
            Filter.of("phases", "Phases", SiteToDo.choices()),
        ]
    filters.append(Filter.of("moment", "État", Moment.choices()))
    if asker.role in BODY_ROLES:
        filters.append(Filter.of("archives", "Archives", [("oui", "Chantiers archivés")]))
    return Listing.read(url_for(endpoint), request.args, filters, columns_of(), "nom")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The worksites the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_worksites(asker, listing.values, listing.sort, today())
    listing = listing.counted(count_of(found))
    rows = rows_of(asker, found, today(), listing.offset, listing.size)
    return render_template(
        f"{PART}/index.html",
        rows=rows,
        columns=columns_of(),
        listing=listing,
        editor=asker.role in BODY_ROLES,
        map_url=f"{url_for('.on_map')}?{urlencode(listing.values)}",
    )


@bp.get("/carte/")
@allow(*READERS)
def on_map() -> ResponseReturnValue:
    """The same list beside a map, with the same filters."""
    asker, listing = current_asker(), listing_of(".on_map")
    found = find_worksites(asker, listing.values, listing.sort, today())
    listing = listing.counted(count_of(found))
    return map_page(
        f"{PART}/map/index.html",
        rows=rows_of(asker, found, today(), listing.offset, listing.size),
        points=[row for row in rows_of(asker, found, today(), limit=MOST_POINTS) if row.position],
        columns=COMPANY_COLUMNS,
        listing=listing,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()
    rows = rows_of(asker, find_worksites(asker, listing.values, listing.sort, today()), today())
    return download(ending, "Chantiers", columns_of(), rows, listing)


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new worksite."""
    asker, form = current_asker(), _offered(WorksiteForm(operation_id=request.args.get("programme", 0, int)))

    def act() -> str:
        worksite = create_worksite(asker.organisation_id, **form.values())
        db.session.flush()
        return worksite_url(worksite)

    there = done_once(form, act)
    if there is not None:
        flash("Le chantier est enregistré.")
        return redirect(there)
    return _form_page("Nouveau chantier", form, url_for(".index"), trail())


@bp.get("/<int:worksite_id>")
@allow(*READERS)
def show(worksite_id: int) -> ResponseReturnValue:
    """One worksite: where and when; its contracts and its phases, but for companies."""
    asker, worksite = current_asker(), own_worksite(worksite_id)
    company = asker.role in COMPANY_ROLES
    return render_template(
        f"{PART}/show.html",
        worksite=worksite,
        position=position_of(worksite),
        moment=moment_of(worksite.starts_on, worksite.ends_on, today()),
        company=company,
        editor=asker.role in BODY_ROLES,
        shares=[] if company else shares_on(asker, [worksite.id]),
        share_columns=ON_SITE,
        imported=last_import(worksite),
        phases=phases_on(asker, [worksite.id]),
        phase_columns=PHASES,
        tones=TONES,
        trail=trail(),
    )


@bp.get("/<int:worksite_id>/modifier")
@bp.post("/<int:worksite_id>/modifier")
@allow(*EDITORS)
def edit(worksite_id: int) -> ResponseReturnValue:
    """Change a worksite."""
    worksite = own_worksite(worksite_id)
    form = _offered(WorksiteForm(obj=worksite, position=position_of(worksite)))
    if request.method != "POST":
        form.shown_version.data = str(worksite.version)
    version = form.shown_version.data or ""

    def act() -> str:
        change_worksite(worksite, int(version) if version.isdecimal() else None, **form.values())
        return worksite_url(worksite)

    there = done_once(form, act)
    if there is not None:
        flash("Le chantier est modifié.")
        return redirect(there)
    return _form_page("Modifier le chantier", form, worksite_url(worksite), trail(worksite))


@bp.post("/<int:worksite_id>/archiver")
@allow(*EDITORS)
def archive(worksite_id: int) -> ResponseReturnValue:
    """Put a worksite away, or take it back."""
    worksite = own_worksite(worksite_id)
    archive_worksite(worksite, None if worksite.archived_on else today())
    db.session.commit()
    flash("Le chantier est archivé." if worksite.archived_on else "Le chantier est repris.")
    return redirect(worksite_url(worksite))


def _offered(form: WorksiteForm) -> WorksiteForm:
    form.offer(operations_offered(current_asker()))
    return form


def _form_page(
    title: str, form: WorksiteForm, cancel: str, above: list[tuple[str, str]]
) -> ResponseReturnValue:
    form.form_key.data = form.form_key.data or new_key()
    page = map_page(f"{PART}/edit.html", title=title, form=form, cancel=cancel, trail=above)
    return page, 422 if form.errors else 200
