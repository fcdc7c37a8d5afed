"""The labour-need curve of the territory, of a programme, of a worksite."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, FilterKind, Listing
from facilitator.exchange.views import download
from worksites.sites.list_queries import programmes_offered
from worksites.sites.needs.chart_rules import draw_needs
from worksites.sites.needs.exports import CELLS, TRADES, week_columns
from worksites.sites.needs.offers import told_of
from worksites.sites.needs.queries import choices_of, curve_over
from worksites.sites.needs.rules import Stretch
from worksites.sites.pages import OVERSEERS, trail

bp = Blueprint("labour_needs", __name__, url_prefix="/chantiers/besoins")


def listing_of() -> Listing:
    """What the address asks for."""
    asker = current_asker()
    choices = choices_of(asker)
    filters = [
        Filter.of("programme", "Programme", programmes_offered(asker)),
        Filter.of("chantier", "Chantier", choices["chantier"]),
        Filter.of("metier", "Métier", choices["metier"]),
        Filter("depuis", "À partir du", kind=FilterKind.DATE),
        Filter.of("semaines", "Pendant", Stretch.choices()),
    ]
    return Listing.read(url_for(".index"), request.args, filters)


@bp.get("/")
@allow(*OVERSEERS)
def index() -> ResponseReturnValue:
    """Hours and people, by trade and by week: the drawing and its tables."""
    listing = listing_of()
    curve = curve_over(current_asker(), listing.values, today())
    return render_template(
        "worksites/sites/needs/index.html",
        listing=listing,
        curve=curve,
        told=told_of(curve),
        drawing=draw_needs(curve, today()),
        trade_columns=TRADES,
        week_columns=week_columns(curve.series),
        trail=trail(),
    )


@bp.get("/export.<ending>")
@allow(*OVERSEERS)
def index_file(ending: str) -> ResponseReturnValue:
    """Every trade in every week, as a file."""
    listing = listing_of()
    curve = curve_over(current_asker(), listing.values, today())
    return download(ending, "Besoins de main-d’œuvre", CELLS, curve.cells(), listing)
