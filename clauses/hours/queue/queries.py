"""What waits for the facilitator, the oldest first; validate many at once, and lose none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.hours.checks.memory_queries import SENT
from clauses.hours.checks.queries import findings_of_all
from clauses.hours.checks.rules import Level
from clauses.hours.confirmation.queries import confirmed_among, differences_of, figures_of
from clauses.hours.ledger.models import OPEN, Statement, StatementLine
from clauses.hours.ledger.queries import validate
from clauses.hours.ledger.rules import LineState, State, previous_month
from clauses.hours.queue.rules import Look, look
from clauses.hours.statements.queries import whole
from clauses.people.eligibility.models import EligibilityRequest
from clauses.people.eligibility.rules import RequestState
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken

CHANGED = "Ce relevé a changé depuis que vous l’avez lu : il reste à contrôler."


@dataclass(frozen=True)
class Waiting:
    """A statement in the queue, with what there is to look at."""

    statement: Statement
    look: Look

    @property
    def key(self) -> str:
        """What a form sends of it: its id and the version that was shown."""
        return f"{self.statement.id}:{self.statement.version}"

    @property
    def people(self) -> int:
        """How many people have hours."""
        return len({line.participant_id for line in self.statement.lines if line.minutes})

    @property
    def remarks(self) -> list[str]:
        """The company's own words, each once."""
        return list(dict.fromkeys(line.remark for line in self.statement.lines if line.remark))

    @property
    def explained(self) -> set[int]:
        """The employments about which the company says a word."""
        return {line.employment_id for line in self.statement.lines if line.remark}


def to_check(asker: Asker) -> Select[Statement]:
    """The statements sent and not yet looked at, the oldest first."""
    found = owned(Statement, asker).where(Statement.state == State.SUBMITTED)
    return whole(found).order_by(Statement.submitted_at, Statement.id)


def given_back(asker: Asker) -> Select[Statement]:
    """The statements that companies have to correct, the oldest return first."""
    found = owned(Statement, asker).where(Statement.state == State.RETURNED)
    return whole(found).order_by(Statement.returned_at, Statement.id)


def looked_at(statements: Sequence[Statement]) -> list[Waiting]:
    """The statements with what there is to look at; a constant number of selects."""
    findings, before = findings_of_all(statements), _last_months(statements)
    figures = figures_of(statements)
    confirmed, differing = confirmed_among(statements, figures), differences_of(statements, figures)
    return [
        Waiting(
            each,
            look(
                _minutes(each),
                before.get((each.commitment_id, previous_month(each.month))),
                [*findings[each.id], *differing[each.id]],
                each.id in confirmed,
            ),
        )
        for each in statements
    ]


def _minutes(statement: Statement) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in statement.lines:
        if line.state is not LineState.REFUSED:
            found[line.employment_id] = found.get(line.employment_id, 0) + line.minutes
    return found


def _last_months(statements: Sequence[Statement]) -> dict[tuple[int, date], dict[int, int]]:
    """By commitment and month, the minutes by employment of the months before; those not sent are absent."""
    rows = db.session.execute(
        select(
            Statement.commitment_id,
            Statement.month,
            StatementLine.employment_id,
            func.sum(StatementLine.minutes),
        )
        .outerjoin(StatementLine, StatementLine.statement_id == Statement.id)
        .where(
            Statement.commitment_id.in_({each.commitment_id for each in statements}),
            Statement.month.in_({previous_month(each.month) for each in statements}),
            Statement.state.in_(SENT),
        )
        .group_by(Statement.commitment_id, Statement.month, StatementLine.employment_id)
    )
    found: dict[tuple[int, date], dict[int, int]] = {}
    for commitment, month, employment, minutes in rows:
        known = found.setdefault((commitment, month), {})
        if employment is not None:
            known[employment] = minutes
    return found


def chosen(asker: Asker, keys: Iterable[str]) -> list[tuple[str, Statement]]:
    """The asker's statements that a form names, each with its key, in the form's order."""
    wanted = {key.partition(":")[0]: key for key in keys}
    ids = [int(key) for key in wanted if key.isascii() and key.isdecimal() and len(key) < 15]
    found = whole(owned(Statement, asker).where(Statement.id.in_(ids)))
    known = {str(each.id): each for each in db.session.scalars(found)}
    return [(wanted[key], known[key]) for key in wanted if key in known]


def validate_all(asker: Asker, keys: Iterable[str]) -> int:
    """Validate the statements that a form names, each by itself; how many were.

    One that changed since it was shown, or that something blocks, stays as it is. Raises `RuleBroken`
    when none could be validated. The caller commits.
    """
    done = 0
    for key, statement in chosen(asker, keys):
        try:
            if f"{statement.id}:{statement.version}" != key:
                raise RuleBroken(CHANGED)
            validate(statement)  # refuses before it changes anything
            done += 1
        except RuleBroken:
            continue
    if not done:
        raise RuleBroken(CHANGED)
    return done


def outcome_of(asker: Asker, keys: Iterable[str]) -> list[tuple[Statement, str]]:
    """How each statement that a form named now stands: '' when it is validated, else why it is not."""
    found = chosen(asker, keys)
    findings = findings_of_all([each for _, each in found if each.state is State.SUBMITTED])
    outcome = []
    for _, statement in found:
        blocked = [one.sentence for one in findings.get(statement.id, ()) if one.level is Level.BLOCKING]
        why = "" if statement.state is State.VALIDATED else " ".join(blocked) or CHANGED
        outcome.append((statement, why))
    return outcome


def counts_of(asker: Asker) -> dict[str, int]:
    """How many statements wait for the body, are late, are to mend; how many people wait for an answer."""
    mine = owned(Statement, asker)
    asked = owned(EligibilityRequest, asker).where(EligibilityRequest.state == RequestState.OPEN)
    counted = {
        "to_check": mine.where(Statement.state == State.SUBMITTED),
        "late": mine.where(OPEN, Statement.due_on < today()),
        "to_mend": mine.where(Statement.state == State.RETURNED),
        "asked": asked,
    }
    counts = (found.with_only_columns(func.count()).scalar_subquery() for found in counted.values())
    return dict(zip(counted, db.session.execute(select(*counts)).one(), strict=True))


def requests_of(asker: Asker, most: int) -> Sequence[EligibilityRequest]:
    """The questions of companies about new people, the oldest first."""
    found = owned(EligibilityRequest, asker).where(EligibilityRequest.state == RequestState.OPEN)
    return db.session.scalars(
        found.options(joinedload(EligibilityRequest.participant), joinedload(EligibilityRequest.organisation))
        .order_by(EligibilityRequest.asked_at, EligibilityRequest.id)
        .limit(most)
    ).all()
