"""Delivery of the short messages: claim, commit → send → mark, commit, as for the mails."""

from collections.abc import Sequence

from facilitator.clock import now
from facilitator.db import Installation, db, unaudited
from facilitator.formats import plural
from facilitator.mail.batches.queries import due_then_held
from facilitator.mail.queries import claim, due_ids, mark_failed, mark_held, mark_sent
from facilitator.mail.rules import Channel, may_leave
from facilitator.mail.sms.queries import Sender, is_set, sender
from facilitator.mail.sms.rules import NotSent
from facilitator.setting import setting

AT_ONCE = 100


def deliver_sms() -> str:
    """Send what is due; a demonstration sends nothing. Answers a French sentence."""
    if shut := why_shut():
        return shut
    due, _ = due_then_held(Channel.SMS, AT_ONCE)
    return send_all(due)


def deliver_urgent_sms() -> str | None:
    """Send the codes that somebody waits for; None when there are none, or nothing may leave."""
    due = [] if why_shut() else due_ids(now(), AT_ONCE, Channel.SMS, only_urgent=True)
    return send_all(due) if due else None


def why_shut() -> str:
    """Why no short message leaves, as a French sentence; '' when they do."""
    installation = db.session.get(Installation, 1)
    if installation is None or installation.is_demo:
        return "Base de démonstration : aucun SMS ne part."
    return "" if is_set() else "Aucun envoi de SMS n’est réglé : les messages restent ici."


def send_all(due: Sequence[int]) -> str:
    """Send these; how many were."""
    db.session.rollback()
    send = sender()
    sent = sum(deliver_one(send, identifier) for identifier in due)
    return f"{plural(sent, 'SMS envoyé', 'SMS envoyés')}, {plural(len(due) - sent, 'autre')} en attente."


def deliver_one(send: Sender, identifier: int) -> bool:
    """Claim one message, send it outside of any transaction, mark it; whether it was sent."""
    with unaudited(db.session, "delivery of a short message"):
        message = claim(identifier, now())
        db.session.commit()
        if message is None:
            return False
        if not may_leave(setting("ENVIRONMENT"), setting("MAIL_ALLOW"), message.to):
            mark_held(message)
            db.session.commit()
            return False
        to, text = message.to, message.text
        db.session.rollback()  # reading it locked the base: hold nothing while the sender works
        try:
            send(to, text)
        except (NotSent, OSError, ValueError) as error:
            mark_failed(message, now(), " ".join(str(error).split()) or type(error).__name__)
        else:
            mark_sent(message, now())
        sent = message.sent_at is not None
        db.session.commit()
    return sent
