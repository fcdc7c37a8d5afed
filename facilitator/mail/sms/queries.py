"""Post a short message in the caller's transaction; load the sender that the settings name."""

import secrets
from collections.abc import Callable
from importlib import import_module

from sqlalchemy import select

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import Channel, message_id
from facilitator.mail.sms.rules import check_number, check_text, parse_sender
from facilitator.setting import setting

Sender = Callable[[str, str], None]
"""Takes the number and the text; raises `NotSent` when it could not send."""


def post_sms(
    kind: str,
    phone: str,
    text: str,
    *,
    organisation_id: int | None = None,
    body_id: int | None = None,
    key: str = "",
    urgent: bool = False,
) -> OutboxMessage:
    """Add a short message to the present transaction (the caller records the act and commits).

    `key` as for a mail: the same thing said to the same person once. Raises `RuleBroken` for a bad number
    or a text too long.
    """
    identity = message_id(kind, check_number(phone), key or secrets.token_hex(16), "sms")
    said = db.session.scalar(select(OutboxMessage).where(OutboxMessage.message_id == identity))
    if said is not None:
        return said
    message = OutboxMessage(
        message_id=identity,
        channel=Channel.SMS,
        kind=kind,
        to=phone,
        subject=kind,
        text=check_text(text),
        organisation_id=organisation_id,
        body_id=body_id,
        created_at=now(),
        next_try_at=now(),
        urgent=urgent,
    )
    db.session.add(message)
    return message


def is_set() -> bool:
    """Whether this installation can send short messages."""
    return bool(setting("SMS_SENDER"))


def sender() -> Sender:
    """What the settings name. Raises ValueError, ImportError or AttributeError when it is not there."""
    module, name = parse_sender(setting("SMS_SENDER"))
    found: Sender = getattr(import_module(module), name)
    return found
