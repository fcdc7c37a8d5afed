"""Delivery: due and not sent → claim, commit → send → mark, commit. Safe to run twice, or in two places."""

import smtplib
import ssl
from collections import Counter
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from typing import Self

from facilitator.clock import now
from facilitator.db import Installation, db, unaudited
from facilitator.formats import plural
from facilitator.mail.batches.queries import due_then_held
from facilitator.mail.bounces.queries import clear_bounce, mark_bounced
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import (
    claim,
    due_ids,
    left_today,
    mark_failed,
    mark_held,
    mark_hopeless,
    mark_sent,
    put_off,
)
from facilitator.mail.rules import (
    BounceSource,
    Channel,
    MailState,
    ServerRefusal,
    may_leave,
    method_of,
    refusal_of,
    titled,
)
from facilitator.setting import setting

AT_ONCE = 200
PATIENCE_SECONDS = 20
INVITE = "invite.ics"
LOST = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError)


class Line:
    """The connection to the mail server: opened for the first message, and again once it was lost."""

    def __init__(self) -> None:
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            self.server.close()

    def ready(self) -> None:
        """Be connected; an unreachable server costs no message a try. Raises OSError."""
        if self.server is None:
            self.server = connect()

    def send(self, mail: EmailMessage) -> None:
        """Hand one message over; a lost connection is opened again for the next one."""
        assert self.server is not None
        try:
            self.server.send_message(mail)
        except LOST:
            self.server = None
            raise


def deliver() -> str:
    """Send what is due; a demonstration never opens a connection. Answers a French sentence."""
    if shut := why_shut():
        return shut
    due, held = due_then_held(Channel.MAIL, AT_ONCE)
    said = send(due) or "Aucun message à envoyer."
    return f"{said} {plural(held, 'message', 'messages')} à confirmer." if held else said


def deliver_urgent() -> str | None:
    """Send the codes that somebody waits for; None when there are none, or nothing may leave."""
    return None if why_shut() else send(due_ids(now(), AT_ONCE, only_urgent=True))


def why_shut() -> str:
    """Why no message leaves, as a French sentence; '' when they do."""
    installation = db.session.get(Installation, 1)
    if installation is None or installation.is_demo:
        return "Base de démonstration : aucun message ne part."
    return "" if setting("SMTP_HOST") else "Aucun serveur de courrier n’est réglé : les messages restent ici."


def send(due: Sequence[int]) -> str | None:
    """Send these messages, over one connection; None when there are none."""
    left = Counter(left_today(now()) if due else ())
    db.session.rollback()
    if not due:
        return None
    with Line() as line:
        sent = sum(deliver_one(line, identifier, left) for identifier in due)
    others = plural(len(due) - sent, "autre")
    return f"{plural(sent, 'message envoyé', 'messages envoyés')}, {others} en attente."


def connect() -> smtplib.SMTP:
    """A connection to the server that the settings name, encrypted and signed in when they ask for it."""
    server = smtplib.SMTP(setting("SMTP_HOST"), int(setting("SMTP_PORT")), timeout=PATIENCE_SECONDS)
    if setting("SMTP_STARTTLS"):
        server.starttls(context=ssl.create_default_context())
    if setting("SMTP_USER"):
        server.login(setting("SMTP_USER"), setting("SMTP_PASSWORD"))
    return server


def deliver_one(line: Line, identifier: int, left: Counter[int]) -> bool:
    """Claim one message, send it outside of any transaction, mark it; whether it was sent.

    Killed after the server took it and before the mark, it is sent again ten minutes later under
    the same Message-ID: mail readers show it once. `left` counts what each body has sent today.
    """
    line.ready()
    with unaudited(db.session, "delivery of a mail"):
        message = claim(identifier, now())
        if message is not None and not _stopped(message, left):
            db.session.commit()
            _hand_over(line, message)
        sent = message is not None and message.state is MailState.SENT
        if message is not None and sent and message.body_id and not message.urgent:
            left[message.body_id] += 1
        db.session.commit()
    return sent


def _stopped(message: OutboxMessage, left: Counter[int]) -> bool:
    """Whether it may not leave from here, or not today: it is marked so."""
    if not may_leave(setting("ENVIRONMENT"), setting("MAIL_ALLOW"), message.to):
        mark_held(message)
        return True
    if not message.urgent and message.body_id and left[message.body_id] >= int(setting("MAIL_DAILY_QUOTA")):
        put_off(message, now())
        return True
    return False


def _hand_over(line: Line, message: OutboxMessage) -> None:
    try:
        mail = compose(message, setting("MAIL_FROM"), setting("ENVIRONMENT"))
        db.session.rollback()  # reading it locked the base: hold nothing while the server answers
        line.send(mail)
    except smtplib.SMTPRecipientsRefused as error:
        refuse(message, *_refused(error))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        mark_failed(message, now(), " ".join(str(error).split()) or type(error).__name__)
    else:
        mark_sent(message, now())
        clear_bounce(message.to, BounceSource.SERVER)


def _refused(error: smtplib.SMTPRecipientsRefused) -> tuple[int, str]:
    code, said = next(iter(error.recipients.values()))
    return code, said.decode(errors="replace")


def refuse(message: OutboxMessage, code: int, said: str) -> None:
    """The server refuses the recipient: an address that is wrong for good is not tried again."""
    why = f"{code} {said}"
    if refusal_of(code, said) is ServerRefusal.ADDRESS:
        mark_hopeless(message, why)
        mark_bounced(message.to, BounceSource.SERVER, why, now())
    else:
        mark_failed(message, now(), why)


def compose(message: OutboxMessage, sender: str, environment: str) -> EmailMessage:
    """The message as it travels: text, and HTML beside it when there is some.

    What its reader may refuse says how, in one act of her mail reader (RFC 2369, RFC 8058).
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.to
    mail["Subject"] = titled(message.subject, environment)
    mail["Date"] = message.created_at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    if message.calendar:
        invite(mail, message.calendar)
    return mail


def invite(mail: EmailMessage, calendar: str) -> None:
    """Carry an invitation so that Outlook, Google and Apple know it: as the last alternative, which says the
    METHOD of the calendar again, and as a file for the readers that know no alternative.
    """
    method = {"method": method_of(calendar)}
    mail.add_alternative(calendar, subtype="calendar", cte="base64", params=method)
    mail.add_attachment(
        calendar.encode(), maintype="application", subtype="ics", filename=INVITE, params=method
    )
