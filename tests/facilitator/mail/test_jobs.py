"""Delivery, to a real SMTP server on this machine."""

import email
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask
from sqlalchemy import select

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail import jobs
from facilitator.mail.jobs import deliver
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import post
from facilitator.mail.rules import MailState
from tests.conftest import keep


class Inbox:
    """What the server received; addresses that start with « absent » are refused."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any
    ) -> str:
        if to.startswith("absent"):
            return "550 no such user"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.received.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Inbox()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    app.config |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}
    yield handler
    server.stop()


def say(to: str = "camille@essai.example", **more: Any) -> OutboxMessage:
    message = post("Rappel", to, "Déclaration de février", "Bonjour,\n\nL’été — 833 h 20.\n", **more)
    keep()
    return message


def stored() -> OutboxMessage:
    return db.session.scalars(select(OutboxMessage).execution_options(populate_existing=True)).one()


def test_a_message_arrives_whole(inbox: Inbox) -> None:
    message = say(html="<p>L’été</p>")

    assert deliver().startswith("1\u00a0message envoyé")

    (mail,) = inbox.received
    assert mail["To"] == "camille@essai.example"
    assert mail["Subject"] == "Déclaration de février"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "L’été — 833 h 20." in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "<p>L’été</p>" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert stored().state is MailState.SENT


def test_nothing_is_locked_while_the_server_answers(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    say()
    held: list[bool] = []

    def look(*_: Any) -> None:
        held.append(db.session.in_transaction())

    monkeypatch.setattr(jobs.smtplib.SMTP, "send_message", look)
    deliver()

    assert held == [False]


def test_what_was_sent_is_not_sent_again(inbox: Inbox) -> None:
    say()
    deliver()

    assert deliver() == "Aucun message à envoyer."
    assert len(inbox.received) == 1


def test_a_refused_message_waits_then_is_given_up_and_stops_no_other(inbox: Inbox) -> None:
    say("absent@essai.example")
    say("present@essai.example")
    at = now()
    for hour in range(0, 60, 3):
        with time_machine.travel(at + timedelta(hours=hour)):
            deliver()

    refused, passed = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    assert (refused.state, refused.tries, refused.last_error) == (MailState.DEAD, 5, "550 no such user")
    assert passed.state is MailState.SENT
    assert len(inbox.received) == 1


def test_a_demonstration_never_connects(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    db.session.connection().exec_driver_sql("UPDATE installation SET is_demo = true")
    monkeypatch.setattr(jobs, "connect", lambda: pytest.fail("it connected"))
    say()

    assert deliver() == "Base de démonstration : aucun message ne part."
    assert stored().state is MailState.QUEUED


def test_without_a_server_messages_stay_in_the_outbox(app: Flask) -> None:
    say()

    assert deliver().startswith("Aucun serveur de courrier")
    assert stored().tries == 0


def test_an_unreachable_server_costs_no_message_a_try(app: Flask) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        app.config |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(probe.getsockname()[1])}
    say()

    with pytest.raises(OSError, match="refused"):
        deliver()
    db.session.rollback()
    assert (stored().state, stored().tries) == (MailState.QUEUED, 0)


@pytest.mark.parametrize(("step", "copies"), [("compose", 1), ("mark_sent", 2)])
def test_a_sender_killed_midway_loses_nothing(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, step: str, copies: int
) -> None:
    """Killed before the server took it: one copy; between that and the mark: two, of one identity."""
    say()

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(jobs, step, die)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    db.session.rollback()
    assert deliver() == "Aucun message à envoyer."
    with time_machine.travel(now() + timedelta(minutes=11)):
        deliver()

    assert len(inbox.received) == copies
    assert len({mail["Message-ID"] for mail in inbox.received}) == 1
    assert stored().state is MailState.SENT
