"""Which companies to ask, what to write, and to whom. The caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from clauses.hours.declaring.inviting.rules import Due, html, sms, subject, text, title
from clauses.hours.declaring.queries import STILL_DECLARED, WHOLE, asked, asking_with
from clauses.hours.declaring.rules import PURPOSE
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import OPEN_STATES, State
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.rules import is_mobile
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.queries import post
from facilitator.mail.sms.queries import post_sms


@dataclass(frozen=True)
class Message:
    """What would be sent: to whom, about which statements."""

    body: Organisation
    organisation: Organisation
    contact: Contact | None
    statements: Sequence[Statement] = field(default=())

    @property
    def by_sms(self) -> bool:
        """Whether it leaves as a short message: the contact has no e-mail address."""
        return self.contact is not None and not self.contact.email

    @property
    def dues(self) -> list[Due]:
        """What it asks for."""
        return [
            Due(
                one.commitment.terms.lot.contract.title,
                one.commitment.terms.lot.contract.buyer.name,
                one.month,
                one.due_on,
                one.state is State.RETURNED,
                asking_with(one),
            )
            for one in self.statements
        ]

    @property
    def months(self) -> set[date]:
        """The months that its link opens."""
        return {one.month for one in self.statements}


def open_statements(body_id: int, organisation_id: int, on: date) -> Sequence[Statement]:
    """What a company owes a body on a day: the months whose reporting period is over, and what came back."""
    return db.session.scalars(
        select(Statement)
        .where(
            Statement.body_id == body_id,
            Statement.organisation_id == organisation_id,
            Statement.state.in_(OPEN_STATES),
            or_(asked(on), Statement.state == State.RETURNED),
            STILL_DECLARED,
        )
        .options(*WHOLE)
        .order_by(Statement.due_on, Statement.id)
    ).all()


def reachable(organisation: Organisation) -> Contact | None:
    """Whom to write to: the first contact with an e-mail address, else the first with a mobile."""
    contacts = sorted(organisation.contacts, key=lambda contact: contact.rank)
    return next((one for one in contacts if one.email), None) or next(
        (one for one in contacts if is_mobile(one.phone)), None
    )


def message_for(body_id: int, organisation: Organisation, on: date) -> Message:
    """The message that this company would receive; without statements, there is nothing to ask."""
    body = db.session.get_one(Organisation, body_id)
    statements = open_statements(body_id, organisation.id, on)
    return Message(body, organisation, reachable(organisation), statements)


def send(message: Message, key: str = "") -> str | None:
    """Make the link and post the message: its address, None without anybody or anything to ask.

    Leaves `link.sent`.
    """
    if message.contact is None or not message.statements:
        return None
    dues, on, body = message.dues, today(), message.body
    link, url = new_link(body.id, message.contact, PURPOSE, title(dues), message.months, key)
    about: dict[str, Any] = {"organisation_id": link.organisation_id, "body_id": body.id}
    if message.by_sms:
        post_sms("Heures à déclarer", link.phone, sms(dues, url, on), **about)
        return url
    said = text(dues, url, body.name, on)
    page = html(dues, url, body.name, on)
    post("Heures à déclarer", link.email, subject(dues, on), said, html=page, **about)
    return url


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, what is still to be done."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {today():%Y-%m-%d}"
    if db.session.scalar(select(TaskLink.id).where(TaskLink.key == key)) is None:
        found = message_for(link.body_id, link.organisation, today())
        send(Message(found.body, found.organisation, contact_of(link), found.statements), key)
