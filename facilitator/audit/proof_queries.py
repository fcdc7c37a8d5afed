"""Proofs that changes left their events: counted in the rows, counted in the journal, set against set.

What a room hands over is a `Trace`: rows that changed, and the acts that must have told of it. The chain
proves that no event was taken out or rewritten; this proves that none was forgotten.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from facilitator.audit.models import AuditEvent
from facilitator.db import Base, db
from facilitator.formats import plural

SUBJECT: ColumnElement[Any] = AuditEvent.subject_id.expression


@dataclass(frozen=True)
class Trace:
    """Changes and the acts that tell of them: at least as many events as changes, subject by subject."""

    label: str
    """What changed, in French, before its number: `Relevé validé`."""
    changes: Select[*tuple[Any, ...]]
    """A subject's id, and how many changes its rows show."""
    subject: type[Base]
    """What the events are about."""
    actions: tuple[str, ...]
    named: str = ""
    """The detail of the event that holds the id, where it is not its subject."""


def untold(traces: Iterable[Trace]) -> Iterator[str]:
    """A French sentence for each subject that has fewer events than changes."""
    for trace in traces:
        for identifier, changes, events in db.session.execute(_missing(trace)):
            said = plural(changes, "changement", "changements")
            yield f"{trace.label} {identifier} : {said}, {plural(events, 'événement', 'événements')}."


def _missing(trace: Trace) -> Select[*tuple[Any, ...]]:
    meant = AuditEvent.details[trace.named].as_integer() if trace.named else SUBJECT
    events = (
        select(meant.label("subject"), func.count().label("events"))
        .where(
            AuditEvent.action.in_(trace.actions),
            AuditEvent.subject_kind == trace.subject.__tablename__,
        )
        .group_by(meant)
        .subquery()
    )
    changes = trace.changes.subquery()
    subject, count = changes.columns
    told = func.coalesce(events.c.events, 0)
    return (
        select(subject, count, told)
        .outerjoin(events, events.c.subject == subject)
        .where(told < count)
        .order_by(subject)
    )
