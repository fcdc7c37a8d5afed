"""The figures of a database, read on any connection; the chain of its journal."""

from collections.abc import Iterable

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, func, inspect, select

from facilitator.audit.models import AuditEvent
from facilitator.audit.rules import GENESIS
from facilitator.backups.rules import Figures
from facilitator.feature import Controls

EVENTS: Table = AuditEvent.metadata.tables[AuditEvent.__tablename__]


def figures_of(connection: Connection, controls: Iterable[Controls]) -> Figures:
    """Rows of each table, control totals, last seal: all in the transaction of the connection."""
    tables = sorted(inspect(connection).get_table_names())
    rows = {name: connection.scalar(select(func.count()).select_from(_table(name))) or 0 for name in tables}
    events, sealed = connection.execute(select(func.count(), func.max(EVENTS.c.id)).select_from(EVENTS)).one()
    last = connection.scalar(select(EVENTS.c.sealed).where(EVENTS.c.id == sealed)) or GENESIS
    totals: dict[str, int] = {}
    for control in controls:
        totals |= control(connection)
    revision = MigrationContext.configure(connection).get_current_revision() or ""
    return Figures(revision, rows, totals, events, last)


def _table(name: str) -> Table:
    return AuditEvent.metadata.tables.get(name, Table(name, AuditEvent.metadata.__class__()))


def broken_chain(connection: Connection) -> list[str]:
    """A French sentence for the first place where the journal of this connection does not hold."""
    previous = GENESIS
    rows = connection.execution_options(yield_per=1000).execute(select(EVENTS).order_by(EVENTS.c.id))
    for row in rows.mappings():
        event = AuditEvent(**row)
        if event.previous != previous or event.sealed != event.expected_seal(previous):
            return [f"Le journal de la copie ne tient pas à l’événement {event.id}."]
        previous = event.sealed
    return []
