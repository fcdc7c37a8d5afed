"""Access to contracts, and to all that hangs on them."""

from datetime import date
from typing import Any

from clauses.contracts.models import Amendment, Commitment, PenaltyTerm
from clauses.contracts.rules import PenaltyFormula, PenaltyTrigger, Stage, TrancheKind
from clauses.contracts.thresholds.models import Exemption
from clauses.contracts.thresholds.rules import ExemptionReason
from facilitator.clock import now
from tests.factories import add
from tests.factories_contracts import (
    make_commitment,
    make_contract,
    make_lot,
    make_operation,
    make_terms,
    make_tranche,
)
from tests.matrix import BODY, BUYERS, COMPANIES, HEADS, VALIDATORS, Corner, Line


def committed(corner: Corner) -> Commitment:
    """A commitment of the corner's company in a contract of its buyer."""
    contract = make_contract(
        corner.body, buyer=corner.buyer, title=corner.canary, archived_on=corner.archived_on
    )
    terms = make_terms(make_lot(contract, title=corner.canary), source=corner.canary)
    return make_commitment(terms, organisation=corner.company)


def contract(corner: Corner) -> dict[str, Any]:
    """The contract."""
    return {"contract_id": committed(corner).terms.lot.contract_id}


def at_visa(corner: Corner) -> dict[str, Any]:
    """A contract that waits for its buyer's visa, and the step that gives it."""
    row = committed(corner).terms.lot.contract
    row.stage = Stage.BUYER_VISA
    return {"contract_id": row.id, "value": "closed"}


def exempted(corner: Corner) -> dict[str, Any]:
    """A contract with an exemption that waits for a second person."""
    row = committed(corner).terms.lot.contract
    exemption = Exemption(
        contract_id=row.id, reason=ExemptionReason.OTHER, text=corner.canary, asked_at=now()
    )
    add(exemption)
    return {"contract_id": row.id}


def lot(corner: Corner) -> dict[str, Any]:
    """A lot that carries a clause."""
    return {"lot_id": committed(corner).terms.lot_id}


def tranche(corner: Corner) -> dict[str, Any]:
    """An optional tranche."""
    row = committed(corner).terms.lot.contract
    return {"tranche_id": make_tranche(row, TrancheKind.OPTIONAL, title=corner.canary).id}


def terms(corner: Corner) -> dict[str, Any]:
    """A clause."""
    return {"terms_id": committed(corner).terms_id}


def penalty(corner: Corner) -> dict[str, Any]:
    """A line of a penalty schedule."""
    row = PenaltyTerm(
        terms=committed(corner).terms,
        trigger=PenaltyTrigger.MISSING_HOURS,
        formula=PenaltyFormula.PER_HOUR,
        amount=60,
        after_notice=True,
    )
    return {"penalty_id": add(row).id}


def commitment(corner: Corner) -> dict[str, Any]:
    """A commitment."""
    return {"commitment_id": committed(corner).id}


def amendment(corner: Corner) -> dict[str, Any]:
    """An amendment."""
    day = date(2026, 6, 1)
    row = Amendment(
        contract=committed(corner).terms.lot.contract,
        number=1,
        signed_on=day,
        effective_on=day,
        reason=corner.canary,
    )
    return {"amendment_id": add(row).id}


def operation(corner: Corner) -> dict[str, Any]:
    """An operation with a contract of the corner's buyer."""
    row = make_operation(corner.body, name=f"{corner.canary} {corner.relation}", buyer_id=corner.buyer.id)
    row.archived_on = corner.archived_on
    committed(corner).terms.lot.contract.operation_id = row.id
    return {"operation_id": row.id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """A list as a file: each reader has her own."""
    return {"ending": "csv"}


READERS = BODY | BUYERS | COMPANIES
LINES = (
    Line("contracts.index", READERS),
    Line("contracts.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("contracts.create", BODY),
    Line("contracts.show", READERS, contract),
    Line("contracts.edit", BODY, contract),
    Line("contracts.archive", BODY, contract),
    Line("contracts.delete", BODY, contract),
    Line("stages.move", BODY | VALIDATORS, at_visa),
    Line("lots.create", BODY, contract),
    Line("lots.edit", BODY, lot),
    Line("lots.delete", BODY, lot),
    Line("lots.create_tranche", BODY, contract),
    Line("lots.edit_tranche", BODY, tranche),
    Line("lots.affirm", BODY, tranche),
    Line("lots.delete_tranche", BODY, tranche),
    Line("orders.create", BODY, contract),
    Line("terms.create", BODY, lot),
    Line("terms.edit", BODY, terms),
    Line("terms.delete", BODY, terms),
    Line("terms.penalty", BODY, terms),
    Line("terms.limits", BODY, terms),
    Line("terms.delete_penalty", BODY, penalty),
    Line("commitments.create", BODY, terms),
    Line("commitments.edit", BODY, commitment),
    Line("commitments.delete", BODY, commitment),
    Line("commitments.split_hours", BODY, terms),
    Line("amendments.sandbox", BODY, contract),
    Line("amendments.apply", BODY, contract),
    Line("amendments.show", BODY, amendment),
    Line("thresholds.exempt", BODY, contract),
    Line("thresholds.confirm", BODY, exempted),
    Line("thresholds.withdraw", BODY, exempted),
    Line("thresholds.settings", HEADS),
    Line("operations.index", BODY | BUYERS),
    Line("operations.index_file", BODY | BUYERS, as_csv, client=BODY | BUYERS, other=BODY | BUYERS),
    Line("operations.create", BODY),
    Line("operations.show", BODY | BUYERS, operation),
    Line("operations.edit", BODY, operation),
    Line("operations.archive", BODY, operation),
    Line("operations.delete", BODY, operation),
)
