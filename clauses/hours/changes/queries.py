"""What somebody had read of a statement beside what stands now, with who changed it and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from clauses.contracts.queries import names_of_users
from clauses.hours.acts import ACTS
from clauses.hours.changes.rules import Moved, Outdated, Shown, is_outdated, moved, read_shown
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import LineState, Reader
from clauses.people.employments.models import Assignment, Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.audit.queries import history_of
from facilitator.db import db

COMPANY = "l’entreprise"
BODY = "la structure"


@dataclass(frozen=True)
class Difference:
    """A figure that changed: whose, which kind, both values in minutes, by whom and when."""

    name: str
    kind: MinutesKind
    before: int | None
    after: int | None
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Conflict:
    """What was read and what stands now."""

    shown: Shown
    now: Shown
    state_before: str
    state_after: str
    what: str
    """The last act, as a sentence of the journal."""
    who: str
    at: datetime | None
    figures: Sequence[Difference] = field(default=())


def shown_of(statement: Statement) -> Shown:
    """The statement as a page shows it now."""
    figures: dict[tuple[int, MinutesKind], int] = {}
    for line in statement.lines:
        if line.state is not LineState.REFUSED:
            key = line.employment_id, line.kind
            figures[key] = figures.get(key, 0) + line.minutes
    return Shown(statement.version, statement.state, statement.no_hours, figures)


def check_shown(statement: Statement, shown: str | None) -> None:
    """Refuse to decide on what the asker has not seen; raises `Outdated`.

    `shown`: what the form brings back of `shown_of(statement).packed`.
    """
    if is_outdated(read_shown(shown), shown_of(statement)):
        raise Outdated()


def conflict_of(statement: Statement, shown: str | None, reader: Reader) -> Conflict | None:
    """What differs from what was read, in the reader's words; None when nothing does."""
    before, now = read_shown(shown), shown_of(statement)
    if not is_outdated(before, now):
        return None
    last = next(iter(history_of(statement)), None)
    who = _who(last.user_id, last.role, reader) if last else ""
    return Conflict(
        before,
        now,
        before.state.seen_by(reader) if before.state else "",
        now.state.seen_by(reader) if now.state else "",
        f"{ACTS.get(last.action, last.action)}." if last else "",
        who,
        last.at if last else None,
        _named(statement, moved(before, now), reader),
    )


def _who(user_id: int | None, role: str | None, reader: Reader) -> str:
    """By name for the body; a company reads who acts for the body as the body."""
    company = role in {Role.DECLARANT.value, Role.COMPANY_ADMIN.value, Role.LINK.value}
    if reader is Reader.COMPANY and not company:
        return BODY if role else ""
    known = names_of_users({user_id}) if user_id else {}
    return known.get(user_id or 0, COMPANY if company else "")


def _named(statement: Statement, found: Sequence[Moved], reader: Reader) -> list[Difference]:
    """The figures with their people and authors. What a form brings back is not believed: only somebody who
    works for this commitment, or has a line, is named."""
    works = select(Assignment.employment_id).where(Assignment.commitment_id == statement.commitment_id)
    ids = {one.key[0] for one in found}
    rows = db.session.scalars(
        select(Employment)
        .where(Employment.id.in_(ids), Employment.id.in_(works), Employment.body_id == statement.body_id)
        .options(joinedload(Employment.participant))
    )
    names = {row.id: row.participant.name for row in rows}
    names |= {line.employment_id: line.participant.name for line in statement.lines}
    lines = {(line.employment_id, line.kind): line for line in statement.lines}
    authors = names_of_users({line.author_id for line in lines.values() if line.author_id})
    told = []
    for one in found:
        line = lines.get(one.key)
        who = authors.get(line.author_id or 0, COMPANY) if line and reader is Reader.BODY else ""
        at = line.entered_at if line else None
        told.append(Difference(names.get(one.key[0], "—"), one.key[1], one.before, one.after, who, at))
    return told
