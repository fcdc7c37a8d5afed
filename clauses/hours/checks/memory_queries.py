"""What the checks remember: past hours, hours declared elsewhere, derogations granted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from clauses.contracts.contract_rules import add_months
from clauses.hours.checks.models import Derogation
from clauses.hours.checks.rules import Code, Elsewhere
from clauses.hours.ledger.held_queries import Held
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import LENDERS, EmployerKind
from clauses.people.participants.models import DistinctPair, Participant
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Organisation
from facilitator.prepared import Prepared, several

SENT = (State.SUBMITTED, State.RETURNED, State.VALIDATED)
"""What a company has said, be it to correct."""
MEMORY_MONTHS = 12
"""How far back the checks remember a person's hours."""


def _past() -> Select[*tuple[Any, ...]]:
    now, before, line = aliased(Statement), aliased(Statement), StatementLine
    return (
        select(now.id, line.employment_id, line.kind, before.month, func.sum(line.minutes))
        .join(before, and_(before.commitment_id == now.commitment_id, before.month < now.month))
        .join(line, line.statement_id == before.id)
        .where(
            now.id.in_(several("statements")),
            before.month >= bindparam("oldest"),
            before.state.in_(SENT),
            line.state != LineState.REFUSED,
        )
        .group_by(now.id, line.employment_id, line.kind, before.month)
    )


def _own_past() -> Select[*tuple[Any, ...]]:
    """The same of the people whom the statements hold, each found by her employment: what others did in the
    months before is not read.
    """
    now, before, line = aliased(Statement), aliased(Statement), StatementLine
    own = (
        select(line.statement_id, line.employment_id)
        .where(line.statement_id.in_(several("statements")))
        .distinct()
        .subquery()
    )
    return (
        select(now.id, line.employment_id, line.kind, before.month, func.sum(line.minutes))
        .select_from(own)
        .join(now, now.id == own.c.statement_id)
        .join(before, and_(before.commitment_id == now.commitment_id, before.month < now.month))
        .join(line, and_(line.statement_id == before.id, line.employment_id == own.c.employment_id))
        .where(before.month >= bindparam("oldest"), before.state.in_(SENT))
        .where(line.state != LineState.REFUSED)
        .group_by(now.id, line.employment_id, line.kind, before.month)
    )


def _declared_select() -> Select[*tuple[Any, ...]]:
    said, line, person = Statement, StatementLine, StatementLine.participant_id
    kind = Employment.employer_kind
    return (
        select(said.id, said.body_id, said.month, said.organisation_id, Organisation.name, person, kind)
        .add_columns(func.sum(line.minutes))
        .join(line, line.statement_id == said.id)
        .join(Employment, Employment.id == line.employment_id)
        .join(Organisation, Organisation.id == said.organisation_id)
        .where(
            person.in_(several("people")),
            line.state != LineState.REFUSED,
            said.state.in_(SENT),
            said.month.in_(several("months")),
            said.body_id.in_(several("bodies")),
        )
        .group_by(said.id, Organisation.name, person, kind)
    )


def _twins() -> Select[*tuple[Any, ...]]:
    one, other, pair = aliased(Participant), aliased(Participant), DistinctPair
    told = exists().where(
        or_(
            and_(pair.first_id == one.id, pair.second_id == other.id),
            and_(pair.first_id == other.id, pair.second_id == one.id),
        )
    )
    return (
        select(one.id, other.id)
        .join(
            other, and_(other.body_id == one.body_id, other.search_key == one.search_key, other.id != one.id)
        )
        .where(
            one.id.in_(several("people")),
            or_(one.birth_date == other.birth_date, one.birth_date.is_(None), other.birth_date.is_(None)),
            other.merged_into_id.is_(None),
            ~told,
        )
    )


PAST, OWN_PAST = Prepared(_past()), Prepared(_own_past())
DECLARED, TWINS = Prepared(_declared_select()), Prepared(_twins())
GRANTED = Prepared(
    select(Derogation.statement_id, Derogation.employment_id, Derogation.code, Derogation.reason).where(
        Derogation.statement_id.in_(several("statements")), Derogation.withdrawn_at.is_(None)
    )
)


