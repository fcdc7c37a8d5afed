"""Delivery, to a real SMTP server on this machine."""

import email
import smtplib
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
from facilitator.jobs.runner import build_scheduler
from facilitator.mail import jobs
from facilitator.mail.bounces.queries import bounce_of, mark_bounced
from facilitator.mail.jobs import deliver, deliver_urgent
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import post, said_today
from facilitator.mail.rules import BounceSource, MailState
from tests.conftest import keep


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written may leave at once: how long a message settles is told with the batches."""
    monkeypatch.setattr("facilitator.mail.queries.SETTLES", timedelta())


class Inbox:
    """What the server received; addresses that start with « absent » are refused."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any
    ) -> str:
        if to.startswith("absent"):
            return "550 no such user"
        if to.startswith("plein"):
            return "552 5.2.2 mailbox full"
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
    say("plein@essai.example")
    say("present@essai.example")
    at = now()
    for hour in range(0, 60, 3):
        with time_machine.travel(at + timedelta(hours=hour)):
            deliver()

    refused, passed = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    assert (refused.state, refused.tries, refused.last_error) == (
        MailState.DEAD,
        5,
        "552 5.2.2 mailbox full",
    )
    assert passed.state is MailState.SENT
    assert len(inbox.received) == 1


def test_an_address_that_does_not_exist_is_not_tried_again_and_is_known(inbox: Inbox) -> None:
    say("absent@essai.example")
    deliver()

    assert (stored().state, stored().tries) == (MailState.DEAD, 1)
    row = bounce_of("absent@essai.example")
    assert row is not None
    assert (row.source, row.reason) == (BounceSource.SERVER, "550 no such user")


def test_an_address_that_receives_again_is_in_error_no_more(inbox: Inbox) -> None:
    mark_bounced("camille@essai.example", BounceSource.SERVER, "550", now())
    say()
    deliver()

    assert bounce_of("camille@essai.example") is None


def test_outside_production_only_what_the_list_names_leaves(inbox: Inbox, app: Flask) -> None:
    app.config |= {"ENVIRONMENT": "recette", "MAIL_ALLOW": "@essai.example, claude@autre.example"}
    for to in ("a@essai.example", "claude@autre.example", "camille@autre.example"):
        say(to)
    deliver()

    assert [mail["To"] for mail in inbox.received] == ["a@essai.example", "claude@autre.example"]
    assert {mail["Subject"] for mail in inbox.received} == {"[recette] Déclaration de février"}
    states = list(db.session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))
    assert states == [MailState.SENT, MailState.SENT, MailState.HELD]
    app.config |= {"ENVIRONMENT": "production"}
    assert deliver() == "Aucun message à envoyer."


def test_past_its_quota_a_body_waits_for_tomorrow_save_what_is_urgent(inbox: Inbox, app: Flask) -> None:
    app.config |= {"MAIL_DAILY_QUOTA": "2"}
    noon = now().replace(hour=12)
    with time_machine.travel(noon):
        for number in range(4):
            say(f"a{number}@essai.example", body_id=7)
        say("b@essai.example", body_id=8)
        say("code@essai.example", body_id=7, urgent=True)
        deliver()
        assert [mail["To"][0] for mail in inbox.received] == ["c", "a", "a", "b"]
        waiting = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.state == MailState.QUEUED)
        ).all()
        assert {(one.tries, one.last_error[:13]) for one in waiting} == {(0, "Le quota du j")}
    with time_machine.travel(noon + timedelta(hours=20)):
        deliver()
    assert len(inbox.received) == 6


def test_what_its_reader_may_refuse_says_how(inbox: Inbox) -> None:
    say(unsubscribe="https://essai.example/avis/x")
    deliver()

    (mail,) = inbox.received
    assert mail["List-Unsubscribe"] == "<https://essai.example/avis/x>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_connection_lost_midway_costs_one_message_one_try(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        say(f"a{number}@essai.example")
    real, calls = smtplib.SMTP.send_message, []

    def send(server: smtplib.SMTP, mail: EmailMessage) -> Any:
        calls.append(mail["To"])
        if len(calls) == 2:
            server.close()
            raise smtplib.SMTPServerDisconnected("gone")
        return real(server, mail)

    monkeypatch.setattr(smtplib.SMTP, "send_message", send)
    assert deliver().startswith("2")
    assert len(inbox.received) == 2


def test_somebody_is_reminded_once_a_day(app: Flask) -> None:
    with time_machine.travel("2027-03-01T22:30:00+00:00"):  # 23 h 30 in Paris
        say()
        assert said_today("Camille@essai.example", "Rappel")
        assert not said_today("camille@essai.example", "Code")
    with time_machine.travel("2027-03-01T23:30:00+00:00"):
        assert not said_today("camille@essai.example", "Rappel")


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


def test_a_code_leaves_before_the_crowd_and_alone_when_asked(app: Flask, inbox: Inbox) -> None:
    for number in range(3):
        post("Invitation", f"a{number}@essai.example", "Bienvenue", "Bonjour")
    post("Code", "elle@essai.example", "Votre code", "123456", urgent=True)
    keep()
    assert deliver_urgent() == "1\u00a0message envoyé, 0\u00a0autre en attente."
    assert deliver_urgent() is None
    post("Code", "lui@essai.example", "Votre code", "654321", urgent=True)
    keep()
    deliver()
    assert [message["To"] for message in inbox.received[:3]] == [
        "elle@essai.example",
        "lui@essai.example",
        "a0@essai.example",
    ]


def test_where_nothing_may_leave_nothing_is_urgent(app: Flask) -> None:
    post("Code", "elle@essai.example", "Votre code", "123456", urgent=True)
    keep()
    assert deliver_urgent() is None


def test_the_worker_sends_a_code_within_seconds_and_rests_when_the_server_is_away(
    app: Flask, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    rushes = {
        job.id: job.func for job in build_scheduler(app, "essai").get_jobs() if job.id.endswith("at once")
    }
    assert set(rushes) == {"deliver-mail at once", "deliver-sms at once"}
    rush, port = rushes["deliver-mail at once"], app.config["SMTP_PORT"]
    post("Code", "elle@essai.example", "Votre code", "123456", urgent=True)
    keep()
    app.config["SMTP_PORT"] = "1"
    rush()
    app.config["SMTP_PORT"] = port
    rush()
    assert (len(caplog.records), len(inbox.received)) == (1, 0)
    with time_machine.travel(now() + timedelta(minutes=2)):
        rush()
    assert len(inbox.received) == 1
