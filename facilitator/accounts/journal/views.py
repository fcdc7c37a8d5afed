"""The pages of the journal."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Asker, Role, allow, current_asker
from facilitator.accounts.journal import exports, queries
from facilitator.accounts.journal.queries import Entry
from facilitator.exchange.listing import Filter, FilterKind, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download

bp = Blueprint("journal", __name__)


def acts() -> dict[str, str]:
    """The French words of the acts, as every package hands them over."""
    return {
        act: label for feature in current_app.extensions["features"] for act, label in feature.acts.items()
    }


def read_listing(asker: Asker) -> Listing:
    """What the URL asks of the journal."""
    words = acts()
    seen = sorted((words.get(act, act), act) for act in queries.actions_seen(asker))
    filters = (
        Filter.of("acte", "Acte", [(act, label) for label, act in seen]),
        Filter.of("personne", "Personne", queries.people_of(asker)),
        Filter("depuis", "Depuis le", kind=FilterKind.DATE),
        Filter("jusqu", "Jusqu’au", kind=FilterKind.DATE),
    )
    return Listing.read(url_for(".index"), request.args, filters, exports.columns(words), "-date")


@bp.get("/journal")
@allow(Role.HEAD, Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """What was done, the latest first."""
    asker = current_asker()
    listing = read_listing(asker)
    rows, listing = shown(queries.events_of(asker, listing), listing, Entry.of)
    columns = exports.columns(acts())
    return render_template(
        "facilitator/accounts/journal/index.html", rows=rows, listing=listing, columns=columns
    )


@bp.get("/journal/export.<ending>")
@allow(Role.HEAD, Role.PLATFORM_ADMIN)
def index_file(ending: str) -> ResponseReturnValue:
    """The same rows as a file, every page together."""
    asker = current_asker()
    listing = read_listing(asker)
    rows = everything(queries.events_of(asker, listing), Entry.of)
    return download(ending, "Journal", exports.columns(acts()), rows, listing)
