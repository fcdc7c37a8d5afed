"""The threshold check of a contract, its exemptions, and a body's own dated settings."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from clauses.contracts.models import Contract
from clauses.contracts.thresholds.models import Exemption, ThresholdSetting
from clauses.contracts.thresholds.rules import (
    ExemptionReason,
    Facts,
    Setting,
    Subject,
    Verdict,
    check_confirmation,
    check_exemption,
    check_setting,
    verdict,
)
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.prepared import Prepared
from facilitator.traces import leaves_trace
from facilitator.words import RuleBroken

STANDING = Prepared(
    select(Exemption.id)
    .where(Exemption.contract_id == bindparam("contract"), Exemption.withdrawn_at.is_(None))
    .order_by(Exemption.id.desc())
    .limit(1)
)
"""The exemption of a contract: most have none, and several rules ask."""

SETTINGS = Prepared(
    select(ThresholdSetting.subject, ThresholdSetting.since, ThresholdSetting.amount, ThresholdSetting.source)
    .where(ThresholdSetting.body_id == bindparam("body"))
    .order_by(ThresholdSetting.id)
)
"""What a body has settled itself: each contract's verdict asks it."""


def settings_of(body_id: int) -> list[Setting]:
    """The body's own dated settings, in the order they were decided."""
    return [Setting(*row) for row in SETTINGS.rows({"body": body_id})]


def add_setting(
    body_id: int, subject: Subject, since: date, amount: Decimal | None, source: str, user_id: int | None
) -> ThresholdSetting:
    """Say a threshold (or the day of the obligation) for this body, from a day on, with its source."""
    check_setting(subject, amount)
    row = ThresholdSetting(
        body_id=body_id,
        subject=subject,
        since=since,
        amount=None if subject is Subject.OBLIGATION else amount,
        source=source,
        set_by_id=user_id,
        set_at=now(),
    )
    db.session.add(row)
    record("threshold.set", row, about=subject.value, since=str(since), amount=str(amount or ""))
    return row


def current_exemption(contract: Contract) -> Exemption | None:
    """The exemption that has not been withdrawn, if there is one."""
    held = leaves_trace(Exemption, Contract, contract.id)
    found = STANDING.scalar({"contract": contract.id}) if held else None
    return None if found is None else db.session.get(Exemption, found)


def exempt_among(contracts: Sequence[Contract]) -> set[int]:
    """The ids of those that an exemption (even to be confirmed) frees of a clause, in one statement."""
    found = select(Exemption.contract_id).where(
        Exemption.contract_id.in_([contract.id for contract in contracts]), Exemption.withdrawn_at.is_(None)
    )
    return set(db.session.scalars(found))


def is_exempt(contract: Contract) -> bool:
    """Whether an exemption stands for this contract."""
    exemption = current_exemption(contract)
    return exemption is not None and exemption.stands


def facts_of(contract: Contract, on: date) -> Facts:
    """What the check looks at."""
    exemption = current_exemption(contract)
    return Facts(
        contract.nature,
        contract.form,
        contract.buyer_kind,
        contract.amount,
        contract.consulted_on,
        contract.notified_on,
        on,
        frozenset(terms.kind for terms in contract.terms),
        exemption is not None and exemption.stands,
        exemption is not None and not exemption.stands,
    )


def verdict_of(contract: Contract, on: date, own: Sequence[Setting] | None = None) -> Verdict:
    """Whether this contract must carry a social condition (`own` = the body's settings, if at hand)."""
    return verdict(facts_of(contract, on), settings_of(contract.body_id) if own is None else own)


def ask_exemption(contract: Contract, reason: ExemptionReason, text: str, user_id: int | None) -> Exemption:
    """Record why the contract carries no social condition. Leaves `contract.exemption_asked`."""
    check_exemption(reason, text, contract.nature, contract.duration_months)
    if current_exemption(contract) is not None:
        raise RuleBroken("Ce marché a déjà une dispense : retirez-la d’abord.", "reason")
    row = Exemption(contract_id=contract.id, reason=reason, text=text, asked_by_id=user_id, asked_at=now())
    db.session.add(row)
    record("contract.exemption_asked", contract, reason=reason.value)
    return row


def confirm_exemption(exemption: Exemption, user_id: int) -> None:
    """The second person confirms. Leaves `contract.exemption_confirmed`."""
    if exemption.confirmed_at is not None:
        return
    check_confirmation(exemption.asked_by_id or 0, user_id)
    exemption.confirmed_by_id, exemption.confirmed_at = user_id, now()
    record("contract.exemption_confirmed", exemption.contract, reason=exemption.reason.value)


def withdraw_exemption(exemption: Exemption) -> None:
    """Take an exemption back; it stays in the history. Leaves `contract.exemption_withdrawn`."""
    exemption.withdrawn_at = now()
    record("contract.exemption_withdrawn", exemption.contract, reason=exemption.reason.value)
