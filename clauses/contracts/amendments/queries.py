"""Apply an amendment: a dated version of the targets. The sandbox reads, and never writes."""

from datetime import date

from clauses.contracts.amendments.rules import Change, Frame, Position, check
from clauses.contracts.models import Amendment, Contract, TargetVersion
from facilitator.audit.queries import record
from facilitator.db import db


def positions_of(contract: Contract) -> list[Position]:
    """Every commitment of the contract, with its versions."""
    return [Position(commitment.share, commitment.steps) for commitment in contract.commitments]


def frame_of(contract: Contract) -> Frame:
    """The contract as an amendment finds it."""
    return Frame(
        contract.stage, contract.notified_on, contract.amount, contract.ends_on, contract.last_change_on
    )


def next_number(contract: Contract) -> int:
    """The number of the next amendment."""
    return max((amendment.number for amendment in contract.amendments), default=0) + 1


def check_change(contract: Contract, change: Change) -> None:
    """Raise `RuleBroken` when the amendment cannot be."""
    check(change, frame_of(contract), positions_of(contract))


def twin_of(contract: Contract, change: Change) -> Amendment | None:
    """The amendment already applied that says the same: a form sent twice applies once."""
    return next(
        (
            one
            for one in contract.amendments
            if (one.signed_on, one.effective_on, one.reason)
            == (change.signed_on, change.effective_on, change.reason)
        ),
        None,
    )


def apply_amendment(contract: Contract, change: Change) -> Amendment:
    """Apply an amendment: its targets from its date of effect, its amount and end on the contract.

    Raises `RuleBroken`. Leaves `contract.amended`. The targets before that date stay as they were.
    """
    check_change(contract, change)
    amendment = Amendment(
        number=next_number(contract),
        signed_on=change.signed_on,
        effective_on=change.effective_on,
        reason=change.reason,
        amount_before=contract.amount,
        amount_after=contract.amount if change.amount is None else change.amount,
        ends_on_before=contract.ends_on,
        ends_on_after=contract.ends_on if change.ends_on is None else change.ends_on,
    )
    for commitment in contract.commitments:
        before = commitment.versioned_at(change.effective_on)
        minutes = change.targets.get(commitment.id, before)
        if minutes != before:
            version = TargetVersion(
                amendment=amendment, effective_on=change.effective_on, minutes_before=before, minutes=minutes
            )
            commitment.versions.append(version)
    contract.amendments.append(amendment)
    contract.amount, contract.ends_on = amendment.amount_after, amendment.ends_on_after
    db.session.flush()
    record(
        "contract.amended",
        contract,
        number=amendment.number,
        effective_on=str(change.effective_on),
        targets={str(version.commitment_id): version.minutes for version in amendment.targets},
    )
    return amendment


def start_of(contract: Contract) -> date:
    """The first day from which hours are owed: execution, else notification, else the stage's day."""
    return contract.starts_on or contract.notified_on or contract.stage_since
