"""What a notice changes: the message it is about, the address that does not receive. The caller commits."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.bounces.notice_rules import Notice, NoticeKind, read_notice
from facilitator.mail.bounces.queries import bounce_of, mark_bounced
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import mark_hopeless
from facilitator.mail.rules import BounceSource, Channel, MailState
from facilitator.words import RuleBroken, Word

CLOCKS_DIFFER = timedelta(minutes=10)


class NoticeFate(Word):
    """What became of what a notice says."""

    BOUNCED = "bounced", "Adresse notée en erreur"
    KNOWN = "known", "Adresse déjà en erreur"
    GIVEN_UP = "given_up", "Message abandonné, adresse gardée"
    DELAYED = "delayed", "Retard noté"
    NOTHING = "nothing", "Rien à en retenir"
    UNKNOWN = "unknown", "Aucun message envoyé n’a cet identifiant"
    OTHER_ADDRESS = "other_address", "Le message n’était pas pour cette adresse"
    OLDER = "older", "Avis plus ancien que le dernier envoi"
    UNREAD = "unread", "Ce n’est pas un avis de non-remise lisible"


@dataclass(frozen=True)
class Outcome:
    """What was read in one file, recipient by recipient."""

    name: str
    fate: NoticeFate
    said: str = ""


def apply_file(name: str, raw: bytes) -> list[Outcome]:
    """Believe what may be believed of one file. Leaves `mail.address_bounced` for each address."""
    try:
        notices = read_notice(raw)
    except RuleBroken as broken:
        return [Outcome(name, NoticeFate.UNREAD, broken.message)]
    return [Outcome(name, _apply(one), one.said) for one in notices] or [Outcome(name, NoticeFate.NOTHING)]


def _apply(notice: Notice) -> NoticeFate:
    """A notice is no proof of who wrote it, nor is a Message-ID a secret: it counts only for a message that
    left, and for the very address that we wrote to. Whoever forges one has that address questioned, no more.
    """
    if notice.kind is NoticeKind.OTHER:
        return NoticeFate.NOTHING
    message = _sent(notice.identity)
    if message is None or message.sent_at is None:
        return NoticeFate.UNKNOWN
    if message.to.lower() not in notice.recipients:
        return NoticeFate.OTHER_ADDRESS
    if notice.at is not None and notice.at < message.sent_at - CLOCKS_DIFFER:
        return NoticeFate.OLDER
    if notice.kind is NoticeKind.DELAYED:
        message.last_error = notice.said
        return NoticeFate.DELAYED
    mark_hopeless(message, notice.said)
    return _bounce(message, notice) if notice.kind is NoticeKind.ADDRESS else NoticeFate.GIVEN_UP


def _bounce(message: OutboxMessage, notice: Notice) -> NoticeFate:
    if bounce_of(message.to) is not None:
        return NoticeFate.KNOWN
    row = mark_bounced(message.to, BounceSource.NOTICE, notice.said, now())
    db.session.flush()
    record("mail.address_bounced", row)
    return NoticeFate.BOUNCED


def _sent(identity: str) -> OutboxMessage | None:
    """The mail that left under this Message-ID; a dead one was told of before."""
    left = OutboxMessage.state.in_((MailState.SENT, MailState.DEAD))
    found = select(OutboxMessage).where(OutboxMessage.message_id == identity, left)
    return db.session.scalar(found.where(OutboxMessage.channel == Channel.MAIL)) if identity else None
