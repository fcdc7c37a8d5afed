"""Write lots, tranches and call-off orders down. Each act leaves its event; the caller commits."""

from datetime import date
from typing import Any

from clauses.contracts.commitments.rules import split
from clauses.contracts.lots.rules import check_affirmation, check_order, check_unique
from clauses.contracts.models import CallOffOrder, ClauseTerms, Contract, Lot, TargetVersion, Tranche
from clauses.contracts.record_queries import remove
from clauses.contracts.rules import Party
from clauses.contracts.stages.rules import check_editable
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken


def add_lot(contract: Contract, **values: Any) -> Lot:
    """A new lot (`number`, `title`, `amount`). Leaves `contract.lot_added`."""
    check_editable(contract.stage)
    lot = Lot(rank=max((lot.rank for lot in contract.lots), default=0) + 1)
    _fill_lot(contract, lot, values)
    contract.lots.append(lot)
    record("contract.lot_added", contract, lot=lot.number)
    return lot


def change_lot(lot: Lot, **values: Any) -> None:
    """Change a lot. Leaves `contract.lot_changed`."""
    check_editable(lot.contract.stage)
    _fill_lot(lot.contract, lot, values)
    record("contract.lot_changed", lot.contract, lot=lot.number)


def remove_lot(lot: Lot) -> None:
    """Remove a lot that carries no clause. Leaves `contract.lot_removed`."""
    contract = lot.contract
    check_editable(contract.stage)
    if lot.terms:
        raise RuleBroken("Ce lot porte une clause : retirez-la d’abord.")
    if len(contract.lots) == 1:
        raise RuleBroken("Un marché a au moins un lot : renommez celui-ci plutôt.")
    record("contract.lot_removed", contract, lot=lot.number)
    remove(lot)


def _fill_lot(contract: Contract, lot: Lot, values: dict[str, Any]) -> None:
    number = values.get("number", lot.number)
    others = {other.number for other in contract.lots if other is not lot}
    check_unique(number, others, "Ce marché a déjà un lot de ce numéro.")
    for name, value in values.items():
        setattr(lot, name, value)


def add_tranche(contract: Contract, **values: Any) -> Tranche:
    """A new tranche (`kind`, `title`, `amount`). Leaves `contract.tranche_added`."""
    check_editable(contract.stage)
    number = max((tranche.number for tranche in contract.tranches), default=0) + 1
    tranche = Tranche(number=number, **values)
    contract.tranches.append(tranche)
    record("contract.tranche_added", contract, tranche=number, kind=tranche.kind.value)
    return tranche


def change_tranche(tranche: Tranche, **values: Any) -> None:
    """Change a tranche that is not affirmed yet. Leaves `contract.tranche_changed`."""
    check_editable(tranche.contract.stage)
    for name, value in values.items():
        setattr(tranche, name, value)
    record("contract.tranche_changed", tranche.contract, tranche=tranche.number)


def affirm_tranche(tranche: Tranche, on: date) -> None:
    """An optional tranche is affirmed: its hours count from that day. Leaves `contract.tranche_affirmed`."""
    contract = tranche.contract
    check_editable(contract.stage)
    check_affirmation(tranche.kind, tranche.affirmed_on, on, contract.notified_on)
    tranche.affirmed_on = on
    record("contract.tranche_affirmed", contract, tranche=tranche.number, on=str(on))


def remove_tranche(tranche: Tranche) -> None:
    """Remove a tranche on which no clause stands. Leaves `contract.tranche_removed`."""
    contract = tranche.contract
    check_editable(contract.stage)
    if any(terms.tranche_id == tranche.id for terms in contract.terms):
        raise RuleBroken("Une clause porte sur cette tranche : changez-la d’abord.")
    record("contract.tranche_removed", contract, tranche=tranche.number)
    remove(tranche)


def place_order(
    contract: Contract, number: str, ordered_on: date, terms: ClauseTerms | None = None, **values: Any
) -> CallOffOrder:
    """A call-off order; its `minutes` add to a clause from its date. Leaves `contract.order_placed`.

    The hours are shared among the holder and the joint contractors as their present shares are.
    """
    check_editable(contract.stage)
    numbers = {order.number for order in contract.orders}
    minutes = values.get("minutes", 0)
    check_unique(number, numbers, "Ce bon de commande est déjà enregistré.")
    check_order(contract.form, ordered_on, contract.notified_on, contract.last_change_on, minutes)
    if minutes and terms is None:
        raise RuleBroken("Indiquez la clause à laquelle ces heures s’ajoutent.", "terms_id")
    order = CallOffOrder(number=number, ordered_on=ordered_on, terms=terms, **values)
    contract.orders.append(order)
    if terms is not None and minutes:
        _add_hours(order, terms, minutes)
    record("contract.order_placed", contract, order=number, minutes=minutes, on=str(ordered_on))
    return order


def _add_hours(order: CallOffOrder, terms: ClauseTerms, minutes: int) -> None:
    bearers = [one for one in terms.commitments if one.party is not Party.SUBCONTRACTOR]
    if not bearers:
        raise RuleBroken("Cette clause n’a pas encore de titulaire : indiquez-le d’abord.", "terms_id")
    before = [one.versioned_at(order.ordered_on) for one in bearers]
    for bearer, was, part in zip(bearers, before, split(minutes, before), strict=True):
        bearer.versions.append(
            TargetVersion(order=order, effective_on=order.ordered_on, minutes_before=was, minutes=was + part)
        )
    db.session.flush()
