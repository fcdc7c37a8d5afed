"""The home page, the search page, the gallery."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from facilitator.access import current_asker, signed_in

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """What the asker must do, each count a link to its list."""
    asker = current_asker()
    alerts = [alert for feature in current_app.extensions["features"] for alert in feature.alerts(asker)]
    return render_template("facilitator/home/index.html", alerts=alerts)
