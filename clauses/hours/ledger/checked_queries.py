"""Months read and checked before the lock of writers is asked, and whether they still stand once it is held.

Reading and checking is two thirds of a sending; under the lock they kept everybody else waiting. So they come
before it, and the journal says afterwards what happened meanwhile: every act that a check depends on leaves
its event. Nothing, or only what others did with other people: the checks stand. Anything else: all is read
and checked again, under the lock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from clauses.hours.checks.queries import check_sayings, findings_in
from clauses.hours.ledger.held_queries import Held, held_in
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import EMPTY, State, check_following
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Membership, User
from facilitator.accounts.tasklinks.models import TaskLink, TrustedDevice
from facilitator.audit.queries import events_since, last_event
from facilitator.prepared import Prepared, several
from facilitator.words import RuleBroken

FOREIGN_KINDS = frozenset(model.__tablename__ for model in (User, Membership, TaskLink, TrustedDevice))
"""What happens to accounts and links changes no check of hours."""
FILLING_ACTS = frozenset(("statement.sent", "statement.filled", "statement.nothing"))
"""These change the checks of whoever shares a person or the commitment, and nobody else's."""
WHO = Prepared(
    select(Statement.id, Statement.commitment_id, Participant.search_key)
    .outerjoin(StatementLine, StatementLine.statement_id == Statement.id)
    .outerjoin(Participant, Participant.id == StatementLine.participant_id)
    .where(Statement.id.in_(several("keys")))
)
"""By statement: its commitment, its people by their names (two rows of the same names may be one person)."""


@dataclass(frozen=True)
class Checked:
    """Months that may be sent as they were read."""

    months: tuple[Held, ...]
    seen: int
    """The last event of the journal before they were read."""


def checked(keys: Iterable[int]) -> Checked:
    """Read these months and check that they may be sent together, as they stand now.

    Raises `RuleBroken` when one is empty without saying so or is not to be sent, or a check finds something.
    """
    seen = last_event()
    months = tuple(held_in(keys).values())
    if not months:
        raise RuleBroken("Il n’y a rien à envoyer.")
    if len({(each.head.body_id, each.head.organisation_id) for each in months}) > 1:
        raise ValueError("one sending is of one company to one body")
    for each in months:
        _check_state(each)
    findings = findings_in(months)
    for each in months:
        check_sayings(each, findings[each.id])
    return Checked(months, seen)


def _check_state(month: Held) -> None:
    if month.head.state is State.EXPECTED:
        raise RuleBroken(EMPTY)
    check_following(month.head.state, State.SUBMITTED)
    if not month.head.no_hours and all(line.is_void for line in month.lines):
        raise RuleBroken(EMPTY)


def standing(ready: Checked) -> Checked:
    """The same, when nothing that happened since concerns it; else read and checked again.

    To be called under the lock of writers. Raises `RuleBroken` as `checked` does.
    """
    happened = [one for one in events_since(ready.seen) if one[1].kind not in FOREIGN_KINDS]
    if not happened:
        return ready
    foreign = all(action in FILLING_ACTS for action, _ in happened) and not _concern(
        {about.id for _, about in happened if about.id is not None}, ready.months
    )
    return ready if foreign else checked(each.id for each in ready.months)


def _concern(others: set[int], months: Sequence[Held]) -> bool:
    """Whether statements share a person or a commitment with these months, or are among them."""
    own = {each.id for each in months}
    if others & own:
        return True
    ours: set[object] = set()
    theirs: set[object] = set()
    for statement, commitment, person in WHO.rows({"keys": [*own, *others]}):
        (ours if statement in own else theirs).update((commitment, person or commitment))
    return not ours.isdisjoint(theirs)
