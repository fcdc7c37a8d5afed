"""The outbox: written with the act, claimed by one sender."""

from datetime import timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import claim, due_ids, mark_failed, mark_sent, post
from facilitator.mail.rules import CLAIM_LASTS, SETTLES, MailState
from facilitator.words import RuleBroken
from tests.conftest import keep

BREAKS = [
    "\r",
    "\n",
    "\r\n",
    "\n\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\x00",
]
WORDS = ["", "Rappel", "Été ", "=?utf-8?q?x?=", "a,b", '"', "<x@y.fr>", "\ud800"]
INJECTED = [
    "Bcc: mal@veillant.example",
    "\tsuite",
    "Content-Type: text/html",
    "",
    "--frontière",
    ".",
    "x: y\r\n\r\ncorps",
]
PAYLOADS = [a + b + c for a, b, c in product(WORDS, BREAKS, INJECTED)]


def posted() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


def test_a_message_waits_with_the_act_it_tells_of(app: Flask) -> None:
    post("Invitation", "Camille@essai.example", "Bienvenue", "Bonjour")

    db.session.rollback()

    assert posted() == 0


def test_the_same_thing_posted_twice_is_one_message(app: Flask) -> None:
    first = post("Rappel", "a@essai.example", "Mars", "Bonjour", key="contrat 12, 2027-03")
    second = post("Rappel", "A@essai.example", "Mars", "Bonjour", key="contrat 12, 2027-03")

    assert first is second
    assert posted() == 1


def test_no_hostile_payload_adds_a_header(app: Flask) -> None:
    tried = 0
    for payload in PAYLOADS:
        for where in ("kind", "to", "subject"):
            values = {"kind": "Rappel", "to": "a@essai.example", "subject": "Mars"} | {where: payload}
            with pytest.raises(RuleBroken):
                post(values["kind"], values["to"], values["subject"], "Bonjour")
            tried += 1
    assert tried >= 1000
    assert posted() == 0


def test_one_sender_alone_holds_a_message(app: Flask) -> None:
    message = post("Rappel", "a@essai.example", "Mars", "Bonjour")
    keep()

    at = now() + SETTLES
    assert list(due_ids(at, 10)) == [message.id]
    assert claim(message.id, at) is message
    assert claim(message.id, at) is None
    assert list(due_ids(at, 10)) == []
    assert claim(message.id, at + CLAIM_LASTS + timedelta(seconds=1)) is message
    assert message.tries == 2


def test_a_message_is_given_up_after_five_tries(app: Flask) -> None:
    message = post("Rappel", "a@essai.example", "Mars", "Bonjour")
    keep()
    at = now()
    for _ in range(5):
        assert claim(message.id, at) is message
        mark_failed(message, at, "550 no such user")
        at = message.next_try_at

    assert message.state is MailState.DEAD
    assert claim(message.id, at + timedelta(days=9)) is None


def test_a_sent_message_is_not_due_again(app: Flask) -> None:
    message = post("Rappel", "a@essai.example", "Mars", "Bonjour")
    keep()
    claim(message.id, now())
    mark_sent(message, now())
    db.session.flush()

    assert list(due_ids(now() + timedelta(days=9), 10)) == []
