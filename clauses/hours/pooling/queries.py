"""Write agreements and share months. Each act leaves its event; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import commitments_of
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.ledger.rules import DECLARING_STAGES, OPEN_STATES, LineState, Source, first_of
from clauses.hours.pooling.models import PooledMonth, PooledPart, PoolingAgreement, PoolingShare
from clauses.hours.pooling.rules import check_agreement, check_month, shares
from clauses.people.employments.models import Assignment, Employment
from clauses.people.participants.models import Participant
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, asking
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken

NO_PART = "Globalisation : aucune part ce mois-ci."
REACH = (
    joinedload(Commitment.organisation),
    joinedload(Commitment.terms)
    .joinedload(ClauseTerms.lot)
    .joinedload(Lot.contract)
    .joinedload(Contract.buyer),
)


def agreement_of(asker: Asker, agreement_id: int) -> PoolingAgreement | None:
    """One agreement, if the asker may see it."""
    return db.session.scalar(owned(PoolingAgreement, asker).where(PoolingAgreement.id == agreement_id))


def pooled_of(asker: Asker, pooled_id: int) -> PooledMonth | None:
    """One shared month, if the asker may see it."""
    seen = owned(PoolingAgreement, asker).with_only_columns(PoolingAgreement.id)
    return db.session.scalar(
        select(PooledMonth).where(PooledMonth.id == pooled_id, PooledMonth.agreement_id.in_(seen))
    )


@dataclass(frozen=True)
class AgreementRow:
    """A line of the list: the agreement, how many commitments, months and minutes it shared."""

    agreement: PoolingAgreement
    commitments: int
    months: int
    minutes: int


def find_agreements(asker: Asker, values: Mapping[str, str], on: date) -> Select[PoolingAgreement]:
    """The agreements that answer the filters, the latest first."""
    found = owned(PoolingAgreement, asker).order_by(PoolingAgreement.starts_on.desc(), PoolingAgreement.id)
    if word := values.get("q", "").strip():
        found = found.where(PoolingAgreement.title.icontains(word, autoescape=True))
    ended = PoolingAgreement.ends_on.is_not(None) & (PoolingAgreement.ends_on < on)
    standing = values.get("etat")
    return found if not standing else found.where(ended if standing == "terminees" else ~ended)


def rows_of(found: Select[PoolingAgreement], offset: int = 0, limit: int | None = None) -> list[AgreementRow]:
    """The lines of the list."""
    agreements = db.session.scalars(found.offset(offset or None).limit(limit)).all()
    keys = [agreement.id for agreement in agreements]
    commitments = _sums(select(PoolingShare.agreement_id, func.count()), PoolingShare.agreement_id, keys)
    months = _sums(
        select(PooledMonth.agreement_id, func.count(), func.sum(PooledMonth.minutes)),
        PooledMonth.agreement_id,
        keys,
    )
    return [
        AgreementRow(one, *commitments.get(one.id, (0,)), *months.get(one.id, (0, 0))) for one in agreements
    ]


def _sums(found: Any, key: Any, keys: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in db.session.execute(found.where(key.in_(keys)).group_by(key))}


def poolable(asker: Asker) -> Sequence[Commitment]:
    """The commitments that may be pooled: of contracts that still take statements."""
    return db.session.scalars(
        commitments_of(asker)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(Contract.stage.in_(DECLARING_STAGES), Contract.archived_on.is_(None))
        .options(*REACH)
        .order_by(Contract.reference, Lot.rank, Commitment.id)
    ).all()


def agree(
    body_id: int,
    title: str,
    signed_on: date,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    weights: Mapping[Commitment, int],
) -> PoolingAgreement:
    """A new agreement between commitments of one body, each with its weight. Leaves `pooling.agreed`."""
    agreement = PoolingAgreement(
        body_id=body_id,
        title=title[:200],
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason[:1000],
        made_at=now(),
        author_id=_author(),
        shares=[
            PoolingShare(commitment=commitment, commitment_id=commitment.id, weight=weight)
            for commitment, weight in weights.items()
        ],
    )
    if any(commitment.terms.lot.contract.body_id != body_id for commitment in weights):
        raise ValueError("a commitment of another body")
    check_agreement([share.member for share in agreement.shares], starts_on, ends_on, reason)
    db.session.add(agreement)
    record("pooling.agreed", agreement, commitments=[each.id for each in weights])
    return agreement


def end(agreement: PoolingAgreement, on: date) -> None:
    """The agreement ends: no later month is shared; those that are stay. Leaves `pooling.ended`."""
    if on < agreement.starts_on:
        raise RuleBroken("La fin de la globalisation précède son début.", "ends_on")
    if any(pooled.month > on for pooled in agreement.months):
        raise RuleBroken(
            "Des mois suivants sont déjà répartis : retirez d’abord leur répartition.", "ends_on"
        )
    agreement.ends_on = on
    record("pooling.ended", agreement, on=on.isoformat())


def people_of(agreement: PoolingAgreement) -> Sequence[Employment]:
    """Who is assigned to one of its commitments, by name."""
    assigned = select(Assignment.employment_id).where(
        Assignment.commitment_id.in_([share.commitment_id for share in agreement.shares])
    )
    return db.session.scalars(
        select(Employment)
        .join(Employment.participant)
        .where(Employment.id.in_(assigned))
        .options(contains_eager(Employment.participant), joinedload(Employment.employer))
        .order_by(Participant.search_key, Employment.id)
    ).all()


def months_of(agreement: PoolingAgreement) -> Sequence[date]:
    """The months that may be shared: those where every commitment's statement may still change."""
    keys = [share.commitment_id for share in agreement.shares]
    return db.session.scalars(
        select(Statement.month)
        .where(
            Statement.commitment_id.in_(keys),
            Statement.state.in_(OPEN_STATES),
            Statement.month >= first_of(agreement.starts_on),
            Statement.month <= (agreement.ends_on or date.max),
        )
        .group_by(Statement.month)
        .having(func.count() == len(keys))
        .order_by(Statement.month.desc())
    ).all()


