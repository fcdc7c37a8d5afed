"""The list of statements, and its files: statements, or the lines behind them."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.ledger.rules import Reader, State
from clauses.hours.statements.exports import LINES, columns_for
from clauses.hours.statements.list_queries import choices_of, find_statements, lines_of, ordered
from clauses.hours.statements.pages import reader
from clauses.hours.statements.rules import Attention
from clauses.hours.statements.views import PART, READERS, bp
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download


def listing_of() -> Listing:
    """The list as its address asks for it."""
    choices = choices_of(current_asker())
    filters = [
        Filter("q", "Entreprise, référence ou objet"),
        Filter.of("mois", "Mois", choices["mois"]),
        Filter.of("etat", "État", [(one.value, one.seen_by(reader())) for one in State]),
        Filter.of("a_faire", "À faire", Attention.choices()),
        Filter.of("acheteur", "Maître d’ouvrage", choices["acheteur"]),
        Filter.of("marche", "Marché", choices["marche"]),
    ]
    if reader() is Reader.BODY:
        filters.insert(2, Filter.of("entreprise", "Entreprise", choices["entreprise"]))
    return Listing.read(url_for("statements.index"), request.args, filters, columns_for(reader()), "-mois")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The statements the asker may see."""
    listing = listing_of()
    found = ordered(find_statements(current_asker(), listing.values, today()), listing.sort)
    rows, listing = shown(found, listing)
    return render_template(
        f"{PART}/index.html",
        rows=rows,
        columns=columns_for(reader()),
        listing=listing,
        body=reader() is Reader.BODY,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    found = ordered(find_statements(current_asker(), listing.values, today()), listing.sort)
    return download(ending, "Relevés", columns_for(reader()), everything(found), listing)


@bp.get("/lignes.<ending>")
@allow(*BODY_ROLES)
def lines_file(ending: str) -> ResponseReturnValue:
    """The lines of the same statements, with the names of people: for the body alone."""
    listing = listing_of()
    found = lines_of(find_statements(current_asker(), listing.values, today()))
    return download(ending, "Lignes des relevés", LINES, everything(found), listing)
