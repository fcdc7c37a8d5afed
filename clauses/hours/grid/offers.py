"""What the grids add to the page of a contract."""

from collections.abc import Iterator

from flask import url_for

from clauses.hours.grid.list_queries import grids_of_contract
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.feature import Link


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The grid of a contract, or the list of its grids when several companies owe its hours."""
    if kind != "contract" or asker.role not in BODY_ROLES | COMPANY_ROLES:
        return
    found = grids_of_contract(asker, thing_id)
    if len(found) == 1:
        yield Link("Grille des heures", url_for("grid.contract", commitment_id=found[0][0]))
    elif found:
        yield Link("Grilles des heures", url_for("grid.index", q=found[0][1]))
