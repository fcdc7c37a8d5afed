"""Delivery of the short messages: claim, commit → send → mark, commit, as for the mails."""

from facilitator.clock import now
from facilitator.db import Installation, db, unaudited
from facilitator.formats import plural
from facilitator.mail.batches.queries import hold_storms
from facilitator.mail.queries import claim, due_ids, mark_failed, mark_held, mark_sent
from facilitator.mail.rules import Channel, may_leave
from facilitator.mail.sms.queries import Sender, is_set, sender
from facilitator.mail.sms.rules import NotSent
from facilitator.setting import setting

AT_ONCE = 100


def deliver_sms() -> str:
    """Send what is due; a demonstration sends nothing. Answers a French sentence."""
    installation = db.session.get(Installation, 1)
    if installation is None or installation.is_demo:
        return "Base de démonstration : aucun SMS ne part."
    if not is_set():
        return "Aucun envoi de SMS n’est réglé : les messages restent ici."
    hold_storms(now())
    db.session.commit()
    due = due_ids(now(), AT_ONCE, Channel.SMS)
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
