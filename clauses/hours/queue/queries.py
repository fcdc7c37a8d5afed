"""What waits for the facilitator, the oldest first; validate many at once, and lose none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from clauses.contracts.models import Contract
from clauses.hours.checks.memory_queries import SENT
from clauses.hours.checks.queries import findings_in
from clauses.hours.checks.rules import Finding, Level
from clauses.hours.confirmation.queries import confirmed_among, differences_of, figures_of
from clauses.hours.ledger.held_queries import Held, HeldLine, held_in
from clauses.hours.ledger.models import OPEN, Statement, StatementLine
from clauses.hours.ledger.queries import validate
from clauses.hours.ledger.rules import State, previous_month
from clauses.hours.queue.models import ValidatedTogether
from clauses.hours.queue.rules import Look, look
from clauses.hours.statements.queries import reached, whole
from clauses.people.eligibility.models import EligibilityRequest
from clauses.people.eligibility.rules import RequestState
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared, several
from facilitator.words import RuleBroken

LOOKED_AT = 500
"""Of what waits, how many are looked at when everything that agrees is asked for."""
MOST = 200
"""How many are validated by one press: what one transaction does in a moment."""
CHANGED = "Ce relevé a changé depuis que vous l’avez lu : il reste à contrôler."


class Sent(NamedTuple):
    """A statement as the queue names it: one plain row."""

    id: int
    version: int
    commitment_id: int
    month: date
    state: State
    no_hours: bool
    declared_minutes: int
    counted_minutes: int
    submitted_at: datetime | None
    returned_at: datetime | None
    return_reason: str
    company: str
    reference: str
    buyer: str


@dataclass(frozen=True)
class Waiting:
    """A statement in the queue, with its lines and what there is to look at."""

    statement: Sent
    lines: Sequence[HeldLine]
    look: Look

    @property
    def key(self) -> str:
        """What a form sends of it: its id and the version that was shown."""
        return f"{self.statement.id}:{self.statement.version}"

    @property
    def people(self) -> int:
        """How many people have hours."""
        return len({line.participant for line in self.lines if line.minutes})

    @property
    def remarks(self) -> list[str]:
        """The company's own words, each once."""
        return list(dict.fromkeys(line.remark for line in self.lines if line.remark))

    @property
    def explained(self) -> set[int]:
        """The employments about which the company says a word."""
        return {line.employment for line in self.lines if line.remark}


BUYER = aliased(Organisation)


def _named(found: Select[Statement]) -> Select[*tuple[Any, ...]]:
    """The columns of `Sent`, in its order."""
    return (
        reached(found)
        .join(BUYER, BUYER.id == Contract.buyer_id)
        .with_only_columns(
            Statement.id,
            Statement.version,
            Statement.commitment_id,
            Statement.month,
            Statement.state,
            Statement.no_hours,
            Statement.declared_minutes,
            Statement.counted_minutes,
            Statement.submitted_at,
            Statement.returned_at,
            Statement.return_reason,
            Organisation.name,
            Contract.reference,
            BUYER.name,
        )
    )


@lru_cache(maxsize=PREPARED)
def _page(asker: Asker, state: State) -> Prepared:
    """A page of the statements of the asker's body in a state, the oldest first."""
    since = Statement.submitted_at if state is State.SUBMITTED else Statement.returned_at
    found = _named(owned(Statement, asker).where(Statement.state == state)).order_by(since, Statement.id)
    return Prepared(found.limit(bindparam("size")).offset(bindparam("skip")))


def to_check(asker: Asker, size: int, skip: int = 0) -> list[Sent]:
    """The statements sent and not yet looked at, the oldest first: so many of them."""
    return _read(asker, State.SUBMITTED, size, skip)


def given_back(asker: Asker, size: int) -> list[Sent]:
    """The statements that companies have to correct, the oldest return first: so many of them."""
    return _read(asker, State.RETURNED, size, 0)


def _read(asker: Asker, state: State, size: int, skip: int) -> list[Sent]:
    rows = _page(asker, state).rows({"size": size, "skip": skip})
    return [Sent._make(row) for row in rows]


def looked_at(statements: Sequence[Sent]) -> list[Waiting]:
    """The statements with what there is to look at; a constant number of selects."""
    if not statements:
        return []
    months = held_in(each.id for each in statements)
    findings, before = findings_in(list(months.values())), _last_months(statements)
    confirmed, differing = _compared(statements, months)
    return [
        Waiting(
            each,
            months[each.id].lines,
            look(
                _minutes(months[each.id]),
                before.get((each.commitment_id, previous_month(each.month))),
                [*findings[each.id], *differing.get(each.id, ())],
                each.id in confirmed,
            ),
        )
        for each in statements
    ]


def _compared(
    statements: Sequence[Sent], months: Mapping[int, Held]
) -> tuple[set[int], dict[int, list[Finding]]]:
    """Those that the employers confirm, and how the others differ: only where somebody is lent, or where an
    employer said a figure, is there something to compare.
    """
    figures = figures_of(statements)
    ids = [key for key, held in months.items() if figures[key] or any(line.lent for line in held.lines)]
    whom = db.session.scalars(whole(select(Statement).where(Statement.id.in_(ids)))).all() if ids else []
    return confirmed_among(whom, figures), differences_of(whom, figures)


def _minutes(held: Held) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in held.standing:
        found[line.employment] = found.get(line.employment, 0) + line.minutes
    return found


