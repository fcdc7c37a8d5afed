"""Write contracts down: create, change, archive, delete. Each act leaves its event; the caller commits."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from clauses.contracts.contract_rules import Dates, Outdated, checked_end, parse_place_code
from clauses.contracts.cpv.rules import parse_cpv
from clauses.contracts.models import Contract, Lot
from clauses.contracts.rules import Stage
from clauses.contracts.stages.rules import check_editable
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import Base, db
from facilitator.words import RuleBroken

SOLE_LOT = "Lot unique"
DATES = ("consulted_on", "notified_on", "starts_on", "duration_months", "ends_on")


def create_contract(body_id: int, *, lots: bool = True, **values: Any) -> Contract:
    """A new contract of a body, in preparation, with its sole lot unless `lots` is False.

    `values` are columns of `Contract`: buyer_id, reference, title, nature are owed. Raises
    `RuleBroken` on the field concerned. Leaves `contract.created`.
    """
    contract = Contract(body_id=body_id, stage_since=today(), stage=Stage.PREPARATION)
    _fill(contract, values)
    db.session.add(contract)
    if lots:
        contract.lots.append(Lot(rank=1, number="1", title=SOLE_LOT))
    record("contract.created", contract, reference=contract.reference)
    return contract


def change_contract(contract: Contract, version: int | None, **values: Any) -> list[str]:
    """Change columns of a contract; answers the names of those that really changed.

    `version` is the one the form was shown with: another one raises `Outdated`, nothing is changed.
    Leaves `contract.changed` with what was before (never names of people).
    """
    check_editable(contract.stage)
    if version is not None and version != contract.version:
        raise Outdated
    before = {name: getattr(contract, name) for name in values}
    _fill(contract, values)
    changed = [name for name in before if before[name] != getattr(contract, name)]
    if changed:
        record(
            "contract.changed",
            contract,
            before={name: _plain(before[name]) for name in changed if name != "notes"},
            fields=changed,
        )
    return changed


def archive_contract(contract: Contract, on: date | None) -> None:
    """Put a contract away (None: take it back). It leaves the lists, and nothing is lost."""
    contract.archived_on = on
    record("contract.archived" if on else "contract.restored", contract)


def standing_on(contract: Contract) -> str:
    """Why the contract cannot be deleted, in a sentence; '' when nothing stands on it."""
    if contract.commitments or contract.amendments or contract.orders:
        return "Ce marché a des engagements, des avenants ou des bons de commande : archivez-le plutôt."
    return ""


def delete_contract(contract: Contract) -> None:
    """Delete a contract on which nothing stands. Leaves `contract.deleted` with its reference."""
    if blocked := standing_on(contract):
        raise RuleBroken(blocked)
    record("contract.deleted", contract, reference=contract.reference, buyer=contract.buyer_id)
    remove(contract)


def remove(row: Base) -> None:
    """Delete a row; what still stands on it (statements, published records…) refuses.

    Everything read before is read anew: the lists that held the row no longer do.
    """
    try:
        with db.session.begin_nested():
            db.session.delete(row)
    except IntegrityError as error:
        raise RuleBroken(
            "D’autres données s’appuient sur cet élément : il ne peut pas être supprimé."
        ) from error
    db.session.expire_all()


def _fill(contract: Contract, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(contract, name, value)
    contract.cpv = parse_cpv(contract.cpv or "")
    contract.place_code = parse_place_code(contract.place_code or "")
    if contract.amount is not None and contract.amount < 0:
        raise RuleBroken("Un montant ne peut pas être négatif.", "amount")
    contract.ends_on = checked_end(Dates(*(getattr(contract, name) for name in DATES)))
    with db.session.no_autoflush:
        _check_reference(contract)


def _check_reference(contract: Contract) -> None:
    twin = db.session.scalar(
        select(Contract.id).where(
            Contract.body_id == contract.body_id,
            Contract.buyer_id == contract.buyer_id,
            Contract.reference == contract.reference,
        )
    )
    if twin is not None and twin != contract.id:
        raise RuleBroken("Ce maître d’ouvrage a déjà un marché avec cette référence.", "reference")


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    return value if value is None or isinstance(value, int | str) else str(value)
