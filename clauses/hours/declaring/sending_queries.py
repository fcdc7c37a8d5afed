"""What a sending asks of who sends: which months are hers, where to write to her, what comes next.

Plain rows by selects built once, as in `clauses.hours.ledger.sending_queries`; the pages read objects.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, select

from clauses.hours.declaring.models import TickedPeople
from clauses.hours.declaring.queries import NEXT_FIRST, WAITING
from clauses.hours.ledger.checked_queries import Checked
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import send as send_checked
from clauses.hours.ledger.queries import within
from clauses.hours.ledger.sending_queries import Receipt
from facilitator.access import COMPANY_ROLES, Asker, Role
from facilitator.accounts.models import User
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.prepared import Prepared, several

DECLARERS = (*sorted(COMPANY_ROLES), Role.LINK)
"""Who declares for a company."""
REACHED = {
    role: within(role, bindparam("organisation"), bindparam("body"), several("months")) for role in DECLARERS
}
HERS = {
    role: Prepared(select(Statement.id).where(reached, Statement.id.in_(several("keys"))))
    for role, reached in REACHED.items()
}
DUE = select(Statement.month, Statement.due_on).order_by(*NEXT_FIRST).limit(1)
NEXT = {role: Prepared(DUE.where(reached, WAITING)) for role, reached in REACHED.items()}
TICKED = TickedPeople.metadata.tables[TickedPeople.__tablename__]
NO_LONGER_TICKED = Prepared(delete(TICKED).where(TICKED.c.statement_id.in_(several("keys"))))
USER = Prepared(select(User.email).where(User.id == bindparam("key")))
LINK = Prepared(select(TaskLink.email, TaskLink.phone).where(TaskLink.id == bindparam("key")))


def _asking(asker: Asker) -> dict[str, Any]:
    scope = asker.scope
    months = list(scope.months) if scope else []
    return {"organisation": asker.organisation_id, "body": scope.body_id if scope else None, "months": months}


def hers(asker: Asker, keys: Iterable[int]) -> list[int]:
    """Of these statements, those that whoever declares may see, in the order asked."""
    asked = list(dict.fromkeys(keys))
    seen = {key for (key,) in HERS[asker.role].rows(_asking(asker) | {"keys": asked})}
    return [key for key in asked if key in seen]


def send(ready: Checked, author_name: str) -> Receipt:
    """Send them together, and forget who was only ticked. Leaves `statement.sent` for each."""
    receipt = send_checked(ready, author_name)
    NO_LONGER_TICKED.write({"keys": [each.id for each in receipt.held]})
    return receipt


def next_due(asker: Asker) -> tuple[date, date] | None:
    """The month and the due day of what the company must do next."""
    found = NEXT[asker.role].first(_asking(asker))
    return (found[0], found[1]) if found else None


def reached_at(asker: Asker) -> tuple[str, str]:
    """Where to write to whoever asks: her e-mail address and her telephone number, '' for none."""
    if asker.scope is not None:
        ((email, phone),) = LINK.rows({"key": asker.scope.link_id})
        return email, phone
    return str(USER.scalar({"key": asker.user_id})), ""
