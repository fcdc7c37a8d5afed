"""The home page, the search page, the two public pages of the footer, the gallery."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.access import current_asker, public, signed_in
from facilitator.feature import Feature
from facilitator.forms import clean
from facilitator.home.rules import by_kind, urgent_first
from facilitator.home.tour.views import tour_of

bp = Blueprint("home", __name__)


def features() -> list[Feature]:
    """What the shell found at its birth."""
    return list(current_app.extensions["features"])


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """What the asker must do, each count a link to its list."""
    asker = current_asker()
    alerts = urgent_first(alert for feature in features() for alert in feature.alerts(asker))
    return render_template("facilitator/home/index.html", alerts=alerts, tour=tour_of(asker))


@bp.get("/recherche")
@signed_in
def search() -> ResponseReturnValue:
    """One box for everything: results by kind, only what the asker may see."""
    asker, text = current_asker(), clean(request.args.get("q"))[:200]
    hits = [hit for feature in features() for hit in feature.search(asker, text)] if text else []
    return render_template("facilitator/home/search.html", text=text, kinds=by_kind(hits), count=len(hits))


@bp.get("/accessibilite")
@public
def accessibility() -> ResponseReturnValue:
    """What has been checked, and how to say that something is in the way."""
    return render_template("facilitator/home/accessibility.html")


@bp.get("/a-propos")
@public
def about() -> ResponseReturnValue:
    """What this is, its licence, where its source is."""
    return render_template("facilitator/home/about.html", source_url=current_app.config["SOURCE_URL"])
