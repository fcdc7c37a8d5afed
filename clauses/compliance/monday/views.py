"""The Monday page: printed for the site meeting, read by the buyer, previewed by its body."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from clauses.compliance.board.exports import COLUMNS
from clauses.compliance.monday.exports import PACKS
from clauses.compliance.monday.queries import buyer_of, overviews_of, pack_of
from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.clock import today

bp = Blueprint("monday", __name__, url_prefix="/lundi")
SHOWN = tuple(column for column in COLUMNS if column.on_screen and column.heading != "Maître d’ouvrage")


@bp.get("/")
@allow(*BODY_ROLES, *BUYER_ROLES)
def show() -> ResponseReturnValue:
    """A buyer's own pack; for a body, those of its buyers."""
    asker = current_asker()
    if asker.body_id is None:
        return pack_page(asker.organisation_id)
    title = "Point du lundi des acheteurs"
    packs = overviews_of(asker, today())
    return render_template("clauses/compliance/monday/index.html", title=title, packs=packs, columns=PACKS)


@bp.get("/<int:buyer_id>")
@allow(*BODY_ROLES, *BUYER_ROLES)
def buyer(buyer_id: int) -> ResponseReturnValue:
    """The pack of one buyer."""
    return pack_page(buyer_id)


def pack_page(buyer_id: int) -> ResponseReturnValue:
    """The page of a pack, or 404."""
    asker = current_asker()
    found = buyer_of(asker, buyer_id) or abort(404)
    return render_template(
        "clauses/compliance/monday/show.html",
        title="Point du lundi",
        pack=pack_of(asker, found, today()),
        columns=SHOWN,
        body=asker.body_id is not None,
    )
