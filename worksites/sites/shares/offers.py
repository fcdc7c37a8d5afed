"""What the shares add to the list of contracts: the worksite, and its filter."""

from collections.abc import Iterator

from facilitator.access import Asker
from facilitator.listed import Listed
from worksites.sites.shares.list_queries import contracts_on, names_of, sites_with_contracts

ON_CONTRACTS = Listed("chantier", "Chantier", sites_with_contracts, contracts_on, names_of)


def listed(_asker: Asker, kind: str) -> Iterator[Listed]:
    """The worksites of each contract."""
    if kind == "contract":
        yield ON_CONTRACTS
