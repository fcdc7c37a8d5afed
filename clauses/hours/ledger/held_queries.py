"""What statements hold, as plain rows: all that the checks and a sending need, in two selects built once.

No object of the session is made: on the path of a sending, loading them cost more than all the rest.
Whatever the session has not written yet is written first.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import DECLARING_STAGES, Entry, LineState, Source, State, Totals, last_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import LENDERS, ContractType, EmployerKind
from clauses.people.participants.models import Participant
from clauses.people.participants.rules import full_name
from clauses.people.valuation.rules import MinutesKind
from facilitator.prepared import Prepared, several


class HeldLine(NamedTuple):
    """A line, with the employment and the person it is of."""

    statement: int
    id: int
    version: int
    employment: int
    participant: int
    kind: MinutesKind
    minutes: int
    state: LineState
    remark: str
    counted: int | None
    starts_on: date
    ends_on: date | None
    weekly: int | None
    employer_kind: EmployerKind
    given_name: str
    family_name: str
    source: Source
    works_from: date | None
    """First day of her assignment to the statement's commitment; None without any."""
    works_until: date | None
    contract_type: ContractType

    @property
    def person(self) -> str:
        """Her name."""
        return full_name(self.given_name, self.family_name)

    @property
    def lent(self) -> bool:
        """Whether her employer seconds her to the company that answers."""
        return self.employer_kind in LENDERS

    @property
    def is_void(self) -> bool:
        """A returned line that the company took away."""
        return self.state is LineState.RETURNED and self.minutes == 0 and not self.remark

    def works_in(self, month: date) -> bool:
        """Whether she works for the commitment on some day of the month; an agreement that shares hours
        between commitments stands for an assignment."""
        return self.source is Source.POOL or is_assigned(self.works_from, self.works_until, month)

    @property
    def entry(self) -> Entry:
        """What the totals need of it."""
        return Entry(self.minutes, self.state, self.counted)


class Head(NamedTuple):
    """A statement without its lines, with what its commitment and its contract say of it."""

    id: int
    version: int
    body_id: int
    organisation_id: int
    commitment_id: int
    month: date
    state: State
    no_hours: bool
    declared: int
    validated: int
    counted: int
    party_id: int
    """The company of the commitment."""
    begins_on: date | None
    """The day the commitment begins when it is not the contract's."""
    modalities: list[str]
    own_window_months: int | None
    """How long a person counts by the clause itself; None: as the body says."""
    title: str
    """Of the contract."""
    contract_starts_on: date | None
    notified_on: date | None
    contract_ends_on: date | None
    stage: Stage
    archived_on: date | None
    terms_id: int

    @property
    def totals(self) -> Totals:
        """The kept month totals."""
        return Totals(self.declared, self.validated, self.counted)

    @property
    def is_declaring(self) -> bool:
        """Whether its contract still takes statements."""
        return self.stage in DECLARING_STAGES and self.archived_on is None


class Held(NamedTuple):
    """A statement and its lines."""

    head: Head
    lines: tuple[HeldLine, ...]

    @property
    def id(self) -> int:
        """The statement's."""
        return self.head.id

    @property
    def month(self) -> date:
        """Its first day."""
        return self.head.month

    @property
    def standing(self) -> tuple[HeldLine, ...]:
        """The lines that stand: refused corrections left out."""
        return tuple(line for line in self.lines if line.state is not LineState.REFUSED)


def works_for(commitment: Any, employment: Any) -> ColumnElement[bool]:
    """The one assignment of an employment to a commitment."""
    return and_(Assignment.commitment_id == commitment, Assignment.employment_id == employment)


def is_assigned(starts_on: date | None, ends_on: date | None, month: date) -> bool:
    """Whether an assignment (None: there is none) meets a month."""
    return starts_on is not None and starts_on <= last_of(month) and (ends_on is None or ends_on >= month)


KEYS = several("keys")
HEADS = Prepared(
    select(Statement.id, Statement.version, Statement.body_id, Statement.organisation_id)
    .add_columns(Statement.commitment_id, Statement.month, Statement.state, Statement.no_hours)
    .add_columns(Statement.declared_minutes, Statement.validated_minutes, Statement.counted_minutes)
    .add_columns(Commitment.organisation_id, Commitment.starts_on, ClauseTerms.modalities)
    .add_columns(case((ClauseTerms.window_is_own.is_(True), ClauseTerms.counting_window_months)))
    .add_columns(Contract.title, Contract.starts_on, Contract.notified_on, Contract.ends_on)
    .add_columns(Contract.stage, Contract.archived_on, Commitment.terms_id)
    .join(Commitment, Commitment.id == Statement.commitment_id)
    .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
    .join(Lot, Lot.id == ClauseTerms.lot_id)
    .join(Contract, Contract.id == Lot.contract_id)
    .where(Statement.id.in_(KEYS))
)
LINES = Prepared(
    select(StatementLine.statement_id, StatementLine.id, StatementLine.version)
    .add_columns(StatementLine.employment_id, StatementLine.participant_id, StatementLine.kind)
    .add_columns(StatementLine.minutes, StatementLine.state, StatementLine.remark, StatementLine.counted)
    .add_columns(Employment.starts_on, Employment.ends_on, Employment.weekly_minutes)
    .add_columns(Employment.employer_kind, Participant.given_name, Participant.family_name)
    .add_columns(StatementLine.source, Assignment.starts_on, Assignment.ends_on, Employment.contract_type)
    .join(Statement, Statement.id == StatementLine.statement_id)
    .join(Employment, Employment.id == StatementLine.employment_id)
    .join(Participant, Participant.id == StatementLine.participant_id)
    .outerjoin(Assignment, works_for(Statement.commitment_id, StatementLine.employment_id))
    .where(StatementLine.statement_id.in_(KEYS))
    .order_by(StatementLine.id)
)


def held_in(keys: Iterable[int]) -> dict[int, Held]:
    """What these statements hold now, by id, in the order asked; those that do not exist are absent."""
    lines: dict[int, list[HeldLine]] = {key: [] for key in keys}
    asked = {"keys": list(lines)}
    for row in map(HeldLine._make, LINES.rows(asked)):
        lines[row.statement].append(row)
    heads = {row[0]: Head._make(row) for row in HEADS.rows(asked)}
    return {key: Held(heads[key], tuple(own)) for key, own in lines.items() if key in heads}
