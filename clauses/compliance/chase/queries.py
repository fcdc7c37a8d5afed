"""What was said to companies, what is held back: messages, holds, calls."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from clauses.compliance.chase.models import PhoneCall, Reminder, ReminderPart
from facilitator.db import db
from facilitator.prepared import Prepared


def reminders_of(
    body_id: int, organisation_id: int | None = None, contract_id: int | None = None, most: int = 20
) -> Sequence[Reminder]:
    """The messages to a company, or about a contract, the latest first."""
    found = select(Reminder).where(Reminder.body_id == body_id)
    if organisation_id is not None:
        found = found.where(Reminder.organisation_id == organisation_id)
    if contract_id is not None:
        about = select(ReminderPart.reminder_id).where(ReminderPart.contract_id == contract_id)
        found = found.where(Reminder.id.in_(about))
    return db.session.scalars(
        found.options(joinedload(Reminder.author), joinedload(Reminder.organisation))
        .order_by(Reminder.sent_at.desc(), Reminder.id.desc())
        .limit(most)
    ).all()


NAMING = Prepared(
    select(ReminderPart.reminder_id)
    .where(ReminderPart.body_id == bindparam("body"), ReminderPart.contract_id == bindparam("contract"))
    .limit(1)
)


def has_reminders(body_id: int, contract_id: int) -> bool:
    """Whether a message of the body named a contract."""
    return NAMING.first({"body": body_id, "contract": contract_id}) is not None


def named(ids: Collection[int], body_id: int) -> Sequence[Reminder]:
    """The reminders of these ids that are the body's, in the order they were sent."""
    found = select(Reminder).where(Reminder.body_id == body_id, Reminder.id.in_(ids))
    return db.session.scalars(found.options(joinedload(Reminder.organisation)).order_by(Reminder.id)).all()


def last_about(body_id: int, statement_id: int, organisation_id: int) -> Reminder | None:
    """The last message that named a statement."""
    key = f"statement {statement_id}"
    about = select(ReminderPart.reminder_id).where(
        ReminderPart.body_id == body_id,
        ReminderPart.organisation_id == organisation_id,
        or_(ReminderPart.key == key, ReminderPart.key.startswith(f"{key} ")),
    )
    return db.session.scalar(
        select(Reminder)
        .where(Reminder.id.in_(about))
        .options(joinedload(Reminder.author))
        .order_by(Reminder.id.desc())
        .limit(1)
    )


def calls_of(body_id: int, organisation_id: int, most: int = 10) -> Sequence[PhoneCall]:
    """The calls to a company, the latest first."""
    return db.session.scalars(
        select(PhoneCall)
        .where(PhoneCall.body_id == body_id, PhoneCall.organisation_id == organisation_id)
        .options(joinedload(PhoneCall.author))
        .order_by(PhoneCall.id.desc())
        .limit(most)
    ).all()
