"""The facts that a workbook is matched against, gathered from the base in a few selects of plain columns."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, false, or_, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import DECLARING_STAGES, LOCKED, REFUSALS, LineState, State, last_of
from clauses.hours.workbooks.known import Job, Known, Owed, Slot
from clauses.hours.workbooks.models import PartialHours
from clauses.hours.workbooks.values import words_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.queries import employments_of
from clauses.people.participants.models import Participant
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import search_key

CLOSED = "Ce marché n’accepte plus de déclaration : son suivi est terminé."


def known_of(asker: Asker, first: date | None, last: date | None, with_lines: bool = True) -> Known:
    """All that an asker's workbook may speak of, for the months it names (None: for every month).

    Without its lines, `learn_lines` is called once the months are known.
    """
    known = Known()
    statements = statements_of(asker)
    if first is not None and last is not None:
        statements = statements.where(Statement.month.between(first, last))
    open_contracts = _owed(known, statements.with_only_columns(Statement.commitment_id))
    _slots(known, statements, open_contracts)
    if with_lines:
        _lines(known, statements)
    for job in jobs_of(asker):
        known.add_job(job)
    return known


def learn_statements(known: Known, asker: Asker, first: date, last: date) -> set[int]:
    """Learn the statements of some months; their numbers."""
    statements = statements_of(asker).where(Statement.month.between(first, last))
    open_contracts = _owed(known, statements.with_only_columns(Statement.commitment_id))
    _slots(known, statements, open_contracts)
    return {slot.id for slot in known.slots.values()}


def learn_lines(known: Known, asker: Asker, first: date, last: date) -> None:
    """Learn the lines of some months."""
    _lines(known, statements_of(asker).where(Statement.month.between(first, last)))


def learn_commitments(known: Known, ids: Collection[int]) -> None:
    """Learn commitments that may have no statement yet."""
    _owed(known, ids)


def _owed(known: Known, ids: Select[int] | Collection[int]) -> set[int]:
    """Learn the commitments; those whose contract still takes statements."""
    found = db.session.execute(commitments().where(Commitment.id.in_(ids)))
    open_ones = set()
    for one, reference, title, stage, archived, number, lot, company, siret, name in found:
        if stage in DECLARING_STAGES and archived is None:
            open_ones.add(one)
        known.owed[one] = Owed(
            one,
            f"{reference} — {name}",
            search_key(f"{reference} {title} {reference} {name}"),
            f"{search_key(number)} lot {search_key(number)} {search_key(lot)}",
            company or "",
            siret or "",
            search_key(reference),
        )
    return open_ones


def commitments() -> Select[*tuple[Any, ...]]:
    """Commitments with what a file may call them by."""
    return (
        select(
            Commitment.id,
            Contract.reference,
            Contract.title,
            Contract.stage,
            Contract.archived_on,
            Lot.number,
            Lot.title,
            Organisation.search_key,
            Organisation.siret,
            Organisation.name,
        )
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Organisation, Organisation.id == Commitment.organisation_id)
    )


def _slots(known: Known, statements: Select[Statement], open_ones: set[int]) -> None:
    named: dict[int, set[tuple[int, MinutesKind]]] = defaultdict(set)
    returned = (
        select(StatementLine.statement_id, StatementLine.employment_id, StatementLine.kind)
        .where(StatementLine.state == LineState.RETURNED)
        .where(StatementLine.statement_id.in_(statements.with_only_columns(Statement.id)))
    )
    for statement, employment, kind in db.session.execute(returned):
        named[statement].add((employment, kind))
    columns = (Statement.id, Statement.commitment_id, Statement.month, Statement.state)
    for one, commitment, month, state in db.session.execute(statements.with_only_columns(*columns)):
        refusal = refusal_of(state) if commitment in open_ones else CLOSED
        mendable = frozenset(named[one]) if one in named and state is State.RETURNED else None
        known.slots[commitment, month] = Slot(one, commitment, month, refusal, mendable)


def refusal_of(state: State) -> str:
    """Why a statement in this state takes no hours; '' when it does (as `check_fillable`)."""
    if state is State.VALIDATED:
        return LOCKED
    return REFUSALS[State.DRAFT] if state is State.SUBMITTED else ""


def _lines(known: Known, statements: Select[Statement]) -> None:
    ids = statements.with_only_columns(Statement.id)
    line = StatementLine
    found = select(line.statement_id, line.employment_id, line.kind, line.minutes).where(
        line.statement_id.in_(ids), line.corrects_id.is_(None)
    )
    for statement, employment, kind, minutes in db.session.execute(found):
        known.lines[statement, employment, kind] = minutes
    part = PartialHours
    parts = select(
        part.statement_id, part.employment_id, part.kind, part.starts_on, part.ends_on, part.minutes
    ).where(part.statement_id.in_(ids))
    for statement, employment, kind, starts, ends, minutes in db.session.execute(parts):
        known.parts.setdefault((statement, employment, kind), {})[starts, ends] = minutes


def declared_by(asker: Asker) -> Select[Employment]:
    """The employments that an asker may declare for; by a task link, those assigned to the commitments of its
    statements in their months, whom its phone pages show."""
    if asker.role is not Role.LINK:
        return employments_of(asker)
    meets = [
        and_(
            Statement.month == month,
            Assignment.starts_on <= last_of(month),
            or_(Assignment.ends_on.is_(None), Assignment.ends_on >= month),
            Employment.starts_on <= last_of(month),
            or_(Employment.ends_on.is_(None), Employment.ends_on >= month),
        )
        for month in (asker.scope.months if asker.scope else ())
    ]
    mine = statements_of(asker).with_only_columns(Statement.id)
    assigned = (
        select(Assignment.employment_id)
        .join(Assignment.employment)
        .join(Statement, Statement.commitment_id == Assignment.commitment_id)
        .where(Statement.id.in_(mine), or_(false(), *meets))
    )
    return select(Employment).where(Employment.id.in_(assigned))


def jobs_of(asker: Asker) -> Iterable[Job]:
    """The employments that an asker may declare for, with their people and assignments."""
    mine = declared_by(asker).with_only_columns(Employment.id)
    assigned: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    works = select(
        Assignment.employment_id, Assignment.commitment_id, Assignment.starts_on, Assignment.ends_on
    ).where(Assignment.employment_id.in_(mine))
    for employment, commitment, starts, ends in db.session.execute(works):
        assigned[employment].append((commitment, starts, ends))
    found = (
        select(
            Employment.id,
            Participant.id,
            Participant.given_name,
            Participant.family_name,
            Participant.birth_date,
            Employment.starts_on,
            Employment.ends_on,
            Employment.contract_type,
        )
        .join(Participant, Participant.id == Employment.participant_id)
        .where(Employment.id.in_(mine))
    )
    for one, person, given, family, birth, starts, ends, kind in db.session.execute(found):
        name = f"{given} {family}".strip()
        works_for = tuple(assigned[one])
        yield Job(one, person, name, words_of(name), birth, starts, ends, works_for, kind.label)
