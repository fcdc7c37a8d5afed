"""The insertion hours by worksite."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from worksites.sites.list_queries import choices_of
from worksites.sites.pages import OVERSEERS, trail
from worksites.sites.progress.exports import SITES
from worksites.sites.progress.queries import progress_of
from worksites.sites.progress.rules import Figures

bp = Blueprint("worksite_progress", __name__, url_prefix="/chantiers/avancement")


def listing_of() -> Listing:
    """What the address asks for."""
    programmes = choices_of(current_asker())["programme"]
    return Listing.read(url_for(".index"), request.args, [Filter.of("programme", "Programme", programmes)])


@bp.get("/")
@allow(*OVERSEERS)
def index() -> ResponseReturnValue:
    """Owed, expected, counted on each worksite, by its shares of the clauses."""
    listing = listing_of()
    rows = progress_of(current_asker(), listing.values)
    return render_template(
        "worksites/sites/progress/index.html",
        listing=listing,
        rows=rows,
        columns=SITES,
        total=sum((row.figures for row in rows), Figures()),
        trail=trail(),
    )


@bp.get("/export.<ending>")
@allow(*OVERSEERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same as a file."""
    listing = listing_of()
    return download(
        ending, "Avancement par chantier", SITES, progress_of(current_asker(), listing.values), listing
    )
