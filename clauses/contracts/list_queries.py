"""The list of contracts: its filters, its order, its counts, all inside what the asker may see."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot, TargetVersion, Tranche
from clauses.contracts.operations.models import Operation
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import WITHOUT_HOURS, ClauseKind, Party, Stage, ToDo, TrancheKind
from clauses.contracts.thresholds.models import Exemption
from clauses.contracts.thresholds.queries import settings_of, verdict_of
from clauses.contracts.thresholds.rules import ExemptionReason, Finding
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.listed import Listed

STARTS_WITHIN_DAYS = 30
SMALLEST_THRESHOLD = Decimal(100_000)
"""Below every threshold known: contracts under it are not even looked at."""


def target_minutes(on: date) -> ScalarSelect[int]:
    """The minutes a contract asks for at a date, as SQL: the same figure as `Contract.target_at`."""
    versioned = (
        select(TargetVersion.minutes)
        .where(TargetVersion.commitment_id == Commitment.id, TargetVersion.effective_on <= on)
        .order_by(TargetVersion.effective_on.desc(), TargetVersion.id.desc())
        .limit(1)
        .correlate(Commitment)
        .scalar_subquery()
    )
    moved = (
        select(func.sum(func.coalesce(versioned, Commitment.minutes) - Commitment.minutes))
        .where(Commitment.terms_id == ClauseTerms.id, Commitment.party != Party.SUBCONTRACTOR)
        .correlate(ClauseTerms)
        .scalar_subquery()
    )
    asked = func.coalesce(ClauseTerms.minutes, 0) + func.coalesce(moved, 0)
    found = (
        select(func.coalesce(func.sum(asked), 0))
        .join(Lot, ClauseTerms.lot_id == Lot.id)
        .outerjoin(Tranche, ClauseTerms.tranche_id == Tranche.id)
        .where(Lot.contract_id == Contract.id, _counts(on))
        .correlate(Contract)
    )
    return found.scalar_subquery()


def _counts(on: date) -> ColumnElement[bool]:
    """Whether a clause counts: no tranche, a firm one, or one affirmed by that day."""
    return or_(Tranche.id.is_(None), Tranche.kind == TrancheKind.FIRM, Tranche.affirmed_on <= on)


def _has_terms(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Lot.contract_id == Contract.id, ClauseTerms.lot_id == Lot.id, *conditions)


def _without_hours(_asker: Asker, _on: date) -> ColumnElement[bool]:
    lacking = _has_terms(
        ClauseTerms.minutes.is_(None),
        ClauseTerms.by_orders.is_(False),
        ClauseTerms.kind.not_in(WITHOUT_HOURS),
    )
    exempt = exists().where(Exemption.contract_id == Contract.id, Exemption.withdrawn_at.is_(None))
    return and_(Contract.stage != Stage.CLOSED, or_(lacking, ~_has_terms() & ~exempt))


def _unbalanced(_asker: Asker, on: date) -> ColumnElement[bool]:
    committed = (
        select(func.coalesce(func.sum(Commitment.minutes), -1))
        .where(Commitment.terms_id == ClauseTerms.id, Commitment.party != Party.SUBCONTRACTOR)
        .correlate(ClauseTerms)
        .scalar_subquery()
    )
    counts = ClauseTerms.tranche_id.is_(None) | ClauseTerms.tranche_id.in_(
        select(Tranche.id).where(_counts(on))
    )
    lacking = _has_terms(ClauseTerms.minutes.is_not(None), ClauseTerms.minutes != committed, counts)
    return and_(Contract.stage.not_in([Stage.PREPARATION, Stage.CLOSED]), lacking)


def _starting(_asker: Asker, on: date) -> ColumnElement[bool]:
    start = func.coalesce(Contract.starts_on, Contract.notified_on)
    return and_(
        Contract.stage.in_([Stage.NOTIFIED, Stage.KICK_OFF]),
        Contract.kick_off_on.is_(None),
        start <= on + timedelta(days=STARTS_WITHIN_DAYS),
    )


def _unmet(asker: Asker, on: date) -> ColumnElement[bool]:
    candidates = contracts_of(asker).where(
        Contract.amount >= SMALLEST_THRESHOLD,
        Contract.archived_on.is_(None),
        ~_has_terms(ClauseTerms.kind != ClauseKind.CRITERION),
    )
    own = settings_of(asker.body_id) if asker.body_id else []
    unmet = [
        contract.id
        for contract in db.session.scalars(candidates)
        if verdict_of(contract, on, own).finding is Finding.UNMET
    ]
    return Contract.id.in_(unmet)


def _to_confirm(_asker: Asker, _on: date) -> ColumnElement[bool]:
    return exists().where(
        Exemption.contract_id == Contract.id,
        Exemption.withdrawn_at.is_(None),
        Exemption.confirmed_at.is_(None),
        Exemption.reason == ExemptionReason.OTHER,
    )


TO_DO: dict[ToDo, Callable[[Asker, date], ColumnElement[bool]]] = {
    ToDo.HOURS: _without_hours,
    ToDo.SHARES: _unbalanced,
    ToDo.KICK_OFF: _starting,
    ToDo.THRESHOLD: _unmet,
    ToDo.EXEMPTION: _to_confirm,
    ToDo.VISA: lambda _asker, _on: Contract.stage == Stage.BUYER_VISA,
}


def _text(typed: str) -> ColumnElement[bool]:
    words = search_key(typed).split()
    return and_(
        *(
            or_(
                Contract.search_key.contains(word),
                Contract.buyer.has(Organisation.search_key.contains(word)),
            )
            for word in words
        )
    )


def is_word(column: InstrumentedAttribute[Any], value: str) -> ColumnElement[bool]:
    """A stored word, compared by its value."""
    return column.in_([value])


FILTERS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "q": _text,
    "acheteur": lambda value: Contract.buyer_id == int(value),
    "etape": lambda value: is_word(Contract.stage, value),
    "nature": lambda value: is_word(Contract.nature, value),
    "clause": lambda value: _has_terms(ClauseTerms.kind == value),
    "operation": lambda value: Contract.operation_id == int(value),
    "annee": lambda value: extract("year", Contract.notified_on) == int(value),
}


def find_contracts(
    asker: Asker, values: Mapping[str, str], on: date, added: Sequence[Listed] = ()
) -> Select[Contract]:
    """The contracts that answer every filter, those that upper rooms added with them; archived ones only when
    they are asked for."""
    found = contracts_of(asker)
    for one in added:
        if values.get(one.name):
            found = found.where(Contract.id.in_(one.among(asker, values[one.name])))
    for name, condition in FILTERS.items():
        if values.get(name):
            found = found.where(condition(values[name]))
    if values.get("a_faire"):
        wanted = next(one for one in ToDo if one.value == values["a_faire"])
        found = found.where(TO_DO[wanted](asker, on))
    archived = Contract.archived_on.is_not(None)
    return found.where(archived if values.get("archives") else ~archived)


def count_of(found: Select[Any]) -> int:
    """How many rows a select answers."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def ordered(found: Select[Contract], sort: str, on: date) -> Select[Contract]:
    """In the order asked (`-` goes down); the last notified first by default."""
    rank = case({stage.value: index for index, stage in enumerate(Stage)}, value=Contract.stage)
    keys: dict[str, Any] = {
        "reference": Contract.reference,
        "objet": Contract.title,
        "acheteur": select(Organisation.name).where(Organisation.id == Contract.buyer_id).scalar_subquery(),
        "etape": rank,
        "montant": Contract.amount,
        "notification": Contract.notified_on,
        "fin": Contract.ends_on,
        "heures": target_minutes(on),
    }
    key = keys.get(sort.removeprefix("-"), Contract.notified_on)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(way.nulls_last(), Contract.id)


