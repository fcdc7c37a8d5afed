"""Delivery: due and not sent → claim, commit → send → mark, commit. Safe to run twice, or in two places."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP

from facilitator.clock import now
from facilitator.db import Installation, db, unaudited
from facilitator.formats import plural
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import claim, due_ids, mark_failed, mark_sent
from facilitator.setting import setting

AT_ONCE = 200
PATIENCE_SECONDS = 20


def deliver() -> str:
    """Send what is due; a demonstration never opens a connection. Answers a French sentence."""
    installation = db.session.get(Installation, 1)
    if installation is None or installation.is_demo:
        return "Base de démonstration : aucun message ne part."
    if not setting("SMTP_HOST"):
        return "Aucun serveur de courrier n’est réglé : les messages restent ici."
    due = due_ids(now(), AT_ONCE)
    db.session.rollback()
    if not due:
        return "Aucun message à envoyer."
    with connect() as server:
        sent = sum(deliver_one(server, identifier) for identifier in due)
    left = plural(len(due) - sent, "autre", "autres")
    return f"{plural(sent, 'message envoyé', 'messages envoyés')}, {left} en attente."


def connect() -> smtplib.SMTP:
    """A connection to the server that the settings name, encrypted and signed in when they ask for it."""
    server = smtplib.SMTP(setting("SMTP_HOST"), int(setting("SMTP_PORT")), timeout=PATIENCE_SECONDS)
    if setting("SMTP_STARTTLS"):
        server.starttls(context=ssl.create_default_context())
    if setting("SMTP_USER"):
        server.login(setting("SMTP_USER"), setting("SMTP_PASSWORD"))
    return server


def deliver_one(server: smtplib.SMTP, identifier: int) -> bool:
    """Claim one message, send it outside of any transaction, mark it; whether it was sent.

    Killed after the server took it and before the mark, it is sent again ten minutes later under
    the same Message-ID: mail readers show it once.
    """
    with unaudited(db.session, "delivery of a mail"):
        message = claim(identifier, now())
        db.session.commit()
        if message is None:
            return False
        try:
            mail = compose(message, setting("MAIL_FROM"))
            db.session.rollback()  # reading it locked the base: hold nothing while the server answers
            server.send_message(mail)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            mark_failed(message, now(), explain(error))
        else:
            mark_sent(message, now())
        sent = message.sent_at is not None
        db.session.commit()
    return sent


def compose(message: OutboxMessage, sender: str) -> EmailMessage:
    """The message as it travels: text, and HTML beside it when there is some."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = message.created_at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def explain(error: Exception) -> str:
    """What the server said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {said.decode(errors='replace')}"
    return " ".join(str(error).split()) or type(error).__name__
