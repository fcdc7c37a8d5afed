"""The people of a contract by category, as a file."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import own_contract
from clauses.hours.publics.exports import COLUMNS
from clauses.hours.publics.offers import READERS
from clauses.hours.publics.queries import publication_of
from clauses.hours.publics.rules import rows_of
from facilitator.access import allow, current_asker
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download

bp = Blueprint("publics", __name__, url_prefix="/marches")


@bp.get("/<int:contract_id>/publics.<ending>")
@allow(*READERS)
def export(contract_id: int, ending: str) -> ResponseReturnValue:
    """The same counts as on the page."""
    contract = own_contract(contract_id)
    rows = rows_of(publication_of(current_asker(), contract.id))
    listing = Listing.read(url_for("contracts.show", contract_id=contract.id), request.args, [], COLUMNS)
    return download(ending, f"Publics du marché {contract.reference}", COLUMNS, rows, listing)
