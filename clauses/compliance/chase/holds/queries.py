"""Hold reminders back, let them go again. The caller commits."""

from datetime import date, timedelta

from sqlalchemy.orm import joinedload

from clauses.compliance.chase.models import ChaseHold
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Contract
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.words import RuleBroken

LONGEST = timedelta(days=180)


def hold(
    asker: Asker, organisation: Organisation, contract: Contract | None, until: date, reason: str
) -> ChaseHold:
    """No reminder until a day. Leaves `chase.held`. Raises `RuleBroken` on `until` or `reason`."""
    if not today() <= until <= today() + LONGEST:
        raise RuleBroken("Choisissez un jour à venir, dans les six mois.", "until")
    held = ChaseHold(
        body_id=asker.organisation_id,
        organisation_id=organisation.id,
        contract=contract,
        until=until,
        reason=reason,
        made_at=now(),
        author_id=asker.user_id,
    )
    db.session.add(held)
    record("chase.held", held, organisation=organisation.id, until=until.isoformat())
    if contract is not None:
        said = f"Relances suspendues jusqu’au {until:%d/%m/%Y} : {reason}"
        tell(contract, ExchangeKind.NOTE, said, organisation=organisation, source=f"chase_hold {held.id}")
    return held


def held_by(asker: Asker, hold_id: int) -> ChaseHold | None:
    """One hold of the asker's body."""
    return db.session.scalar(owned(ChaseHold, asker).where(ChaseHold.id == hold_id))


def lift(held: ChaseHold) -> None:
    """Let the reminders go again; twice changes nothing. Leaves `chase.lifted`."""
    if held.lifted_at is None:
        held.lifted_at = now()
        record("chase.lifted", held, organisation=held.organisation_id)


def running(asker: Asker, organisation_id: int) -> list[ChaseHold]:
    """What is held back now of a company."""
    found = (
        owned(ChaseHold, asker)
        .where(
            ChaseHold.organisation_id == organisation_id,
            ChaseHold.until >= today(),
            ChaseHold.lifted_at.is_(None),
        )
        .options(joinedload(ChaseHold.contract), joinedload(ChaseHold.author))
    )
    return list(db.session.scalars(found.order_by(ChaseHold.until)))


def contract_named(asker: Asker, contract_id: int) -> Contract | None:
    """One contract of the asker's body; None for 0."""
    return db.session.scalar(owned(Contract, asker).where(Contract.id == contract_id))


def contracts_named(asker: Asker, ids: list[int]) -> dict[int, str]:
    """By id, the contracts of the asker's body, as a list of choices."""
    found = owned(Contract, asker).where(Contract.id.in_(ids)).order_by(Contract.reference)
    return {one.id: f"{one.reference}, {one.title}"[:120] for one in db.session.scalars(found)}
