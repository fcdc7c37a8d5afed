"""The procurement file that a newcomer loads: in a demonstration only."""

from flask import Blueprint, Response, abort

from clauses.contracts.demonstration.publications import to_load
from facilitator.access import Role, allow
from facilitator.audit.queries import is_demonstration
from facilitator.clock import today

bp = Blueprint("sample", __name__, url_prefix="/demonstration")


@bp.get("/donnees-essentielles.json")
@allow(Role.FACILITATOR, Role.HEAD)
def procurement() -> Response:
    """Invented open data of the month, in the 2022 format."""
    if not is_demonstration():
        abort(404)
    name = f"donnees-essentielles-{today():%Y-%m}.json"
    return Response(
        to_load(today()),
        mimetype="application/json",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
