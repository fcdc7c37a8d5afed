"""Hold what leaves in too great a number; confirm it or refuse it. The caller commits."""

from datetime import datetime

from sqlalchemy import Select, func, select, update

from facilitator.access import Asker, Role
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import MailBatch, OutboxMessage
from facilitator.mail.queries import due_ids, midnight
from facilitator.mail.rules import ALONE_AT_MOST, WAITING, BatchState, Channel, MailState


def hold_storms(at: datetime) -> int:
    """Put aside what passes two hundred messages of one kind, of one body, written today; how many wait.

    Whoever wrote them and however: an import gone wrong writes to nobody before somebody has looked. Leaves
    `mail.held`. What is urgent is never held; what somebody has confirmed is not counted again.
    """
    mine = (
        OutboxMessage.created_at >= midnight(at),
        OutboxMessage.urgent.is_(False),
        OutboxMessage.batch_id.is_(None),
        OutboxMessage.state.in_((*WAITING, MailState.SENT)),
    )
    kinds = (
        select(OutboxMessage.body_id, OutboxMessage.kind)
        .where(*mine)
        .group_by(OutboxMessage.body_id, OutboxMessage.kind)
        .having(func.count() > ALONE_AT_MOST)
    )
    held = 0
    for body_id, kind in db.session.execute(kinds).all():
        same = (OutboxMessage.body_id.is_not_distinct_from(body_id), OutboxMessage.kind == kind)
        held += _hold((*mine, *same), body_id, kind, at)
    return held


def due_then_held(channel: Channel, most: int) -> tuple[list[int], int]:
    """What may leave now by a channel, and how many were put aside; committed.

    What is due is read first: whatever is committed meanwhile was not in it, so that nothing leaves that the
    holding has not counted.
    """
    due = due_ids(now(), most, channel)
    held = hold_storms(now())
    db.session.commit()
    still = set(due_ids(now(), most, channel)) if held else set(due)
    return [one for one in due if one in still], held


def _hold(which: tuple[object, ...], body_id: int | None, kind: str, at: datetime) -> int:
    waiting = (*which, OutboxMessage.state == MailState.QUEUED)
    if db.session.scalar(select(OutboxMessage.id).where(*waiting).limit(1)) is None:  # type: ignore[arg-type]
        return 0
    batch = _open_batch(body_id, kind) or MailBatch(body_id=body_id, kind=kind, created_at=at)
    db.session.add(batch)
    db.session.flush()
    put = update(OutboxMessage).where(*waiting).values(state=MailState.TO_CONFIRM, batch_id=batch.id)  # type: ignore[arg-type]
    count = len(db.session.scalars(put.returning(OutboxMessage.id)).all())
    record("mail.held", batch, count=count, kind=kind)
    return count


def _open_batch(body_id: int | None, kind: str) -> MailBatch | None:
    return db.session.scalar(
        select(MailBatch).where(
            MailBatch.body_id.is_not_distinct_from(body_id),
            MailBatch.kind == kind,
            MailBatch.state == BatchState.TO_CONFIRM,
        )
    )


def batches_of(asker: Asker) -> Select[MailBatch]:
    """Those that the asker may decide on: its body's, or all for whoever keeps the platform."""
    found = select(MailBatch).order_by(MailBatch.id.desc())
    return found if asker.role is Role.PLATFORM_ADMIN else found.where(MailBatch.body_id == asker.body_id)


def to_confirm(asker: Asker) -> int:
    """How many wait for the asker."""
    open_ones = batches_of(asker).where(MailBatch.state == BatchState.TO_CONFIRM).order_by(None)
    return db.session.scalar(select(func.count()).select_from(open_ones.subquery())) or 0


def size_of(batch: MailBatch) -> int:
    """How many messages it holds."""
    mine = select(func.count()).where(OutboxMessage.batch_id == batch.id)
    return db.session.scalar(mine) or 0


def sample(batch: MailBatch, most: int = 3) -> list[OutboxMessage]:
    """Its first messages."""
    mine = select(OutboxMessage).where(OutboxMessage.batch_id == batch.id)
    return list(db.session.scalars(mine.order_by(OutboxMessage.id).limit(most)))


def readers(batch: MailBatch) -> list[str]:
    """To whom it is written, in order."""
    mine = select(OutboxMessage.to).where(OutboxMessage.batch_id == batch.id)
    return list(db.session.scalars(mine.distinct().order_by(OutboxMessage.to)))


def decide(batch: MailBatch, state: BatchState, by: str) -> bool:
    """Let them leave, or never: whether this decided it (somebody else may have). Leaves `mail.confirmed` or
    `mail.refused`."""
    db.session.refresh(batch, with_for_update=True)
    if batch.state is not BatchState.TO_CONFIRM:
        return False
    batch.state, batch.decided_at, batch.decided_by = state, now(), by
    becomes = MailState.QUEUED if state is BatchState.CONFIRMED else MailState.REFUSED
    mine = (OutboxMessage.batch_id == batch.id, OutboxMessage.state == MailState.TO_CONFIRM)
    db.session.execute(update(OutboxMessage).where(*mine).values(state=becomes, next_try_at=now()))
    confirmed = state is BatchState.CONFIRMED
    record("mail.confirmed" if confirmed else "mail.refused", batch, count=size_of(batch), kind=batch.kind)
    return True
