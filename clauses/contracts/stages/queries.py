"""The stage of a contract: what it lacks for the next one, and the step itself."""

from collections.abc import Sequence
from datetime import date

from clauses.contracts.models import ClauseTerms, Contract
from clauses.contracts.rules import Stage
from clauses.contracts.stages.rules import (
    ORDER,
    ClauseFacts,
    ContractFacts,
    check_move,
    missing_before,
    next_stage,
)
from clauses.contracts.thresholds.queries import is_exempt
from facilitator.access import Role
from facilitator.audit.queries import Told, record
from facilitator.clock import PARIS, today
from facilitator.feature import gates_before, tell_step


def label_of(terms: ClauseTerms) -> str:
    """How a clause is called in a sentence: its lot, and its tranche if any."""
    tranche = f", {terms.tranche.title}" if terms.tranche else ""
    return f"Lot {terms.lot.number}{tranche}"


def facts_of(contract: Contract, on: date) -> ContractFacts:
    """What the stages look at."""
    clauses = tuple(
        ClauseFacts(
            label_of(terms),
            terms.kind,
            0 if terms.by_orders and terms.minutes is None else terms.minutes,
            tuple(terms.missing()),
            terms.counts_at(on),
        )
        for terms in contract.terms
    )
    after = next_stage(contract.stage)
    held = gates_before("contract", contract.id, after.value) if after and contract.id else ()
    return ContractFacts(
        contract.stage,
        on,
        contract.notified_on,
        contract.ends_on,
        contract.kick_off_on,
        clauses,
        is_exempt(contract),
        tuple(held),
    )


def missing_for_next(contract: Contract, on: date) -> list[str]:
    """The sentences still to do before the next stage; empty when nothing is missing."""
    after = next_stage(contract.stage)
    return missing_before(after, facts_of(contract, on)) if after else []


def reached_on(events: Sequence[Told]) -> dict[Stage, date]:
    """The day each stage was last entered, by a contract’s history; a step back forgets what came after."""
    found: dict[Stage, date] = {}
    for event in reversed(events):
        if event.action == "contract.stage_moved":
            after = Stage(event.details["after"])
            found = {stage: on for stage, on in found.items() if ORDER.index(stage) < ORDER.index(after)}
            found[after] = event.at.astimezone(PARIS).date()
    return found


def move_stage(contract: Contract, after: Stage, role: Role, reason: str = "") -> None:
    """Take one step of the stage bar, forth or back. Leaves `contract.stage_moved`."""
    check_move(after, facts_of(contract, today()), role, reason)
    before = contract.stage
    contract.stage, contract.stage_since = after, today()
    record("contract.stage_moved", contract, before=before.value, after=after.value, reason=reason)
    if contract.id is not None:
        went_back = ORDER.index(after) < ORDER.index(before)
        tell_step("contract", contract.id, after.value, reason if went_back else "")
