"""Pages of the schemes: the list and its files, one scheme, its form, its exits, the archive."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import form_page, saved
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from geiq.pathways.course.rules import is_positive
from geiq.pathways.pages import (
    EDITORS,
    READERS,
    acting_page,
    confirm_page,
    own_scheme,
    scheme_trail,
    scheme_url,
)
from geiq.pathways.rules import PathwayExit
from geiq.pathways.schemes.event_queries import goals_of
from geiq.pathways.schemes.exports import COLUMNS, EXITS, FUNDINGS
from geiq.pathways.schemes.forms import ExitsForm, SchemeForm
from geiq.pathways.schemes.queries import (
    SchemeRow,
    archive_scheme,
    change_scheme,
    create_scheme,
    exit_rules,
    exits_of,
    find_schemes,
    leads_offered,
    money_of,
    rows_of,
    set_exits,
)
from geiq.pathways.schemes.rules import doubts, near

bp = Blueprint("schemes", __name__, url_prefix="/dispositifs")


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter("q", "Nom"), Filter.of("archives", "Archives", [("oui", "Dispositifs archivés")])]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "nom")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The schemes that the asker may see."""
    asker, listing = current_asker(), listing_of()
    schemes, listing = shown(find_schemes(asker, listing.values, listing.sort), listing)
    return render_template(
        "geiq/pathways/schemes/index.html",
        rows=rows_of(asker, schemes, today()),
        columns=COLUMNS,
        listing=listing,
        editor=asker.body_id is not None,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()

    def rows() -> Iterator[SchemeRow]:
        yield from rows_of(
            asker, list(everything(find_schemes(asker, listing.values, listing.sort))), today()
        )

    return download(ending, "Dispositifs", COLUMNS, rows(), listing)


@bp.get("/<int:scheme_id>")
@allow(*READERS)
def show(scheme_id: int) -> ResponseReturnValue:
    """One scheme: what it offers, its money, who takes part, its figures, its year."""
    asker, scheme = current_asker(), own_scheme(scheme_id)
    money, exits = money_of(scheme), exits_of(current_asker(), scheme)
    return render_template(
        "geiq/pathways/schemes/show.html",
        scheme=scheme,
        row=rows_of(asker, [scheme], today())[0],
        money=money,
        near=near(money.state_share),
        doubts=doubts(money),
        fundings=FUNDINGS,
        exits=exits,
        goals=goals_of(scheme, today().year),
        exit_columns=EXITS,
        positive=sum(line.count for line in exits if line.positive),
        left=sum(line.count for line in exits),
        positives=[how for how in PathwayExit if is_positive(how, exit_rules(scheme))],
        editor=asker.body_id is not None,
        year=today().year,
        trail=scheme_trail(),
    )


@bp.get("/<int:scheme_id>/financement.<ending>")
@allow(*READERS)
def money_file(scheme_id: int, ending: str) -> ResponseReturnValue:
    """The fundings of a scheme as a file."""
    scheme = own_scheme(scheme_id)
    listing = Listing.read(scheme_url(scheme), {})
    return download(ending, f"Financement {scheme.name}", FUNDINGS, money_of(scheme).parts, listing)


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """Describe a new scheme."""
    asker, form = current_asker(), SchemeForm()
    form.offer(leads_offered(asker))
    return acting_page(
        form,
        lambda: scheme_url(create_scheme(asker.organisation_id, **form.values())),
        "Nouveau dispositif",
        scheme_trail(),
        lead="Le nom suffit pour commencer : le reste s’ajoute quand on le sait.",
        cancel=url_for(".index"),
        done="Le dispositif est enregistré.",
    )


@bp.get("/<int:scheme_id>/modifier")
@bp.post("/<int:scheme_id>/modifier")
@allow(*EDITORS)
def edit(scheme_id: int) -> ResponseReturnValue:
    """Change what is said of a scheme."""
    scheme = own_scheme(scheme_id)
    form = SchemeForm(obj=scheme)
    form.offer(leads_offered(current_asker()))

    def act() -> str:
        change_scheme(scheme, **form.values())
        return scheme_url(scheme)

    title = "Modifier le dispositif"
    return acting_page(form, act, title, scheme_trail(scheme), cancel=scheme_url(scheme))


@bp.get("/<int:scheme_id>/sorties")
@bp.post("/<int:scheme_id>/sorties")
@allow(*EDITORS)
def exits(scheme_id: int) -> ResponseReturnValue:
    """Which exits are positive ones."""
    scheme = own_scheme(scheme_id)
    rules = exit_rules(scheme)
    form = ExitsForm(data={"positive": [how for how in PathwayExit if is_positive(how, rules)]})
    if saved(form, lambda: set_exits(scheme, form.positive.data or [])):
        flash("Les sorties positives sont enregistrées.")
        return redirect(scheme_url(scheme, "sorties"))
    return form_page(
        "Sorties positives",
        form,
        trail=scheme_trail(scheme),
        cancel=scheme_url(scheme),
        lead="Ce que ce dispositif compte comme une réussite, parcours déjà terminés compris.",
    )


@bp.get("/<int:scheme_id>/archiver")
@bp.post("/<int:scheme_id>/archiver")
@allow(*EDITORS)
def archive(scheme_id: int) -> ResponseReturnValue:
    """Put a scheme away, or take it back."""
    scheme = own_scheme(scheme_id)
    away = scheme.archived_on is None
    if request.method == "POST":
        archive_scheme(scheme, today() if away else None)
        db.session.commit()
        flash("Le dispositif est archivé." if away else "Le dispositif est repris.")
        return redirect(scheme_url(scheme))
    said = (
        "Il quitte la liste ; ses parcours et ses chiffres restent." if away else "Il revient dans la liste."
    )
    return confirm_page(
        "Archiver ce dispositif\u202f?" if away else "Reprendre ce dispositif\u202f?",
        [said],
        "Archiver" if away else "Reprendre",
        scheme_url(scheme),
        trail=scheme_trail(scheme),
        danger=away,
    )
