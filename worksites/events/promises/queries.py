"""The promises that an asker may see, and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import Commitment, Contract
from clauses.contracts.queries import commitments_of, contracts_of
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.queries import owned
from facilitator.clock import today
from facilitator.db import db
from facilitator.traces import leaves_trace
from worksites.events.life_rules import OPEN
from worksites.events.models import Event
from worksites.events.promises.models import EventPromise, PromiseKept
from worksites.events.promises.rules import PENDING, PromiseState, state_of
from worksites.events.rules import EventState
from worksites.events.when_rules import local


@dataclass(frozen=True)
class PromiseRow:
    """A promise, and where it stands."""

    promise: EventPromise
    kept: int
    planned: int
    state: PromiseState

    @property
    def who(self) -> str:
        """The company that promised; '' when the clause binds whoever holds the contract."""
        held = self.promise.commitment
        return held.organisation.name if held else ""

    @property
    def count(self) -> str:
        """`1 sur 2`."""
        return f"{self.kept} sur {self.promise.number}"


def promises_of(asker: Asker) -> Select[EventPromise]:
    """The promises of the contracts that the asker may see; a company's own, and those of the clause."""
    seen = contracts_of(asker).with_only_columns(Contract.id)
    found = select(EventPromise).where(EventPromise.contract_id.in_(seen))
    if asker.role in COMPANY_ROLES:
        own = commitments_of(asker).with_only_columns(Commitment.id)
        found = found.where(or_(EventPromise.commitment_id.is_(None), EventPromise.commitment_id.in_(own)))
    return found


def promise_of(asker: Asker, promise_id: int) -> EventPromise | None:
    """One promise, if the asker may see it."""
    return db.session.scalar(promises_of(asker).where(EventPromise.id == promise_id))


def kept_of(asker: Asker, kept_id: int) -> PromiseKept | None:
    """One event that counts for a promise, if the asker may see the promise."""
    seen = promises_of(asker).with_only_columns(EventPromise.id)
    return db.session.scalar(
        select(PromiseKept).where(PromiseKept.id == kept_id, PromiseKept.promise_id.in_(seen))
    )


def row_of(promise: EventPromise, on: date) -> PromiseRow:
    """Where a promise stands on a day."""
    kept = sum(_is_kept(one) for one in promise.kept)
    planned = sum(not _is_kept(one) and one.event.state is not EventState.CANCELLED for one in promise.kept)
    broken = promise.broken_on is not None
    return PromiseRow(
        promise, kept, planned, state_of(promise.number, kept, planned, promise.by_on, broken, on)
    )


def _is_kept(one: PromiseKept) -> bool:
    return one.event.state is EventState.HELD and one.seen_on is not None


def rows_of(found: Select[EventPromise]) -> list[PromiseRow]:
    """The lines of a list of promises, the first to keep first."""
    whole = found.options(
        joinedload(EventPromise.contract),
        joinedload(EventPromise.commitment).joinedload(Commitment.organisation),
        selectinload(EventPromise.kept).joinedload(PromiseKept.event),
    ).order_by(EventPromise.by_on.nulls_last(), EventPromise.id)
    return [row_of(one, today()) for one in db.session.scalars(whole)]


def rows_on(asker: Asker, contract_id: int) -> list[PromiseRow]:
    """The promises of a contract."""
    if not leaves_trace(EventPromise, Contract, contract_id):
        return []
    return rows_of(promises_of(asker).where(EventPromise.contract_id == contract_id))


def find_promises(asker: Asker, values: Mapping[str, str], days: int) -> list[PromiseRow]:
    """The promises that answer the filters; `proche` keeps those to keep within so many days, or late."""
    found = promises_of(asker)
    if values.get("type"):
        found = found.where(EventPromise.kind == values["type"])
    if values.get("proche"):
        found = found.where(EventPromise.by_on <= today() + timedelta(days=days))
    rows = rows_of(found)
    if values.get("etat"):
        rows = [one for one in rows if one.state.value == values["etat"]]
    return [one for one in rows if one.state in PENDING] if values.get("proche") else rows


def pending_on(contract_id: int) -> list[PromiseRow]:
    """The promises of a contract that are neither kept nor given up, whoever asks."""
    if not leaves_trace(EventPromise, Contract, contract_id):
        return []
    rows = rows_of(select(EventPromise).where(EventPromise.contract_id == contract_id))
    return [one for one in rows if one.state in PENDING]


def events_offered(asker: Asker, promise: EventPromise) -> list[tuple[int, str]]:
    """(id, words) of the events of this kind that may count: not cancelled, not tied to it yet."""
    tied = [one.event_id for one in promise.kept]
    found = owned(Event, asker).where(
        Event.template == "",
        Event.kind == promise.kind,
        Event.state.in_([*OPEN, EventState.HELD]),
        Event.id.not_in(tied),
    )
    rows = db.session.scalars(found.order_by(Event.starts_at.desc(), Event.id))
    return [(one.id, f"{local(one.starts_at):%d/%m/%Y}, {one.title}") for one in rows]


def companies_on(asker: Asker, contract_id: int) -> Sequence[tuple[int, str]]:
    """(id, words) of the commitments of a contract: who may have promised."""
    found = commitments_of(asker, contract_id).options(joinedload(Commitment.organisation))
    rows = db.session.scalars(found.order_by(Commitment.id)).unique()
    return [(one.id, f"{one.organisation.name}, lot {one.terms.lot.number}") for one in rows]
