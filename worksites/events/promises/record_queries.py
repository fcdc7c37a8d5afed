"""Write promises down: what is promised, what keeps it, that it will not be. The caller commits."""

from datetime import date
from typing import Any

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import day
from facilitator.words import RuleBroken
from worksites.events.models import Event
from worksites.events.promises.models import EventPromise, PromiseKept
from worksites.events.promises.rules import check_evidence, check_promise, said_promise
from worksites.events.when_rules import local


def set_promise(contract: Contract, promise: EventPromise | None, **values: Any) -> EventPromise:
    """A promise of a contract, new or changed (`kind`, `number`, `by_on`, `commitment_id`, `source`).

    Raises `RuleBroken`. Leaves `event.promised`.
    """
    _check(contract)
    check_promise(values["number"], values["source"] or "")
    values["source"] = check_nobody_named(contract.body_id, values["source"], "source")
    if promise is None:
        promise = EventPromise(body_id=contract.body_id, contract=contract)
        db.session.add(promise)
    elif promise.kept and promise.kind is not values["kind"]:
        raise RuleBroken("Un événement y est déjà rattaché : le type ne change plus.", "kind")
    for name, value in values.items():
        setattr(promise, name, value)
    db.session.flush()
    record("event.promised", contract, kind=promise.kind.value, number=promise.number)
    return promise


def remove_promise(promise: EventPromise) -> None:
    """A promise noted by mistake; never one that an event keeps. Leaves `event.promise_removed`."""
    _check(promise.contract)
    if promise.kept:
        raise RuleBroken("Un événement y est rattaché : détachez-le d’abord.")
    record("event.promise_removed", promise.contract, kind=promise.kind.value)
    db.session.delete(promise)


def set_kept(
    promise: EventPromise, event: Event, evidence: str, seen_on: date | None, author_id: int | None
) -> None:
    """An event counts for a promise; with its evidence once it was held. Leaves `event.promise_kept`."""
    _check(promise.contract)
    if event.kind is not promise.kind:
        raise RuleBroken(f"Choisissez un événement du type « {promise.kind.label} ».", "event_id")
    held_on = local(event.starts_at).date()
    check_evidence(evidence, seen_on, event.state, held_on, today())
    evidence = check_nobody_named(promise.body_id, evidence, "evidence")
    row = next((one for one in promise.kept if one.event_id == event.id), None)
    if row is None:
        row = PromiseKept(event=event)
        promise.kept.append(row)
    is_new = row.seen_on is None and seen_on is not None
    row.evidence, row.seen_on = evidence, seen_on
    row.author_id = author_id if seen_on else None
    record("event.promise_kept", promise.contract, event=event.id, seen=seen_on is not None)
    if is_new:
        said = f"{promise.kind.label} du {day(held_on)}, promise ({promise.source}). Preuve vue : {evidence}."
        _tell(promise, said)


def drop_kept(kept: PromiseKept) -> None:
    """An event counts no more for a promise. Leaves `event.promise_dropped`."""
    promise = kept.promise
    _check(promise.contract)
    record("event.promise_dropped", promise.contract, event=kept.event_id)
    promise.kept.remove(kept)


def break_promise(promise: EventPromise, reason: str) -> None:
    """Find that a promise will not be kept, with its reason; the contract may then go on to its end.

    Leaves `event.promise_broken`.
    """
    _check(promise.contract)
    if not reason.strip():
        raise RuleBroken("Dites pourquoi : le motif est au bilan.", "reason")
    reason = check_nobody_named(promise.body_id, reason, "reason")
    promise.broken_on, promise.broken_reason = today(), reason[:300]
    record("event.promise_broken", promise.contract, reason=reason)
    _tell(promise, f"{said_promise(promise.number, promise.kind)} : promesse non tenue ({reason}).")


def resume_promise(promise: EventPromise) -> None:
    """A promise is to be kept after all. Leaves `event.promise_resumed`."""
    _check(promise.contract)
    promise.broken_on, promise.broken_reason = None, ""
    record("event.promise_resumed", promise.contract)


def _tell(promise: EventPromise, said: str) -> None:
    company = promise.commitment.organisation if promise.commitment else None
    kind = ExchangeKind.PROMISED_EVENT
    tell(promise.contract, kind, said[:1000], organisation=company, buyer_sees=True)


def _check(contract: Contract) -> None:
    if contract.stage is Stage.CLOSED:
        raise RuleBroken("Ce marché est clos : ses promesses ne se modifient plus.")
