"""Tell what was exchanged; read the log inside what the asker may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.rules import ExchangeKind, check_summary, check_withdrawal
from clauses.contracts.models import Contract
from clauses.contracts.queries import contracts_of
from facilitator.access import BUYER_ROLES, Asker, asking
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.identity import refuse_nir
from facilitator.traces import leaves_trace


def tell(
    contract: Contract,
    kind: ExchangeKind,
    summary: str,
    *,
    organisation: Organisation | None = None,
    at: datetime | None = None,
    source: str = "",
    buyer_sees: bool = False,
) -> Exchange:
    """Write one exchange into the log of a contract, in the caller's transaction.

    `summary` is a French sentence that names no participant. Leaves `exchange.told`. Raises `RuleBroken`
    for an empty summary, or one that holds a social-security number.
    """
    asker, summary = asking.get(), check_summary(summary)
    refuse_nir(summary, "summary")
    told = Exchange(
        body_id=contract.body_id,
        contract=contract,
        organisation=organisation,
        kind=kind,
        happened_at=at or now(),
        told_at=now(),
        author_id=asker.account_id if asker else None,
        summary=summary,
        source=source,
        buyer_sees=buyer_sees,
    )
    db.session.add(told)
    record("exchange.told", told, kind=kind.value, contract=contract.id)
    return told


def exchanges_of(asker: Asker) -> Select[Exchange]:
    """The exchanges an asker may read: all for the body, those meant for it for a buyer, its own for a
    company."""
    found = select(Exchange).where(
        Exchange.contract_id.in_(contracts_of(asker).with_only_columns(Contract.id)),
        Exchange.withdrawn_at.is_(None),
    )
    if asker.body_id is not None:
        return found
    if asker.role in BUYER_ROLES:
        return found.where(Exchange.buyer_sees)
    return found.where(Exchange.organisation_id == asker.organisation_id)


def exchange_of(asker: Asker, exchange_id: int) -> Exchange | None:
    """One exchange, if the asker may read it."""
    return db.session.scalar(exchanges_of(asker).where(Exchange.id == exchange_id))


def log_of(asker: Asker, contract_id: int, values: Mapping[str, str], sort: str) -> Select[Exchange]:
    """The log of a contract by its filters, the latest first unless asked otherwise."""
    found = exchanges_of(asker).where(Exchange.contract_id == contract_id)
    if values.get("q"):
        found = found.where(Exchange.summary.icontains(values["q"], autoescape=True))
    if values.get("nature"):
        found = found.where(Exchange.kind == values["nature"])
    if values.get("entreprise"):
        found = found.where(Exchange.organisation_id == int(values["entreprise"]))
    when = Exchange.happened_at.asc() if sort == "quand" else Exchange.happened_at.desc()
    loaded = found.options(joinedload(Exchange.organisation), joinedload(Exchange.author))
    return loaded.order_by(when, Exchange.id.desc())


def withdraw(exchange: Exchange, reason: str) -> None:
    """Take a note out of the log. Leaves `exchange.withdrawn`. Raises `RuleBroken` for what an act told."""
    check_withdrawal(exchange.kind, exchange.withdrawn_at)
    refuse_nir(reason, "reason")
    exchange.withdrawn_at, exchange.withdrawn_because = now(), reason
    record("exchange.withdrawn", exchange, contract=exchange.contract_id)


def last_of(contract_ids: Collection[int], kind: ExchangeKind) -> dict[tuple[int, int | None], datetime]:
    """By contract and company: when something of a kind was last exchanged."""
    rows = db.session.execute(
        select(Exchange.contract_id, Exchange.organisation_id, func.max(Exchange.happened_at))
        .where(Exchange.contract_id.in_(contract_ids), Exchange.kind == kind)
        .group_by(Exchange.contract_id, Exchange.organisation_id)
    )
    return {(contract_id, organisation_id): at for contract_id, organisation_id, at in rows}


def latest_of(asker: Asker, contract_id: int, most: int) -> Sequence[Exchange]:
    """The latest exchanges of a contract, the latest first."""
    if not leaves_trace(Exchange, Contract, contract_id):
        return ()
    return db.session.scalars(
        exchanges_of(asker)
        .where(Exchange.contract_id == contract_id)
        .options(joinedload(Exchange.organisation))
        .order_by(Exchange.happened_at.desc(), Exchange.id.desc())
        .limit(most)
    ).all()
