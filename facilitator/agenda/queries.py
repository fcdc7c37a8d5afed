"""What calendars are told of the installation."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from facilitator.agenda.rules import Party
from facilitator.setting import absolute, setting


def host() -> str:
    """What ends the identity of an appointment: the public host, which must not change."""
    return urlsplit(absolute("/")).hostname or "facilitator"


def house() -> Party:
    """Who invites when no person does: the sender of every message."""
    name, email = parseaddr(setting("MAIL_FROM"))
    return Party(email, name)
