"""Builds the demonstration's operations and contracts, by the same acts as its facilitator's pages."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select

from clauses.contracts.amendments.queries import apply_amendment
from clauses.contracts.amendments.rules import Change
from clauses.contracts.commitments.queries import add_commitment
from clauses.contracts.demonstration import buildings, mobility, renewal, upkeep
from clauses.contracts.demonstration.operations import OPERATIONS
from clauses.contracts.demonstration.plan import EVERY_WAY, EVERYBODY, Asks, Bought, Changed, Ordered, Piece
from clauses.contracts.lots.queries import add_lot, add_tranche, affirm_tranche, place_order
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.operations.models import Operation
from clauses.contracts.operations.queries import create_operation
from clauses.contracts.record_queries import create_contract
from clauses.contracts.rules import (
    RESERVED_FOR_WORKERS,
    ClauseKind,
    PenaltyFormula,
    PenaltyTrigger,
    Stage,
    TrancheKind,
)
from clauses.contracts.stages.queries import move_stage
from clauses.contracts.stages.rules import ORDER
from clauses.contracts.terms.queries import add_terms, set_penalty
from clauses.contracts.thresholds.queries import ask_exemption
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.models import Organisation
from facilitator.clock import PARIS, today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart

CONTRACTS = (*renewal.CONTRACTS, *mobility.CONTRACTS, *buildings.CONTRACTS, *upkeep.CONTRACTS)
LAST_DECLARED = Stage.FINAL_REPORT
"""What follows needs the hours: the room of the closings walks on."""
CONSULTED_BEFORE = timedelta(days=45)
KICK_OFF_AFTER = timedelta(days=21)
REPORTED_AGO = timedelta(days=20)


def in_days(day: int) -> date:
    """The day that is so many days from the one when the demonstration is built."""
    return today() + timedelta(days=day)


def build() -> str:
    """Every operation, then every contract with its lots, clauses, shares and changes."""
    with acting() as asker:
        operations = {key: _operation(key, asker) for key in OPERATIONS}
        for bought in CONTRACTS:
            _contract(bought, operations[bought.operation], asker)
    return f"{len(OPERATIONS)} opérations, {len(CONTRACTS)} marchés"


def _operation(key: str, asker: Asker) -> Operation:
    told = OPERATIONS[key]
    return create_operation(
        asker.organisation_id,
        name=told.name,
        buyer_id=named(told.buyer).id,
        place=told.place,
        description=told.description,
    )


def _contract(bought: Bought, operation: Operation, asker: Asker) -> None:
    contract = _created(bought, operation, asker)
    for part in bought.parts:
        kind = TrancheKind.OPTIONAL if part.optional else TrancheKind.FIRM
        tranche = add_tranche(contract, kind=kind, title=part.title, amount=Decimal(part.amount))
        if part.affirmed is not None:
            affirm_tranche(tranche, in_days(part.affirmed))
    for rank, piece in enumerate(bought.pieces, 1):
        _lot(contract, rank, piece)
    if bought.exempt:
        ask_exemption(contract, *bought.exempt, asker.user_id)
    db.session.flush()
    walk(contract, min(bought.stage, Stage.RUNNING, key=ORDER.index), asker)
    for change in bought.changes:
        _amendment(contract, change)
    for order in bought.orders:
        _order(contract, order)
    walk(contract, min(bought.stage, LAST_DECLARED, key=ORDER.index), asker)
    contract.stage_since = since(contract)
    db.session.flush()


def _created(bought: Bought, operation: Operation, asker: Asker) -> Contract:
    notified = in_days(bought.day)
    signed = bought.stage is not Stage.PREPARATION
    met = ORDER.index(bought.stage) >= ORDER.index(Stage.KICK_OFF)
    return create_contract(
        asker.organisation_id,
        lots=not bought.pieces,
        buyer_id=named(bought.buyer).id,
        buyer_kind=bought.buyer_kind,
        operation_id=operation.id,
        followed_by_id=asker.user_id,
        reference=bought.reference,
        title=bought.title,
        nature=bought.nature,
        form=bought.form,
        cpv=bought.cpv,
        amount=Decimal(bought.amount),
        consulted_on=notified - CONSULTED_BEFORE,
        notified_on=notified if signed else None,
        starts_on=notified + KICK_OFF_AFTER,
        duration_months=bought.months,
        kick_off_on=notified + KICK_OFF_AFTER if met else None,
        place_code=bought.place[0],
        place=bought.place[1],
    )


def _lot(contract: Contract, rank: int, piece: Piece) -> None:
    amount = None if piece.amount is None else Decimal(piece.amount)
    lot = add_lot(contract, number=str(rank), title=piece.title, amount=amount)
    for asks in piece.asks:
        _owed(_terms(lot, asks), asks)


def _terms(lot: Lot, asks: Asks) -> ClauseTerms:
    share = None if asks.share is None else Decimal(asks.share)
    terms = add_terms(
        lot,
        tranche=None if asks.tranche is None else lot.contract.tranches[asks.tranche - 1],
        kind=asks.kind,
        minutes=None if asks.hours is None else asks.hours * 60,
        by_orders=asks.by_orders,
        categories=[str(category) for category in EVERYBODY],
        modalities=[str(modality) for modality in EVERY_WAY],
        reserved_share=share if asks.kind in RESERVED_FOR_WORKERS else None,
        criterion_weight=share if asks.kind is ClauseKind.CRITERION else None,
        source="CCAP, article 5.2",
    )
    if asks.kind is ClauseKind.PERFORMANCE:
        set_penalty(terms, PenaltyTrigger.MISSING_HOURS, PenaltyFormula.PER_HOUR, Decimal(60))
        set_penalty(terms, PenaltyTrigger.LATE_REPORT, PenaltyFormula.PER_CALENDAR_DAY, Decimal(50))
    return terms


def _owed(terms: ClauseTerms, asks: Asks) -> None:
    held: dict[str, Commitment] = {}
    for owes in asks.owed:
        company = db.session.scalars(select(Organisation).where(Organisation.name == owes.company)).one()
        parent = held.get(owes.under)
        held[owes.company] = add_commitment(terms, company.id, owes.party, owes.hours * 60, parent)
        db.session.flush()


def walk(contract: Contract, stage: Stage, asker: Asker) -> None:
    """Take the steps of the stage bar, one after the other, up to a stage."""
    for step in ORDER[ORDER.index(contract.stage) + 1 : ORDER.index(stage) + 1]:
        with told_at(at_noon(_reached(contract, step))):
            move_stage(contract, step, asker.role)


def at_noon(day: date) -> datetime:
    """Noon in Paris."""
    return datetime.combine(day, time(12), PARIS)


def _reached(contract: Contract, stage: Stage) -> date:
    """When the contract would have entered a stage, had it been followed all along."""
    if stage is Stage.NOTIFIED and contract.notified_on is not None:
        return contract.notified_on
    if stage in (Stage.KICK_OFF, Stage.RUNNING) and contract.notified_on is not None:
        return min(contract.notified_on + KICK_OFF_AFTER, today())
    steps = ORDER.index(stage) - ORDER.index(Stage.FINAL_REPORT)
    return today() - REPORTED_AGO + timedelta(days=5 * max(0, steps))


def since(contract: Contract) -> date:
    """When the contract would have reached its stage, had it been followed all along."""
    if contract.notified_on is None:
        return in_days(-10)
    if contract.stage is Stage.NOTIFIED:
        return contract.notified_on
    if contract.stage in (Stage.KICK_OFF, Stage.RUNNING):
        return contract.notified_on + KICK_OFF_AFTER
    return today() - REPORTED_AGO


def _amendment(contract: Contract, change: Changed) -> None:
    by_name = {one.organisation.name: one for one in contract.commitments}
    ends_on = contract.ends_on
    apply_amendment(
        contract,
        Change(
            signed_on=in_days(change.day),
            effective_on=in_days(change.day),
            reason=change.reason,
            targets={by_name[name].id: hours * 60 for name, hours in change.hours},
            amount=None if change.amount is None else Decimal(change.amount),
            ends_on=ends_on + timedelta(days=change.longer) if ends_on and change.longer else None,
        ),
    )


def _order(contract: Contract, ordered: Ordered) -> None:
    place_order(
        contract,
        f"BC{len(contract.orders) + 1:02d}",
        in_days(ordered.day),
        contract.terms[0],
        title=ordered.title,
        amount=Decimal(ordered.amount),
        minutes=ordered.hours * 60,
    )


PARTS = (DemoPart("contracts", "Opérations et marchés", build),)
