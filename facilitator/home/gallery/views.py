"""The gallery, one page per family of components."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import signed_in
from facilitator.exchange.listing import Filter, FilterKind, Listing
from facilitator.exchange.views import download
from facilitator.home.gallery import rules
from facilitator.home.gallery.exports import SAMPLE_COLUMNS
from facilitator.home.gallery.forms import SampleForm

bp = Blueprint("gallery", __name__, url_prefix="/composants")

FAMILIES = {
    "formulaires": "Formulaires",
    "listes": "Listes",
    "reperes": "Repères",
    "messages": "Messages",
}
FILTERS = (
    Filter("q", "Objet"),
    Filter.of("etape", "Étape", rules.SampleStage.choices()),
    Filter("depuis", "Depuis le", kind=FilterKind.DATE),
)


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """The families."""
    return render_template("facilitator/home/gallery/index.html", families=FAMILIES)


@bp.get("/<family>")
@signed_in
def show(family: str) -> ResponseReturnValue:
    """One family; `?etat=erreur` and `?etat=vide` show its other states."""
    if family not in FAMILIES:
        abort(404)
    state = request.args.get("etat", "")
    count = 0 if state == "vide" else 137
    listing = Listing.read(request.path, request.args, FILTERS, SAMPLE_COLUMNS, "marche").counted(count)
    return render_template(
        f"facilitator/home/gallery/{family}.html",
        title=FAMILIES[family],
        listing=listing,
        columns=SAMPLE_COLUMNS,
        samples=rules.samples(count)[listing.offset : listing.offset + listing.size],
        rules=rules,
        form=sample_form(state),
    )


@bp.get("/listes/export.<ending>")
@signed_in
def export(ending: str) -> ResponseReturnValue:
    """The sample list as a file."""
    listing = Listing.read(url_for(".show", family="listes"), request.args, FILTERS, SAMPLE_COLUMNS)
    return download(ending, "Marchés d’essai", SAMPLE_COLUMNS, rules.samples(137), listing)


def sample_form(state: str) -> SampleForm:
    """The sample form, as it is first seen or as it comes back refused."""
    form = SampleForm(formdata=None)
    if state == "erreur":
        form.validate()
        form.form_errors.append("Les heures dépassent celles du marché.")
    return form