def rows_of(found: Select[Contract], offset: int = 0, limit: int | None = None) -> Sequence[Contract]:
    """The contracts with all that a list shows of them, in a fixed number of statements."""
    lots = selectinload(Contract.lots).selectinload(Lot.terms)
    loaded = found.options(
        joinedload(Contract.buyer),
        joinedload(Contract.operation),
        lots.selectinload(ClauseTerms.commitments).selectinload(Commitment.versions),
        lots.joinedload(ClauseTerms.tranche),
    )
    return db.session.scalars(loaded.offset(offset or None).limit(limit)).unique().all()


def choices_of(asker: Asker) -> dict[str, list[tuple[Any, str]]]:
    """What the filters offer: only what the asker's own contracts hold."""
    seen = contracts_of(asker).with_only_columns(Contract.id)
    mine = Contract.id.in_(seen)
    years = select(extract("year", Contract.notified_on)).where(mine, Contract.notified_on.is_not(None))
    return {
        "acheteur": buyers_of_contracts(asker),
        "operation": operations_of_contracts(asker),
        "annee": [(year, str(year)) for year in sorted(set(db.session.scalars(years)), reverse=True)],
    }


def buyers_of_contracts(asker: Asker) -> list[tuple[Any, str]]:
    """(id, name) of the contracting authorities of the asker's contracts, by name."""
    seen = contracts_of(asker).with_only_columns(Contract.buyer_id)
    buyers = select(Organisation.id, Organisation.name).where(Organisation.id.in_(seen))
    return _pairs(buyers.order_by(Organisation.name))


def operations_of_contracts(asker: Asker) -> list[tuple[Any, str]]:
    """(id, name) of the operations of the asker's contracts, by name."""
    seen = contracts_of(asker).with_only_columns(Contract.operation_id)
    operations = select(Operation.id, Operation.name).where(Operation.id.in_(seen))
    return _pairs(operations.order_by(Operation.name))


def _pairs(found: Select[int, str]) -> list[tuple[Any, str]]:
    return [(row[0], row[1]) for row in db.session.execute(found.distinct())]
