"""Tell what was exchanged; read the log inside what the asker may see."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.rules import ExchangeKind, check_summary
from clauses.contracts.models import Contract
from clauses.contracts.queries import contracts_of
from facilitator.access import BUYER_ROLES, Asker, asking
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.identity import refuse_nir


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
        Exchange.contract_id.in_(contracts_of(asker).with_only_columns(Contract.id))
    )
    if asker.body_id is not None:
        return found
    if asker.role in BUYER_ROLES:
        return found.where(Exchange.buyer_sees)
    return found.where(Exchange.organisation_id == asker.organisation_id)


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
    return db.session.scalars(
        exchanges_of(asker)
        .where(Exchange.contract_id == contract_id)
        .options(joinedload(Exchange.organisation))
        .order_by(Exchange.happened_at.desc(), Exchange.id.desc())
        .limit(most)
    ).all()
