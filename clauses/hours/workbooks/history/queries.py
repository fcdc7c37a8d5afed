"""The imports of past years of a body; how far they are, told at once; one taken back."""

import zlib

import msgspec
from sqlalchemy import Select, select, update

from clauses.contracts.models import Contract
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import OPEN_STATES
from clauses.hours.workbooks.bulk import IDS, put_many
from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.rules import HistoryState
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db, reading
from facilitator.words import RuleBroken

Written = list[tuple[int, int, str, int | None, int]]


def histories_of(asker: Asker) -> Select[HistoryImport]:
    """The imports of the asker's body."""
    return owned(HistoryImport, asker)


def history_of(asker: Asker, import_id: int) -> HistoryImport | None:
    """One of them."""
    return db.session.scalar(histories_of(asker).where(HistoryImport.id == import_id))


def listed(asker: Asker) -> Select[HistoryImport]:
    """The latest first."""
    return histories_of(asker).order_by(HistoryImport.id.desc())


def open_history(asker: Asker, path: str, name: str, creating: bool) -> HistoryImport:
    """A new import, about to be read. Leaves `history.received`."""
    row = HistoryImport(
        body_id=asker.organisation_id,
        author_id=asker.user_id or None,
        file_name=name[:300],
        path=path,
        creating=creating,
        received_at=now(),
        beat_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    record("history.received", row)
    return row


def asker_of(row: HistoryImport) -> Asker:
    """On whose behalf the process works: the one who sent the file, for the body."""
    body = db.session.get_one(Organisation, row.body_id)
    return Asker(row.author_id or 0, 0, Role.FACILITATOR, body.id, "", body.name)


def body_of(siret: str) -> Asker | None:
    """The body of the command line: the one with this SIRET, or the only one."""
    bodies = select(Organisation).where(Organisation.id.in_(select(Contract.body_id).distinct()))
    if siret:
        bodies = bodies.where(Organisation.siret == siret)
    found = db.session.scalars(bodies.limit(2)).all()
    if len(found) != 1:
        return None
    return Asker(0, 0, Role.FACILITATOR, found[0].id, "", found[0].name)


def tell(import_id: int, **values: object) -> None:
    """Write down where an import is, at once."""
    token = reading.set(False)
    try:
        with db.engine.begin() as connection:
            row = update(HistoryImport).where(HistoryImport.id == import_id)
            connection.execute(row.values(**values, beat_at=now()))
    finally:
        reading.reset(token)


def state_of(import_id: int) -> HistoryState | None:
    """Where it stands, as others wrote it."""
    token = reading.set(True)
    try:
        with db.engine.connect() as connection:
            return connection.scalar(select(HistoryImport.state).where(HistoryImport.id == import_id))
    finally:
        reading.reset(token)


def written_by(row: HistoryImport) -> Written:
    """The lines that an import wrote."""
    return msgspec.msgpack.decode(zlib.decompress(row.written), type=Written) if row.written else []


def undo(row: HistoryImport, last: HistoryImport | None) -> int:
    """Take the last import back; how many lines. Raises `RuleBroken` when something moved since.

    People, employments and months that it made stay, the months unanswered. Leaves `history.undone`. The
    caller commits.
    """
    if row.state is not HistoryState.DONE or row is not last:
        raise RuleBroken("Seul le dernier import s’annule.")
    written = written_by(row)
    check_untouched(written)
    whose: dict[int, int] = {}
    for start in range(0, len(jobs := sorted({line[1] for line in written})), IDS):
        part = select(Employment.id, Employment.participant_id).where(
            Employment.id.in_(jobs[start : start + IDS])
        )
        whose.update({row.id: row.participant_id for row in db.session.execute(part)})
    put_many(
        (
            ((one, job, MinutesKind(kind)), after or None, before or 0)
            for one, job, kind, before, after in written
        ),
        whose,
    )
    row.state = HistoryState.UNDONE
    record("history.undone", row, lines=len(written))
    return len(written)


def check_untouched(written: Written) -> None:
    """Refuse to take back what was sent, or changed by somebody since."""
    statements = sorted({line[0] for line in written})
    held: dict[tuple[int, int, str], int] = {}
    for start in range(0, len(statements), IDS):
        part = statements[start : start + IDS]
        sent = select(Statement.id).where(Statement.id.in_(part), Statement.state.not_in(OPEN_STATES))
        if db.session.scalar(sent.limit(1)) is not None:
            raise RuleBroken("Des relevés de cet import sont déjà envoyés\u00a0: il ne s’annule plus.")
        line = StatementLine
        found = select(line.statement_id, line.employment_id, line.kind, line.minutes).where(
            line.statement_id.in_(part), line.corrects_id.is_(None)
        )
        held.update(
            {(one, job, kind.value): minutes for one, job, kind, minutes in db.session.execute(found)}
        )
    if any(held.get((one, job, kind), 0) != after for one, job, kind, _, after in written):
        raise RuleBroken(
            "Des lignes ont changé depuis cet import\u00a0: il ne s’annule plus. Corrigez à la main."
        )


def last_done(asker: Asker) -> HistoryImport | None:
    """The last import that stands."""
    done = histories_of(asker).where(HistoryImport.state == HistoryState.DONE)
    return db.session.scalar(
        done.order_by(HistoryImport.confirmed_at.desc(), HistoryImport.id.desc()).limit(1)
    )
