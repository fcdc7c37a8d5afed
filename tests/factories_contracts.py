"""Rows of the contracts, with sensible defaults; they flush, never commit."""

from datetime import date
from decimal import Decimal
from typing import Any

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot, Tranche
from clauses.contracts.operations.models import Operation
from clauses.contracts.rules import ClauseKind, Nature, Party, Stage, TrancheKind
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from tests.factories import add, make_body, make_organisation, numbers


def make_operation(body: Organisation | None = None, **over: Any) -> Operation:
    """An operation of a body."""
    body = body or make_body()
    return add(Operation(**{"body_id": body.id, "name": f"Opération {next(numbers)}"} | over))


def make_contract(body: Organisation | None = None, **over: Any) -> Contract:
    """A works contract of 1,000,000 euros, notified, running two years, without any lot."""
    body = body or make_body()
    buyer = over.pop("buyer", None) or make_organisation(OrganisationKind.AUTHORITY)
    values = {
        "body_id": body.id,
        "buyer_id": buyer.id,
        "reference": f"2026-{next(numbers):04d}",
        "title": "Réhabilitation de la résidence",
        "nature": Nature.WORKS,
        "amount": Decimal(1_000_000),
        "notified_on": date(2026, 3, 2),
        "duration_months": 24,
        "ends_on": date(2028, 3, 1),
        "stage": Stage.NOTIFIED,
        "stage_since": date(2026, 3, 2),
    }
    return add(Contract(**values | over))


def make_lot(contract: Contract | None = None, **over: Any) -> Lot:
    """A lot, with a new contract unless it is given."""
    contract = contract or make_contract()
    rank = len(contract.lots) + 1
    values = {"rank": rank, "number": str(rank), "title": f"Lot {rank}", "amount": None}
    return add(Lot(contract=contract, **values | over))


def make_tranche(contract: Contract, kind: TrancheKind = TrancheKind.FIRM, **over: Any) -> Tranche:
    """A tranche of a contract."""
    number = len(contract.tranches) + 1
    return add(
        Tranche(contract=contract, kind=kind, **{"number": number, "title": f"Tranche {number}"} | over)
    )


def make_terms(lot: Lot | None = None, hours: int | None = 833, **over: Any) -> ClauseTerms:
    """A performance condition of 833 hours on a lot."""
    minutes = None if hours is None else hours * 60
    values = {"kind": ClauseKind.PERFORMANCE, "minutes": minutes}
    return add(ClauseTerms(lot=lot or make_lot(), **values | over))


def make_commitment(terms: ClauseTerms | None = None, **over: Any) -> Commitment:
    """A holder's commitment to the whole clause."""
    terms = terms or make_terms()
    company = over.pop("organisation", None) or make_organisation()
    values = {"organisation": company, "party": Party.HOLDER, "minutes": terms.minutes or 0}
    return add(Commitment(terms=terms, **values | over))
