"""The board: where every clause stands today."""

from collections.abc import Iterator

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.list_queries import buyers_of_contracts
from clauses.contracts.rules import Stage
from clauses.hours.board.exports import COLUMNS, SUMS
from clauses.hours.board.queries import board_of, line_of, ordered, read
from clauses.hours.board.rules import Line, Standing, whole
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything
from facilitator.exchange.views import download

bp = Blueprint("board", __name__, url_prefix="/avancement")
READERS = (*BODY_ROLES, *BUYER_ROLES, *COMPANY_ROLES)
TITLE = "Avancement"


def listing_of() -> Listing:
    """The board as its address asks for it."""
    filters = [
        Filter("q", "Référence, objet, lieu ou acheteur"),
        Filter.of("acheteur", "Maître d’ouvrage", buyers_of_contracts(current_asker())),
        Filter.of("etape", "Étape", Stage.choices()),
        Filter.of("ou", "Situation", Standing.choices()),
    ]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "-manque")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """What each clause owes today, what is done, what is missing; sums by buyer and in all."""
    asked, day = listing_of(), today()
    board = board_of(current_asker(), asked.values, day)
    found = read(board, asked.sort, day, asked.offset, asked.size)
    total = whole(found.sums)
    listing = asked.counted(total.clauses)
    if listing.page != asked.page:  # past the end: the last page
        found = read(board, listing.sort, day, listing.offset, listing.size)
    return render_template(
        "clauses/hours/board/index.html",
        title=TITLE,
        rows=found.lines,
        columns=COLUMNS,
        listing=listing,
        sums=[*found.sums, total] if len(found.sums) > 1 else found.sums,
        sum_columns=SUMS,
        total=total,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same board as a file."""
    listing, day = listing_of(), today()

    def lines() -> Iterator[Line]:
        found = board_of(current_asker(), listing.values, day)
        return everything(ordered(found, listing.sort), lambda row: line_of(row, day))

    return download(ending, TITLE, COLUMNS, lines(), listing)
