"""What the contract's page shows of the people who worked on it."""

from collections.abc import Iterator

from clauses.hours.publics.exports import COLUMNS
from clauses.hours.publics.queries import publication_of
from clauses.hours.publics.rules import Publication
from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker
from facilitator.feature import Panel

READERS = BODY_ROLES | BUYER_ROLES


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """How many people, by category: numbers for a buyer, small ones hidden."""
    if kind != "contract" or asker.role not in READERS:
        return
    found = publication_of(asker, thing_id)
    if found != Publication(0, found.least):
        shown = {"found": found, "columns": COLUMNS, "contract_id": thing_id}
        yield Panel("clauses/hours/publics/panel.html", shown)
