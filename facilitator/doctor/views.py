"""What does not hold, each with the page where it is mended."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow, current_asker
from facilitator.doctor import queries
from facilitator.doctor.exports import COLUMNS
from facilitator.doctor.models import Breach
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.feature import every_feature

bp = Blueprint("doctor", __name__)


def read_listing() -> Listing:
    """What the URL asks of the list."""
    rules = [(one.name, one.label) for feature in every_feature() for one in feature.invariants]
    return Listing.read(url_for(".index"), request.args, (Filter.of("regle", "Règle", rules),), COLUMNS)


def address(breach: Breach) -> str:
    """The page of the thing, where the asker may open it; '' otherwise."""
    view = current_app.view_functions.get(breach.endpoint)
    if view is None or current_asker().role not in (getattr(view, "access", None) or ()):
        return ""
    return url_for(breach.endpoint, **breach.args)


@bp.get("/ecarts")
@allow(Role.HEAD, Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """What the last round found."""
    listing = read_listing()
    rows, listing = shown(queries.listed(current_asker(), listing), listing)
    return render_template(
        "facilitator/doctor/index.html", rows=rows, listing=listing, columns=COLUMNS, address=address
    )


@bp.get("/ecarts/export.<ending>")
@allow(Role.HEAD, Role.PLATFORM_ADMIN)
def index_file(ending: str) -> ResponseReturnValue:
    """The same rows as a file."""
    listing = read_listing()
    rows = everything(queries.listed(current_asker(), listing))
    return download(ending, "Écarts", COLUMNS, rows, listing)
