"""Write an event in the caller's transaction; read a subject's history; verify the whole chain."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from facilitator.access import asking
from facilitator.audit.models import AuditEvent, AuditHead
from facilitator.audit.rules import GENESIS
from facilitator.clock import now
from facilitator.db import AUDITED, Base, Installation, db

BORN = "installation.born"


def record(action: str, subject: Base | str, **details: Any) -> AuditEvent:
    """Add one event to the present transaction (the caller commits).

    `action` is a stable dotted word (`contract.amended`); `subject` is the row concerned, or the
    kind of thing when there is no row; `details` must be JSON, without names of people.
    """
    session = db.session
    session.flush()
    head = session.get(AuditHead, 1, with_for_update=True)
    if head is None:
        head = AuditHead(id=1, sealed=GENESIS, count=0)
        session.add(head)
    asker = asking.get()
    is_row = isinstance(subject, Base)
    event = AuditEvent(
        at=now(),
        user_id=asker.user_id if asker else None,
        role=str(asker.role) if asker else None,
        organisation_id=asker.organisation_id if asker else None,
        action=action,
        subject_kind=subject.__tablename__ if isinstance(subject, Base) else subject,
        subject_id=getattr(subject, "id", None) if is_row else None,
        details=details,
        previous=head.sealed,
    )
    event.sealed = head.sealed = event.expected_seal(head.sealed)
    head.count += 1
    session.add(event)
    session.info[AUDITED] = True
    return event


def bear(is_demo: bool) -> None:
    """Say what this new database is, once for ever (the caller commits).

    The word is kept twice: in the installation's row, and as the first link of the sealed chain.
    """
    if db.session.get(Installation, 1) or db.session.get(AuditHead, 1):
        raise RuntimeError("this database is already born")
    db.session.add(born := Installation(id=1, is_demo=is_demo))
    record(BORN, born, demo=is_demo)


def is_demonstration() -> bool:
    """Whether this database was born a demonstration: its row and its first event both say so."""
    born = db.session.get(Installation, 1)
    if born is None or not born.is_demo:
        return False
    first = db.session.scalar(select(AuditEvent).order_by(AuditEvent.id).limit(1))
    return first is not None and first.action == BORN and first.details.get("demo") is True


def history_of(subject: Base) -> Sequence[AuditEvent]:
    """The events of one row, the latest first."""
    return db.session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.subject_kind == subject.__tablename__,
            AuditEvent.subject_id == subject.id,  # type: ignore[attr-defined]
        )
        .order_by(AuditEvent.id.desc())
    ).all()


def broken_links() -> Iterator[str]:
    """A French sentence for each place where the chain does not hold; nothing when it is whole."""
    previous, count = GENESIS, 0
    for event in db.session.scalars(
        select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)
    ):
        count += 1
        if event.previous != previous:
            yield f"Événement {event.id} : il manque un événement avant lui, ou l’ordre a changé."
        if event.sealed != event.expected_seal(event.previous):
            yield f"Événement {event.id} : son contenu a été modifié après coup."
        previous = event.sealed
    head = db.session.get(AuditHead, 1)
    if head is not None and (head.sealed != previous or head.count != count):
        yield "La fin du journal a été coupée ou réécrite."
    if head is None and count:
        yield "La tête du journal a disparu."