def share_month(
    agreement: PoolingAgreement,
    employment: Employment,
    month: date,
    kind: MinutesKind,
    minutes: int,
    typed: Sequence[int] | None = None,
) -> PooledMonth:
    """Share one employment's minutes of a month, by the weights or as typed; again replaces what it was.

    Each part is a line of the commitment's statement, as a draft of its company. Leaves `pooling.shared`.
    Raises `RuleBroken` when the month is not covered, another agreement shares it, a statement is not open
    or no longer changes, or the hours were also declared directly.
    """
    check_month(agreement.starts_on, agreement.ends_on, month)
    parts = shares(minutes, [share.weight for share in agreement.shares], typed)
    pooled = _pooled(employment, month, kind)
    if pooled is not None and pooled.agreement_id != agreement.id:
        raise RuleBroken(f"Ces heures sont déjà réparties par la globalisation {pooled.agreement.number}.")
    before = {} if pooled is None else {part.line.statement_id: part for part in pooled.parts}
    if pooled is None:
        pooled = PooledMonth(employment=employment, month=month, kind=kind)
    pooled.minutes, pooled.shared_at, pooled.author_id = minutes, now(), _author()
    if pooled.agreement is None:
        agreement.months.append(pooled)
    for share, part in zip(agreement.shares, parts, strict=True):
        _put(pooled, _statement(share, month), part, before)
    record("pooling.shared", agreement, month=month.isoformat(), minutes=minutes, parts=parts)
    return pooled


def unshare(pooled: PooledMonth) -> None:
    """Take a shared month out of the statements, which must still change. Leaves `pooling.unshared`."""
    agreement, statements = pooled.agreement, [part.line.statement for part in pooled.parts]
    pooled.parts.clear()
    db.session.flush()
    for statement in statements:
        put_line(statement, pooled.employment, pooled.kind, 0, source=Source.POOL)
        touched(statement, pooling=agreement.id)
    agreement.months.remove(pooled)
    record("pooling.unshared", agreement, month=pooled.month.isoformat(), minutes=pooled.minutes)


def _pooled(employment: Employment, month: date, kind: MinutesKind) -> PooledMonth | None:
    return db.session.scalar(
        select(PooledMonth).where(
            PooledMonth.employment_id == employment.id, PooledMonth.month == month, PooledMonth.kind == kind
        )
    )


def _statement(share: PoolingShare, month: date) -> Statement:
    found = db.session.scalar(
        select(Statement).where(Statement.commitment_id == share.commitment_id, Statement.month == month)
    )
    if found is None:
        raise RuleBroken(
            f"Le relevé de ce mois n’est pas ouvert pour le marché {share.member.name}.", "month"
        )
    return found


def _put(pooled: PooledMonth, statement: Statement, minutes: int, before: dict[int, PooledPart]) -> None:
    """One part and its line. A part of nothing keeps its line too: nobody declares there beside it."""
    known = before.get(statement.id)
    if known is None:
        _refuse_direct(pooled, statement)
    elif known.minutes == minutes:
        return
    remark = "" if minutes else NO_PART
    line = put_line(statement, pooled.employment, pooled.kind, minutes, source=Source.POOL, remark=remark)
    assert line is not None
    if known is None:
        pooled.parts.append(PooledPart(line=line, minutes=minutes))
    else:
        known.minutes = minutes
    touched(statement, pooling=pooled.agreement.id)


def _refuse_direct(pooled: PooledMonth, statement: Statement) -> None:
    """Refuse to share what the company has declared by itself; a returned line that was taken away says
    nothing any more."""
    for line in statement.lines:
        is_gone = line.state is LineState.RETURNED and not line.minutes and not line.remark
        if (line.employment_id, line.kind) == (pooled.employment.id, pooled.kind) and not is_gone:
            raise RuleBroken(
                f"{pooled.employment.participant.name} a déjà des heures déclarées directement sur un des "
                "relevés du mois : elles compteraient deux fois. Retirez-les d’abord."
            )


def _author() -> int | None:
    asker = asking.get()
    return asker.user_id if asker else None
