"""Notices of non-delivery (RFC 3464): what one says of each recipient, read with the standard library.

Anybody may send anything to the address that receives them: nothing is believed here, everything is bounded.
"""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from facilitator.words import RuleBroken, Word

WEIGHT_AT_MOST = 1024 * 1024
"""Bytes of a notice: those that return the whole message are cut long before our own size."""
RECIPIENTS_AT_MOST = 20
SAID_AT_MOST = 300
STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
IDENTITY = re.compile(r"<[^<>\s]{1,190}>")
OF_ADDRESS = frozenset({"0", "1", "2", "4"})
"""Subjects of a permanent failure that are about the address (RFC 3463, section 3): unknown, address,
mailbox, routing. Systems (3), protocol (5), content (6) and policy (7) are about us, or about the message."""
TOO_LONG_FOR_BOX = ("2", "3")


class NoticeKind(Word):
    """What a notice says of one recipient."""

    ADDRESS = "address", "L’adresse ne reçoit pas"
    MESSAGE = "message", "Le message est refusé, l’adresse reste bonne"
    DELAYED = "delayed", "La remise est retardée"
    OTHER = "other", "Rien à en retenir"


@dataclass(frozen=True)
class Notice:
    """What is said of one recipient of one message."""

    kind: NoticeKind
    identity: str
    """The Message-ID of what was sent, with its angle brackets; '' when the notice does not return it."""
    recipients: frozenset[str]
    """The addresses, in lower case: as we wrote it, and where it was at last."""
    said: str
    """Status and words of the server, one line."""
    at: datetime | None
    """When the notice was written, if it says."""


def read_notice(raw: bytes) -> list[Notice]:
    """What a file says, recipient by recipient.

    Raises `RuleBroken` when it is no notice of non-delivery, or one that nobody should read.
    """
    if len(raw) > WEIGHT_AT_MOST:
        raise RuleBroken("Ce fichier est trop lourd pour un avis de non-remise.")
    try:
        return _read(email.message_from_bytes(raw))
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise RuleBroken("Ce fichier ne se lit pas comme un message.") from error


def _read(message: Message) -> list[Notice]:
    kind = str(message.get_param("report-type", "")).lower()
    if message.get_content_type() != "multipart/report" or kind != "delivery-status":
        raise RuleBroken("Ce message n’est pas un avis de non-remise.")
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    blocks = status.get_payload() if status is not None else None
    if not isinstance(blocks, list):
        raise RuleBroken("Cet avis ne dit rien d’aucun destinataire.")
    identity, at = _identity(parts), _instant(message.get("Date"))
    told = [one for one in blocks if isinstance(one, Message) and one.get("Final-Recipient")]
    return [_notice(one, identity, at) for one in told[:RECIPIENTS_AT_MOST]]


def _notice(block: Message, identity: str, at: datetime | None) -> Notice:
    names = (block.get(name) for name in ("Original-Recipient", "Final-Recipient"))
    status, said = _line(block.get("Status")), _line(block.get("Diagnostic-Code"))
    kind = kind_of(_line(block.get("Action")), status)
    recipients = frozenset(filter(None, map(_address, names)))
    return Notice(kind, identity, recipients, f"{status} {said}".strip()[:SAID_AT_MOST], at)


def kind_of(action: str, status: str) -> NoticeKind:
    """What an action and a status mean together; what they do not agree on is nothing."""
    found = STATUS.match(status)
    if found is None:
        return NoticeKind.OTHER
    if action.lower() == "delayed" and found[1] == "4":
        return NoticeKind.DELAYED
    if action.lower() != "failed" or found[1] == "2":
        return NoticeKind.OTHER
    if found[1] == "5" and found[2] in OF_ADDRESS and (found[2], found[3]) != TOO_LONG_FOR_BOX:
        return NoticeKind.ADDRESS
    return NoticeKind.MESSAGE


def _identity(parts: list[Message]) -> str:
    """The Message-ID of the message that the notice returns, whole or its headers alone."""
    for part in parts:
        held = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(held, list):
            found = next((_angled(one) for one in held if isinstance(one, Message)), "")
        elif part.get_content_type() == "text/rfc822-headers" and isinstance(held, str):
            found = _angled(email.message_from_string(held))
        else:
            continue
        if found:
            return found
    return ""


def _angled(message: Message) -> str:
    found = IDENTITY.search(_line(message.get("Message-ID")))
    return found[0] if found else ""


def _address(field: object) -> str:
    """`rfc822; Nom@Domaine.fr` → `nom@domaine.fr`; '' for another kind of address."""
    kind, _, address = _line(field).partition(";")
    return address.strip().strip("<>").lower()[:254] if kind.strip().lower() == "rfc822" else ""


def _line(field: object) -> str:
    """One printable line."""
    return "".join(char for char in " ".join(str(field or "").split()) if char.isprintable())[:1000]


def _instant(field: object) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(field or ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
