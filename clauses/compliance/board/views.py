"""The Monday board: every clause with its state and where it ends; the same clauses by level."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from clauses.compliance.board.exports import COLUMNS, LEVELS
from clauses.compliance.board.queries import levels_of, line_of, lines_of, ordered
from clauses.compliance.board.rules import Grouping, Whole, Whose
from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.contract_queries import shares_on
from clauses.compliance.standing.exports import SHARES
from clauses.contracts.list_queries import buyers_of_contracts, operations_of_contracts
from clauses.contracts.pages import own_contract, trail
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, page_of
from facilitator.exchange.views import download

bp = Blueprint("follow_up", __name__, url_prefix="/suivi")
READERS = (*BODY_ROLES, *BUYER_ROLES)
TITLE = "Suivi des clauses"


def listing_of() -> Listing:
    """The board as its address asks for it."""
    asker = current_asker()
    filters = [
        Filter("q", "Référence, objet, lieu ou acheteur"),
        Filter.of("etat", "État", ClauseState.choices()),
        Filter.of("acheteur", "Maître d’ouvrage", buyers_of_contracts(asker)),
        Filter.of("operation", "Opération", operations_of_contracts(asker)),
        Filter.of("etape", "Étape", Stage.choices()),
        Filter.of("niveau", "Regrouper par", [each for each in Grouping.choices() if each[0] != "clause"]),
    ]
    if asker.body_id is not None:
        filters.append(Filter.of("suivi", "Suivi par", Whose.choices()))
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "etat")


def level_of(listing: Listing) -> Grouping:
    """What the lines stand for."""
    return Grouping(listing["niveau"]) if listing["niveau"] else Grouping.CLAUSE


def found_by(listing: Listing) -> Select[*tuple[Any, ...]]:
    """The clauses that the list holds."""
    return lines_of(current_asker(), listing.values, today())


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The clauses, the worst first; or their sums by level."""
    listing = listing_of()
    found, level = found_by(listing), level_of(listing)
    total = whole_of(found)
    shown: dict[str, Any] = {"title": TITLE, "total": total, "level": level, "states": ClauseState}
    if level is not Grouping.CLAUSE:
        wholes = levels_of(found, level, current_asker().organisation_name)
        return render_template(
            "clauses/compliance/board/levels.html", rows=wholes, columns=LEVELS, listing=listing, **shown
        )
    listing = listing.counted(total.clauses if total else 0)
    rows, listing = page_of(ordered(found, listing.sort), listing, line_of)
    return render_template(
        "clauses/compliance/board/index.html", rows=rows, columns=COLUMNS, listing=listing, **shown
    )


def whole_of(found: Select[*tuple[Any, ...]]) -> Whole | None:
    """All the clauses together; None when there is none."""
    return next(iter(levels_of(found, Grouping.BODY, current_asker().organisation_name)), None)


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same board as a file."""
    listing = listing_of()
    level = level_of(listing)
    if level is not Grouping.CLAUSE:
        rows = levels_of(found_by(listing), level, current_asker().organisation_name)
        return download(ending, f"{TITLE} par {level.label.lower()}", LEVELS, rows, listing)

    def lines() -> Iterator[Any]:
        return everything(ordered(found_by(listing), listing.sort), line_of)

    return download(ending, TITLE, COLUMNS, lines(), listing)


@bp.get("/marche/<int:contract_id>/entreprises")
@allow(*READERS)
def shares(contract_id: int) -> ResponseReturnValue:
    """How each company's share of a contract stands; a subcontractor's hours count for its holder too."""
    contract = own_contract(contract_id)
    return render_template(
        "clauses/compliance/board/shares.html",
        title=f"Entreprises du marché {contract.reference}",
        contract=contract,
        rows=shares_on(current_asker(), contract.id, today()),
        columns=SHARES,
        trail=trail(contract),
    )