Past = Mapping[tuple[int, int, MinutesKind], Mapping[date, int]]
"""By statement, employment and kind: the minutes of past months of its commitment that were sent."""


def past_of(statements: Sequence[Held | Statement]) -> Past:
    """The past of everybody who worked for the statements' commitments."""
    return _read(PAST, statements, MEMORY_MONTHS)


def memory_of(statements: Sequence[Held], recent: int) -> Past:
    """What the checks remember of the people whom the statements hold: their `recent` months, and the whole
    memory for those who did nothing in these.
    """
    found = dict(_read(OWN_PAST, statements, max(1, recent)))
    busy = {key[:2] for key, months in found.items() if any(months.values())}
    silent = {(each.id, line.employment) for each in statements for line in each.lines} - busy
    keys = {statement for statement, _ in silent}
    older = [each for each in statements if each.id in keys]
    for key, months in _read(OWN_PAST, older, MEMORY_MONTHS).items():
        if key[:2] in silent:
            found[key] = months
    return found


def _read(remembered: Prepared, statements: Sequence[Held | Statement], months: int) -> Past:
    if not statements:
        return {}
    oldest = add_months(min(each.month for each in statements), -months)
    found: dict[tuple[int, int, MinutesKind], dict[date, int]] = defaultdict(dict)
    asked = {"statements": [each.id for each in statements], "oldest": oldest}
    for statement, person, sort, month, minutes in remembered.rows(asked):
        found[statement, person, sort][month] = minutes
    return found


@dataclass(frozen=True)
class Declared:
    """The minutes of one person in one statement of a month, whoever sent it."""

    statement: int
    body: int
    month: date
    organisation: int
    company: str
    person: int
    employer_kind: EmployerKind
    minutes: int


def elsewhere_of(statements: Sequence[Held]) -> dict[tuple[int, int], tuple[Elsewhere, ...]]:
    """By statement and employment: the person's hours of the month in other statements that were sent."""
    people = {line.participant for each in statements for line in each.lines}
    if not people:
        return {}
    alike = twins_of(people)
    known: dict[tuple[int, date, int], list[Declared]] = defaultdict(list)
    for one in _declared(people.union(*alike.values()), statements):
        known[one.body, one.month, one.person].append(one)
    return {
        (each.id, line.employment): tuple(
            _seen_from(each, line.participant, one)
            for person in (line.participant, *sorted(alike.get(line.participant, ())))
            for one in known.get((each.head.body_id, each.month, person), ())
            if one.statement != each.id
        )
        for each in statements
        for line in each.lines
    }


def _seen_from(statement: Held, person: int, one: Declared) -> Elsewhere:
    return Elsewhere(
        one.statement,
        one.company,
        one.minutes,
        one.employer_kind in LENDERS,
        one.organisation == statement.head.organisation_id,
        one.person != person,
    )


def _declared(people: Collection[int], statements: Sequence[Held]) -> list[Declared]:
    asked = {
        "people": list(people),
        "months": list({each.month for each in statements}),
        "bodies": list({each.head.body_id for each in statements}),
    }
    return [Declared(*row) for row in DECLARED.rows(asked)]


def twins_of(people: Collection[int]) -> dict[int, set[int]]:
    """By person: other rows of the body with her names and no other birth date; known pairs left out."""
    found: dict[int, set[int]] = defaultdict(set)
    for person, twin in TWINS.rows({"people": list(people)}):
        found[person].add(twin)
    return found


def granted_in(statements: Collection[int]) -> dict[int, dict[tuple[int, Code], str]]:
    """By statement: the reason of each derogation that stands, by employment and finding."""
    found: dict[int, dict[tuple[int, Code], str]] = defaultdict(dict)
    for statement, employment, code, reason in GRANTED.rows({"statements": list(statements)}):
        found[statement][employment, code] = reason
    return found
