"""The queue: what to check, what companies have to correct."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.queue.queries import given_back, to_check
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.exchange.listing import Listing
from facilitator.exchange.queries import shown

bp = Blueprint("queue", __name__, url_prefix="/a-controler")
PART = "clauses/hours/queue"


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Who must act next, and since when."""
    asker = current_asker()
    rows, listing = shown(to_check(asker), Listing.read(url_for(".index"), request.args))
    returned, _ = shown(given_back(asker), Listing(url_for(".index")))
    return render_template(f"{PART}/index.html", rows=rows, listing=listing, returned=returned)