LAST_MONTHS = Prepared(
    select(Statement.commitment_id, Statement.month, StatementLine.employment_id)
    .add_columns(func.sum(StatementLine.minutes))
    .outerjoin(StatementLine, StatementLine.statement_id == Statement.id)
    .where(
        Statement.commitment_id.in_(several("commitments")),
        Statement.month.in_(several("months")),
        Statement.state.in_(SENT),
    )
    .group_by(Statement.commitment_id, Statement.month, StatementLine.employment_id)
)
"""What was declared in the months before, employment by employment."""


def _last_months(statements: Sequence[Sent]) -> dict[tuple[int, date], dict[int, int]]:
    """By commitment and month, the minutes by employment of the months before; those not sent are absent."""
    asked = {
        "commitments": list({each.commitment_id for each in statements}),
        "months": list({previous_month(each.month) for each in statements}),
    }
    found: dict[tuple[int, date], dict[int, int]] = {}
    for commitment, month, employment, minutes in LAST_MONTHS.rows(asked):
        known = found.setdefault((commitment, month), {})
        if employment is not None:
            known[employment] = minutes
    return found


def _wanted(keys: Iterable[str]) -> dict[int, str]:
    """The keys that a form sends, by the id of their statement."""
    known = {key.partition(":")[0]: key for key in keys}
    return {
        int(each): key
        for each, key in known.items()
        if each.isascii() and each.isdecimal() and len(each) < 15
    }


def chosen(asker: Asker, keys: Iterable[str]) -> list[Sent]:
    """The asker's statements that a form names, in the form's order."""
    wanted = _wanted(keys)
    found = _named(owned(Statement, asker).where(Statement.id.in_(wanted)))
    known = {row.id: row for row in map(Sent._make, db.session.execute(found))}
    return [known[key] for key in wanted if key in known]


def agreeing(asker: Asker) -> tuple[list[Waiting], bool]:
    """What agrees among all that waits, whatever the page: the oldest first, `MOST` at once; and whether
    some may be left. As many selects for one as for many.
    """
    waiting = to_check(asker, LOOKED_AT + 1)
    found = [each for each in looked_at(waiting[:LOOKED_AT]) if each.look.agrees]
    return found[:MOST], len(waiting) > LOOKED_AT or len(found) > MOST


def together(asker: Asker, kept_id: int) -> ValidatedTogether | None:
    """What the asker's body validated at once."""
    return db.session.scalar(owned(ValidatedTogether, asker).where(ValidatedTogether.id == kept_id))


def validate_all(asker: Asker, keys: Iterable[str]) -> ValidatedTogether:
    """Validate the statements that a form names, each by itself.

    One that changed since it was shown, or that something blocks, stays as it is. The caller commits.
    Leaves `queue.validated`, with how many were, and what each validation leaves.
    """
    keys = list(keys)
    wanted, done = _wanted(keys), 0
    found = db.session.scalars(whole(owned(Statement, asker).where(Statement.id.in_(wanted))))
    known = {each.id: each for each in found}
    for statement in (known[key] for key in wanted if key in known):
        try:
            if f"{statement.id}:{statement.version}" != wanted[statement.id]:
                raise RuleBroken(CHANGED)
            validate(statement)  # refuses before it changes anything
            done += 1
        except RuleBroken:
            continue
    kept = ValidatedTogether(body_id=asker.organisation_id, keys=keys, made_at=now(), author_id=asker.user_id)
    db.session.add(kept)
    db.session.flush()
    record("queue.validated", kept, asked=len(keys), count=done)
    return kept


def outcome_of(asker: Asker, keys: Iterable[str]) -> list[tuple[Sent, str]]:
    """How each statement that a form named now stands: '' when it is validated, else why it is not."""
    found = chosen(asker, keys)
    waiting = held_in(each.id for each in found if each.state is State.SUBMITTED)
    findings = findings_in(list(waiting.values()))
    outcome = []
    for statement in found:
        blocked = [one.sentence for one in findings.get(statement.id, ()) if one.level is Level.BLOCKING]
        why = "" if statement.state is State.VALIDATED else " ".join(blocked) or CHANGED
        outcome.append((statement, why))
    return outcome


COUNTED = ("to_check", "late", "to_mend", "asked")


def counts_of(asker: Asker) -> dict[str, int]:
    """How many statements wait for the body, are late, are to mend; how many people wait for an answer."""
    (counts,) = _counting(asker).rows({"today": today()})
    return dict(zip(COUNTED, counts, strict=True))


@lru_cache(maxsize=PREPARED)
def _counting(asker: Asker) -> Prepared:
    """All of `COUNTED`, in its order, in one select."""
    mine = owned(Statement, asker)
    counted: tuple[Select[Any], ...] = (
        mine.where(Statement.state == State.SUBMITTED),
        mine.where(OPEN, Statement.due_on < bindparam("today")),
        mine.where(Statement.state == State.RETURNED),
        owned(EligibilityRequest, asker).where(EligibilityRequest.state == RequestState.OPEN),
    )
    return Prepared(select(*(one.with_only_columns(func.count()).scalar_subquery() for one in counted)))


def requests_of(asker: Asker, most: int) -> Sequence[EligibilityRequest]:
    """The questions of companies about new people, the oldest first."""
    found = owned(EligibilityRequest, asker).where(EligibilityRequest.state == RequestState.OPEN)
    return db.session.scalars(
        found.options(joinedload(EligibilityRequest.participant), joinedload(EligibilityRequest.organisation))
        .order_by(EligibilityRequest.asked_at, EligibilityRequest.id)
        .limit(most)
    ).all()
