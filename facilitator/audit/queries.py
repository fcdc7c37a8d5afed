"""Write an event in the caller's transaction; read a subject's history; verify the whole chain."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from facilitator.access import asking
from facilitator.audit.models import AuditEvent, AuditHead
from facilitator.audit.rules import GENESIS, Subject, facts, seal
from facilitator.clock import now
from facilitator.db import AUDITED, WROTE_WHILE_READING, Base, Installation, db, reading
from facilitator.prepared import Prepared, inserting, several

BORN = "installation.born"


HEAD: Table = AuditHead.metadata.tables[AuditHead.__tablename__]
WRITTEN = [
    column.name
    for column in AuditEvent.metadata.tables[AuditEvent.__tablename__].columns
    if column.name != "id"
]
LAST_SEAL = Prepared(select(HEAD.c.sealed).where(HEAD.c.id == 1).with_for_update())
NEW_EVENT = inserting(AuditEvent, *WRITTEN, returning="id")
NEW_SEAL = Prepared(
    update(HEAD).where(HEAD.c.id == 1).values(sealed=bindparam("new"), count=HEAD.c.count + 1)
)

LAST_EVENT = Prepared(select(func.max(AuditEvent.id)))
SINCE = Prepared(
    select(AuditEvent.action, AuditEvent.subject_kind, AuditEvent.subject_id).where(
        AuditEvent.id > bindparam("seen")
    )
)


def record(action: str, subject: Base | Subject | str, **details: Any) -> int:
    """Add one event to the present transaction (the caller commits); its number.

    `action` is a stable dotted word (`contract.amended`); `subject` is the row concerned, what names
    it, or the kind of thing when there is no row; `details` must be JSON, without names of people.
    """
    if reading.get():
        raise RuntimeError(WROTE_WHILE_READING)
    previous = LAST_SEAL.scalar() or locked_head().sealed
    asker, about, at = asking.get(), named(subject), now()
    told: dict[str, Any] = {
        "user_id": asker.account_id if asker else None,
        "role": str(asker.role) if asker else None,
        "organisation_id": asker.organisation_id if asker else None,
        "action": action,
        "subject_kind": about.kind,
        "subject_id": about.id,
        "details": details,
    }
    sealed = seal(previous, at, facts(told))
    number = int(NEW_EVENT.insert(told | {"at": at, "previous": previous, "sealed": sealed}))
    NEW_SEAL.write({"new": sealed})
    db.session.info[AUDITED] = True
    return number


def named(subject: Base | Subject | str) -> Subject:
    """The kind and the number of what an event is about."""
    if isinstance(subject, Base):
        return Subject(subject.__tablename__, getattr(subject, "id", None))
    return subject if isinstance(subject, Subject) else Subject(subject)


def last_event() -> int:
    """The number of the journal's last event, 0 when there is none."""
    return LAST_EVENT.scalar() or 0


def events_since(seen: int) -> list[tuple[str, Subject]]:
    """What happened after an event: each act, and what it was about.

    Whoever holds the lock of writers knows by it whether what was read before the lock still stands.
    """
    return [(action, Subject(kind, key)) for action, kind, key in SINCE.rows({"seen": seen})]


def locked_head() -> AuditHead:
    """The head of the chain, held until the transaction ends: writers go one after the other.

    Where it is missing, two writers may both try to make it: one succeeds, the other waits and reads.
    """
    head = db.session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(AuditHead(id=1, sealed=GENESIS, count=0))
        head = db.session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    return head


def bear(is_demo: bool) -> None:
    """Say what this new database is, once for ever (the caller commits).

    The word is kept twice: in the installation's row, and as the first link of the sealed chain.
    """
    if db.session.get(Installation, 1) or db.session.get(AuditHead, 1):
        raise RuntimeError("this database is already born")
    db.session.add(born := Installation(id=1, is_demo=is_demo))
    record(BORN, born, demo=is_demo)


def born_at() -> datetime | None:
    """When this database was born, as the first link of the chain says it; None before."""
    return db.session.scalar(select(AuditEvent.at).order_by(AuditEvent.id).limit(1))


def is_demonstration() -> bool:
    """Whether this database was born a demonstration: its row and its first event both say so."""
    born = db.session.get(Installation, 1)
    if born is None or not born.is_demo:
        return False
    first = db.session.scalar(select(AuditEvent).order_by(AuditEvent.id).limit(1))
    return first is not None and first.action == BORN and first.details.get("demo") is True


class Told(NamedTuple):
    """An event as a history tells it: one plain row."""

    id: int
    at: datetime
    user_id: int | None
    role: str | None
    organisation_id: int | None
    action: str
    details: dict[str, Any]


@lru_cache
def _history(kinds: int) -> Prepared:
    """The select of the events of things of so many kinds: every page of a thing tells its history."""
    about = (
        and_(
            AuditEvent.subject_kind == bindparam(f"kind{rank}"),
            AuditEvent.subject_id.in_(several(f"ids{rank}")),
        )
        for rank in range(kinds)
    )
    return Prepared(
        select(*(getattr(AuditEvent, name) for name in Told._fields))
        .where(or_(*about))
        .order_by(AuditEvent.id.desc())
    )


def history_of(subject: Base) -> Sequence[Told]:
    """The events of one row, the latest first."""
    return histories_of([subject])


def histories_of(subjects: Iterable[Base | Subject]) -> Sequence[Told]:
    """The events of several things together, in one select, the latest first."""
    ids: dict[str, list[int | None]] = {}
    for kind, key in map(named, subjects):
        ids.setdefault(kind, []).append(key)
    asked: dict[str, Any] = {}
    for rank, (kind, some) in enumerate(ids.items()):
        asked |= {f"kind{rank}": kind, f"ids{rank}": some}
    return [Told._make(row) for row in _history(len(ids)).rows(asked)] if ids else []


@dataclass
class Verdict:
    """What a reading of the whole chain found: how many events, their last seal, what is broken."""

    count: int = 0
    head: str = GENESIS
    broken: list[str] = field(default_factory=list)


def verify(anchor: str = "") -> Verdict:
    """Read the whole chain again. `anchor` is a seal noted earlier, outside of this database.

    Whoever can rewrite the table and its head can make a shorter chain that holds: only a seal kept
    elsewhere shows it, by being found no more.
    """
    verdict = Verdict()
    met = anchor in ("", GENESIS)
    events = select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)
    for event in db.session.scalars(events):
        verdict.count += 1
        if event.previous != verdict.head:
            verdict.broken.append(
                f"Événement {event.id} : il manque un événement avant lui, ou l’ordre a changé."
            )
        if event.sealed != event.expected_seal(event.previous):
            verdict.broken.append(f"Événement {event.id} : son contenu a été modifié après coup.")
        verdict.head = event.sealed
        met = met or event.sealed == anchor
    head = db.session.get(AuditHead, 1, populate_existing=True)
    if head is None and verdict.count:
        verdict.broken.append("La tête du journal a disparu.")
    if head is not None and (head.sealed != verdict.head or head.count != verdict.count):
        verdict.broken.append("La fin du journal a été coupée ou réécrite.")
    if not met:
        verdict.broken.append("Le sceau noté n’est plus dans le journal : il a été réécrit.")
    return verdict


def broken_links() -> list[str]:
    """A French sentence for each place where the chain does not hold; nothing when it is whole."""
    return verify().broken
