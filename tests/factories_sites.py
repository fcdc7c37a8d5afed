"""Rows of the worksites, with sensible defaults; they flush, never commit."""

from datetime import date
from decimal import Decimal
from typing import Any

from clauses.contracts.models import Contract
from facilitator.accounts.models import Organisation
from tests.factories import add, make_body, numbers
from worksites.sites.models import WorkPhase, Worksite, WorksiteShare


def make_worksite(body: Organisation | None = None, **over: Any) -> Worksite:
    """A worksite of a body, in Clermont-Ferrand, of the year 2027."""
    body = body or make_body()
    values = {
        "body_id": body.id,
        "name": f"Chantier {next(numbers)}",
        "commune": "Clermont-Ferrand",
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 12, 31),
    }
    return add(Worksite(**values | over))


def make_phase(worksite: Worksite | None = None, **over: Any) -> WorkPhase:
    """Four masons during January 2027."""
    values: dict[str, Any] = {
        "trade": "Maçonnerie (F1703)",
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 1, 29),
    }
    if "minutes" not in over:
        values["headcount"] = Decimal(4)
    return add(WorkPhase(worksite=worksite or make_worksite(), **values | over))


def make_worksite_share(worksite: Worksite, contract: Contract, **over: Any) -> WorksiteShare:
    """The whole of a contract on a worksite."""
    return add(WorksiteShare(worksite=worksite, contract=contract, **{"share": Decimal(1)} | over))
