"""Builds the demonstration's operations and contracts, as its facilitator would have done."""

from datetime import date, timedelta
from decimal import Decimal

from clauses.contracts.demonstration import buildings, mobility, renewal, upkeep
from clauses.contracts.demonstration.operations import OPERATIONS
from clauses.contracts.demonstration.plan import (
    EVERY_WAY,
    EVERYBODY,
    Asks,
    Bought,
    Changed,
    Ordered,
    Part,
    Piece,
)
from clauses.contracts.models import (
    Amendment,
    CallOffOrder,
    ClauseTerms,
    Commitment,
    Contract,
    Lot,
    Operation,
    PenaltyTerm,
    TargetVersion,
    Tranche,
)
from clauses.contracts.rules import (
    RESERVED_FOR_WORKERS,
    ClauseKind,
    Party,
    PenaltyFormula,
    PenaltyTrigger,
    Stage,
    TrancheKind,
)
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named, organisation
from facilitator.accounts.demonstration.places import NAMED, companies
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import DemoPart

CONTRACTS = (*renewal.CONTRACTS, *mobility.CONTRACTS, *buildings.CONTRACTS, *upkeep.CONTRACTS)
CONSULTED_BEFORE = timedelta(days=75)
KICK_OFF_AFTER = timedelta(days=21)
NOT_STARTED = (Stage.PREPARATION, Stage.NOTIFIED)


def build() -> str:
    """Every operation, then every contract with its lots, clauses, shares and changes."""
    with acting() as asker:
        operations = {key: _operation(key, asker) for key in OPERATIONS}
        for bought in CONTRACTS:
            _contract(bought, operations[bought.operation], asker)
    return f"{len(OPERATIONS)} opérations, {len(CONTRACTS)} marchés"


def _operation(key: str, asker: Asker) -> Operation:
    told = OPERATIONS[key]
    row = Operation(
        body_id=asker.organisation_id,
        name=told.name,
        buyer=named(told.buyer),
        place=told.place,
        description=told.description,
    )
    db.session.add(row)
    record("operation.created", row)
    return row


def in_days(day: int) -> date:
    """The day that is so many days from the one when the demonstration is built."""
    return today() + timedelta(days=day)


def company(name: str) -> Organisation:
    """A company or a structure of the territory, by its name."""
    return organisation(next(p for p in (*companies(), *NAMED.values()) if p.name == name))


def _contract(bought: Bought, operation: Operation, asker: Asker) -> None:
    row = _row(bought, operation, asker)
    db.session.add(row)
    for number, part in enumerate(bought.parts, 1):
        row.tranches.append(_tranche(number, part))
    for rank, piece in enumerate(bought.pieces, 1):
        _lot(row, rank, piece)
    record("contract.created", row)
    for change in bought.changes:
        _amendment(row, change)
    for order in bought.orders:
        _order(row, order)
    db.session.flush()


def _row(bought: Bought, operation: Operation, asker: Asker) -> Contract:
    notified = in_days(bought.day)
    signed = bought.stage is not Stage.PREPARATION
    place_code, place = bought.place
    return Contract(
        body_id=asker.organisation_id,
        buyer=named(bought.buyer),
        buyer_kind=bought.buyer_kind,
        operation=operation,
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
        ends_on=notified + timedelta(days=bought.months * 365 // 12),
        kick_off_on=None if bought.stage in NOT_STARTED else notified + KICK_OFF_AFTER,
        place_code=place_code,
        place=place,
        stage=bought.stage,
        stage_since=min(today(), notified + KICK_OFF_AFTER),
    )


def _tranche(number: int, part: Part) -> Tranche:
    return Tranche(
        number=number,
        title=part.title,
        amount=Decimal(part.amount),
        kind=TrancheKind.OPTIONAL if part.optional else TrancheKind.FIRM,
        affirmed_on=None if part.affirmed is None else in_days(part.affirmed),
    )


def _lot(contract: Contract, rank: int, piece: Piece) -> None:
    amount = None if piece.amount is None else Decimal(piece.amount)
    lot = Lot(contract=contract, rank=rank, number=str(rank), title=piece.title, amount=amount)
    db.session.add(lot)
    for asks in piece.asks:
        _terms(lot, asks)


def _terms(lot: Lot, asks: Asks) -> None:
    share = None if asks.share is None else Decimal(asks.share)
    terms = ClauseTerms(
        lot=lot,
        kind=asks.kind,
        minutes=None if asks.hours is None else asks.hours * 60,
        categories=[str(category) for category in EVERYBODY],
        modalities=[str(modality) for modality in EVERY_WAY],
        reserved_share=share if asks.kind in RESERVED_FOR_WORKERS else None,
        criterion_weight=share if asks.kind is ClauseKind.CRITERION else None,
        source="CCAP, article 5.2",
    )
    if asks.kind is ClauseKind.PERFORMANCE:
        terms.penalties = _penalties()
    db.session.add(terms)
    held: dict[str, Commitment] = {}
    for owes in asks.owed:
        owing = company(owes.company)
        held[owes.company] = Commitment(
            terms=terms,
            organisation=owing,
            party=owes.party,
            minutes=owes.hours * 60,
            parent=held[owes.under] if owes.party is Party.SUBCONTRACTOR else None,
        )
        db.session.add(held[owes.company])


def _penalties() -> list[PenaltyTerm]:
    lines = (
        (PenaltyTrigger.MISSING_HOURS, PenaltyFormula.PER_HOUR, 60),
        (PenaltyTrigger.LATE_REPORT, PenaltyFormula.PER_CALENDAR_DAY, 50),
    )
    return [
        PenaltyTerm(trigger=trigger, formula=formula, amount=Decimal(amount), after_notice=True)
        for trigger, formula, amount in lines
    ]


def _amendment(contract: Contract, change: Changed) -> None:
    on = in_days(change.day)
    before, ends_before = contract.amount, contract.ends_on
    row = Amendment(
        contract=contract,
        number=len(contract.amendments) + 1,
        signed_on=on,
        effective_on=on,
        reason=change.reason,
    )
    db.session.add(row)
    if change.amount is not None:
        contract.amount = Decimal(change.amount)
        row.amount_before, row.amount_after = before, contract.amount
    if change.longer is not None and contract.ends_on is not None:
        contract.ends_on += timedelta(days=change.longer)
        row.ends_on_before, row.ends_on_after = ends_before, contract.ends_on
    for name, hours in change.hours:
        held = next(c for terms in contract.terms for c in terms.commitments if c.organisation.name == name)
        row.targets.append(
            TargetVersion(commitment=held, effective_on=on, minutes_before=held.minutes, minutes=hours * 60)
        )
    record("contract.amended", contract, number=row.number)


def _order(contract: Contract, ordered: Ordered) -> None:
    terms = contract.terms[0]
    held = terms.commitments[0]
    before = held.versions[-1].minutes if held.versions else held.minutes
    row = CallOffOrder(
        contract=contract,
        terms=terms,
        number=f"BC{len(contract.orders) + 1:02d}",
        title=ordered.title,
        amount=Decimal(ordered.amount),
        ordered_on=in_days(ordered.day),
        minutes=ordered.hours * 60,
    )
    db.session.add(row)
    held.versions.append(
        TargetVersion(
            order=row,
            effective_on=row.ordered_on,
            minutes_before=before,
            minutes=before + ordered.hours * 60,
        )
    )
    record("contract.ordered", contract, number=row.number)


PARTS = (DemoPart("contracts", "Opérations et marchés", build),)
