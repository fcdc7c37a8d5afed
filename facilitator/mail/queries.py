"""Post a message in the caller's transaction; find, claim and mark those that are due."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, not_, or_, select, update

from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import (
    CLAIM_LASTS,
    RISES_AT_MOST,
    RISING,
    SETTLES,
    SUBJECT_AT_MOST,
    WAITING,
    Channel,
    MailState,
    after_failure,
    check_header,
    message_id,
    parse_email,
)
from facilitator.prepared import Prepared, inserting
from facilitator.setting import setting
from facilitator.words import RuleBroken

SAID = Prepared(select(OutboxMessage.id).where(OutboxMessage.message_id == bindparam("identity")))
ABOUT = {
    "html": "",
    "organisation_id": None,
    "body_id": None,
    "urgent": False,
    "unsubscribe": "",
    "calendar": "",
}
QUEUED = inserting(
    OutboxMessage,
    "message_id",
    "kind",
    "to",
    "subject",
    "text",
    *ABOUT,
    "created_at",
    "next_try_at",
    returning="id",
)
TOMORROW_HOUR = 7


def post(
    kind: str,
    to: str,
    subject: str,
    text: str,
    *,
    html: str = "",
    organisation_id: int | None = None,
    body_id: int | None = None,
    key: str = "",
    urgent: bool = False,
    unsubscribe: str = "",
    calendar: str = "",
) -> OutboxMessage:
    """Add a message to the present transaction (the caller records the act and commits); its row.

    Raises `RuleBroken` as `queue` does.
    """
    about: dict[str, Any] = {"html": html, "organisation_id": organisation_id, "body_id": body_id}
    about |= {"urgent": urgent, "unsubscribe": unsubscribe, "calendar": calendar}
    return db.session.get_one(OutboxMessage, queue(kind, to, subject, text, key=key, **about))


def queue(kind: str, to: str, subject: str, text: str, *, key: str = "", **about: Any) -> int:
    """Add a message to the present transaction (the caller records the act and commits); its number.

    `kind` is French, as the administrator reads it (« Invitation »). `key` names the thing said
    (`contract 12, reminder of 2027-03`): with a key, posting the same thing twice to the same person
    gives back the first message. What is `urgent` (a code, a link that somebody waits for) is neither held
    nor counted; `unsubscribe` is the page where its reader changes how often she is written to. `calendar` is
    an invitation, or its cancellation (`facilitator.agenda.rules.invitation`). Raises `RuleBroken` for a bad
    address or a hostile header.
    """
    to = parse_email(to, "to")
    check_header(kind, "kind")
    if len(check_header(subject, "subject")) > SUBJECT_AT_MOST:
        raise RuleBroken(f"L’objet d’un message a {SUBJECT_AT_MOST} caractères au plus.", "subject")
    identity = message_id(kind, to, key or secrets.token_hex(16), _domain(setting("MAIL_FROM")))
    if key:
        said = SAID.scalar({"identity": identity})
        if said is not None:
            return int(said)
    message = {"message_id": identity, "kind": kind, "to": to, "subject": subject, "text": text}
    at = now()
    return int(QUEUED.insert(message | ABOUT | about | {"created_at": at, "next_try_at": at}))


@lru_cache
def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]


def said_today(to: str, kind: str = "") -> bool:
    """Whether something (of this kind) was written today, in Paris, to this address or number.

    What reminds asks it first: a person is reminded once a day at most.
    """
    found = select(OutboxMessage.id).where(
        OutboxMessage.to == to.lower(), OutboxMessage.created_at >= midnight(now())
    )
    if kind:
        found = found.where(OutboxMessage.kind == kind)
    return db.session.scalar(found.limit(1)) is not None


def midnight(at: datetime) -> datetime:
    """When the civil day of this instant began, in Paris."""
    return datetime.combine(at.astimezone(PARIS).date(), time(), PARIS)


def left_today(at: datetime) -> dict[int, int]:
    """How many messages that are not urgent left today, by body."""
    found = (
        select(OutboxMessage.body_id, func.count())
        .where(OutboxMessage.sent_at >= midnight(at), OutboxMessage.body_id.is_not(None))
        .where(OutboxMessage.urgent.is_(False))
        .group_by(OutboxMessage.body_id)
    )
    return {body: count for body, count in db.session.execute(found).all() if body is not None}


def due_ids(
    at: datetime, most: int, channel: Channel = Channel.MAIL, only_urgent: bool = False
) -> Sequence[int]:
    """The messages to send now by this channel: the urgent ones, then (unless `only_urgent`) the oldest of
    those that are settled: a batch is counted whole before its first message leaves.
    """
    due = select(OutboxMessage.id).where(
        OutboxMessage.state.in_(WAITING),
        OutboxMessage.next_try_at <= at,
        OutboxMessage.channel == channel,
    )
    due = due.where(OutboxMessage.urgent if only_urgent else _settled(at))
    return db.session.scalars(due.order_by(OutboxMessage.urgent.desc(), OutboxMessage.id).limit(most)).all()


def _settled(at: datetime) -> ColumnElement[bool]:
    """Whether nobody is still writing the others of its kind, or somebody has confirmed them all."""
    lately = at - SETTLES
    rising = (
        select(OutboxMessage.body_id, OutboxMessage.kind)
        .where(OutboxMessage.created_at > lately, OutboxMessage.urgent.is_(False))
        .group_by(OutboxMessage.body_id, OutboxMessage.kind)
        .having(func.count() >= RISING)
    )
    waves = [
        and_(OutboxMessage.body_id.is_not_distinct_from(body_id), OutboxMessage.kind == kind)
        for body_id, kind in db.session.execute(rising).all()
    ]
    return or_(
        OutboxMessage.urgent,
        OutboxMessage.batch_id.is_not(None),
        OutboxMessage.created_at <= at - RISES_AT_MOST,
        and_(OutboxMessage.created_at <= lately, not_(or_(false(), *waves))),
    )


def claim(identifier: int, at: datetime) -> OutboxMessage | None:
    """The message, taken by this sender alone for a while; None when another has it.

    The try is counted now, so that a message that kills its sender is given up in the end too.
    """
    taken = db.session.scalar(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == identifier,
            OutboxMessage.state.in_(WAITING),
            OutboxMessage.next_try_at <= at,
        )
        .values(tries=OutboxMessage.tries + 1, next_try_at=at + CLAIM_LASTS)
        .returning(OutboxMessage.id)
    )
    return None if taken is None else db.session.get(OutboxMessage, taken, populate_existing=True)


def mark_sent(message: OutboxMessage, at: datetime) -> None:
    """The server took it."""
    message.state, message.sent_at, message.last_error = MailState.SENT, at, ""


def mark_failed(message: OutboxMessage, at: datetime, why: str) -> None:
    """The server refused it: wait longer and longer, then give up."""
    message.state, message.next_try_at = after_failure(message.tries, at)
    message.last_error = why[:300]


def mark_hopeless(message: OutboxMessage, why: str) -> None:
    """The address does not exist: no other try would change it."""
    message.state, message.last_error = MailState.DEAD, why[:300]


def mark_held(message: OutboxMessage) -> None:
    """It may not leave from this environment, now or later."""
    message.state, message.last_error = MailState.HELD, "Hors production, cette adresse n’est pas admise."


def put_off(message: OutboxMessage, at: datetime) -> None:
    """The body has sent enough today: it waits for tomorrow, and the try does not count."""
    message.next_try_at = midnight(at) + timedelta(days=1, hours=TOMORROW_HOUR)
    message.tries -= 1
    message.last_error = "Le quota du jour de la structure est atteint : ce message part demain."


def requeue(message: OutboxMessage) -> None:
    """Give a dead letter five new tries, from now."""
    message.state, message.tries, message.next_try_at = MailState.QUEUED, 0, now()


def kinds() -> list[str]:
    """The kinds of message that the outbox holds."""
    return list(db.session.scalars(select(OutboxMessage.kind).distinct().order_by(OutboxMessage.kind)))


def messages(listing: Listing) -> Select[OutboxMessage]:
    """The messages that answer the filters (for the platform's administrator only)."""
    found = select(OutboxMessage)
    if listing["etat"]:
        found = found.where(OutboxMessage.state == MailState(listing["etat"]))
    if listing["nature"]:
        found = found.where(OutboxMessage.kind == listing["nature"])
    if listing["q"]:
        near = listing["q"].lower()
        found = found.where(
            OutboxMessage.to.contains(near, autoescape=True)
            | func.lower(OutboxMessage.subject).contains(near, autoescape=True)
        )
    day = listing.day("depuis")
    if day:
        found = found.where(OutboxMessage.created_at >= datetime.combine(day, time(), PARIS))
    order = OutboxMessage.id.asc() if listing.sort == "date" else OutboxMessage.id.desc()
    return found.order_by(order)


def count_dead() -> int:
    """The letters given up in the last thirty days."""
    lately = OutboxMessage.created_at >= now() - timedelta(days=30)
    found = select(func.count()).where(OutboxMessage.state == MailState.DEAD, lately)
    return db.session.scalar(found) or 0
