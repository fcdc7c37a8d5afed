"""Short messages: the same outbox, tried again, by the sender that the settings name."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.jobs import deliver
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import MailState
from facilitator.mail.sms import senders
from facilitator.mail.sms.jobs import deliver_sms
from facilitator.mail.sms.queries import post_sms
from facilitator.mail.sms.rules import NotSent
from facilitator.words import RuleBroken
from tests.conftest import keep

TO_FILE = "facilitator.mail.sms.senders:to_file"


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written may leave at once: how long a message settles is told with the batches."""
    monkeypatch.setattr("facilitator.mail.queries.SETTLES", timedelta())


def say(**more: str) -> OutboxMessage:
    """One short message."""
    message = post_sms("Code", "+33612345678", "Votre code est 123456.", **more)  # type: ignore[arg-type]
    keep()
    return message


def stored() -> OutboxMessage:
    """The message as it stands."""
    return db.session.query(OutboxMessage).populate_existing().one()


def test_without_a_sender_they_wait(app: Flask) -> None:
    say()
    assert "Aucun envoi de SMS" in deliver_sms()
    assert stored().state is MailState.QUEUED


def test_the_sender_of_the_settings_takes_them_and_the_mail_leaves_them(app: Flask, tmp_path: Path) -> None:
    app.config |= {
        "SMS_SENDER": TO_FILE,
        "UPLOAD_DIR": str(tmp_path),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": "1",
    }
    say()
    assert deliver() == "Aucun message à envoyer."
    assert deliver_sms().startswith("1\u00a0SMS envoyé")
    assert deliver_sms().startswith("0\u00a0SMS")
    (line,) = (tmp_path / "sms.jsonl").read_text().splitlines()
    assert json.loads(line)["to"] == "+33612345678"


def test_what_fails_is_tried_again_later(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_to: str, _text: str) -> None:
        raise NotSent("quota dépassé")

    monkeypatch.setattr(senders, "to_file", fails)
    app.config["SMS_SENDER"] = TO_FILE
    say()
    deliver_sms()
    message = stored()
    assert (message.state, message.last_error) == (MailState.FAILED, "quota dépassé")
    assert message.next_try_at > now()


def test_the_same_thing_is_said_once(app: Flask) -> None:
    assert say(key="month 2026-10").id == say(key="month 2026-10").id


@pytest.mark.parametrize("number", ["0612345678", "", "+33", "Camille"])
def test_a_number_is_an_international_one(app: Flask, number: str) -> None:
    with pytest.raises(RuleBroken):
        post_sms("Code", number, "Bonjour")
