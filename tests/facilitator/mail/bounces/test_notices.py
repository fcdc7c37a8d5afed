"""Notices of non-delivery: believed of our own messages to their own addresses, and of nothing else."""

import json
import random
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from facilitator.audit.models import AuditEvent
from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.mail.bounces.commands import mail_command
from facilitator.mail.bounces.jobs import read_bounces
from facilitator.mail.bounces.notice_queries import NoticeFate, apply_file
from facilitator.mail.bounces.notice_rules import WEIGHT_AT_MOST, NoticeKind, kind_of, read_notice
from facilitator.mail.bounces.queries import bounce_of
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import mark_sent, post
from facilitator.mail.rules import BounceSource, MailState
from facilitator.words import RuleBroken

TO = "nadia@essai.example"
UNKNOWN_USER = "5.1.1", "smtp; 550 5.1.1 no such user"


def notice(
    message_id: str,
    recipient: str = TO,
    action: str = "failed",
    status: tuple[str, str] = UNKNOWN_USER,
    *,
    date: str = "",
    returned: str = "text/rfc822-headers",
    original: str = "",
) -> bytes:
    """A notice as mail servers write them."""
    first = f"Original-Recipient: rfc822; {original}\r\n" if original else ""
    head = f"Date: {date}\r\n" if date else ""
    return (
        f"From: MAILER-DAEMON@essai.example\r\n{head}MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nVotre message n’est pas arrivé.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.essai.example\r\n\r\n"
        f"{first}Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status[0]}\r\n"
        f"Diagnostic-Code: {status[1]}\r\n"
        f"\r\n--b\r\nContent-Type: {returned}\r\n\r\nMessage-ID: {message_id}\r\nTo: {TO}\r\n\r\n--b--\r\n"
    ).encode()


def left(to: str = TO, key: str = "one", body_id: int = 1) -> OutboxMessage:
    """A message that the server took an hour ago."""
    message = post("Rappel", to, "Mars", "Bonjour", key=key, body_id=body_id)
    mark_sent(message, now() - timedelta(hours=1))
    db.session.flush()
    return message


def fates(raw: bytes) -> list[NoticeFate]:
    return [one.fate for one in apply_file("a.eml", raw)]


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", NoticeKind.ADDRESS),
        ("Failed", "5.0.0 (undefined)", NoticeKind.ADDRESS),
        ("failed", "5.2.2", NoticeKind.ADDRESS),
        ("failed", "5.4.4", NoticeKind.ADDRESS),
        ("failed", "5.2.3", NoticeKind.MESSAGE),
        ("failed", "5.3.4", NoticeKind.MESSAGE),
        ("failed", "5.7.1", NoticeKind.MESSAGE),
        ("failed", "4.4.7", NoticeKind.MESSAGE),
        ("delayed", "4.4.1", NoticeKind.DELAYED),
        ("delayed", "5.1.1", NoticeKind.OTHER),
        ("delivered", "2.0.0", NoticeKind.OTHER),
        ("failed", "2.1.5", NoticeKind.OTHER),
        ("failed", "", NoticeKind.OTHER),
        ("", "5.1.1", NoticeKind.OTHER),
    ],
)
def test_an_action_and_a_status_say_one_thing(action: str, status: str, kind: NoticeKind) -> None:
    assert kind_of(action, status) is kind


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_permanent_failure_marks_the_address_once(app: Flask, returned: str) -> None:
    message = left()
    raw = notice(message.message_id, recipient=TO.upper(), returned=returned)

    assert fates(raw) == [NoticeFate.BOUNCED]
    assert fates(raw) == [NoticeFate.KNOWN]
    row = bounce_of(TO)
    assert row is not None
    assert (row.source, row.reason) == (BounceSource.NOTICE, "5.1.1 smtp; 550 5.1.1 no such user")
    assert message.state is MailState.DEAD
    told = select(AuditEvent).where(AuditEvent.action == "mail.address_bounced")
    assert len(db.session.scalars(told).all()) == 1
    db.session.rollback()


def test_a_delay_and_a_policy_touch_no_address(app: Flask) -> None:
    slow, refused = left(key="slow"), left(key="refused")

    assert fates(notice(slow.message_id, action="delayed", status=("4.4.1", "timed out"))) == [
        NoticeFate.DELAYED
    ]
    assert fates(notice(refused.message_id, status=("5.7.1", "spam"))) == [NoticeFate.GIVEN_UP]
    assert (slow.state, slow.last_error) == (MailState.SENT, "4.4.1 timed out")
    assert refused.state is MailState.DEAD
    assert bounce_of(TO) is None
    db.session.rollback()


def test_what_is_forged_or_old_is_not_believed(app: Flask) -> None:
    mine, theirs = left(), left("autre@essai.example", "other", body_id=2)
    waits = post("Rappel", TO, "Avril", "Bonjour", key="waits")
    db.session.flush()
    old = format_datetime(now() - timedelta(days=2))

    assert fates(notice("<personne@essai.example>")) == [NoticeFate.UNKNOWN]
    assert fates(notice("")) == [NoticeFate.UNKNOWN]
    assert fates(notice(theirs.message_id, recipient=TO)) == [NoticeFate.OTHER_ADDRESS]
    assert fates(notice(mine.message_id, recipient="autre@essai.example")) == [NoticeFate.OTHER_ADDRESS]
    assert fates(notice(waits.message_id)) == [NoticeFate.UNKNOWN]
    assert fates(notice(mine.message_id, date=old)) == [NoticeFate.OLDER]
    assert [bounce_of(one.to) for one in (mine, theirs)] == [None, None]
    forwarded = notice(mine.message_id, recipient="nadia@ailleurs.example", original=TO)
    assert fates(forwarded) == [NoticeFate.BOUNCED]
    assert bounce_of("nadia@ailleurs.example") is None
    db.session.rollback()


def hostile() -> list[bytes]:
    """Files that a mail address receives in its life."""
    good, luck = notice("<a@essai.example>"), random.Random(7)
    deep = b"".join(
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(3000)
    )
    flat = good.replace(b"message/delivery-status", b"text/plain")
    odd = good.replace(b"report-type=delivery-status", b"report-type*=utf-8''delivery%2Dstatus%FF")
    bent = [
        bytes(luck.choice((byte, 0, 10, 255)) if luck.random() < 0.05 else byte for byte in good)
        for _ in range(60)
    ]
    cut = [good[:length] for length in range(0, len(good), 60)]
    return [b"", b"\x00" * 5000, b"a" * (WEIGHT_AT_MOST + 1), deep, flat, odd, *bent, *cut]


def test_no_file_breaks_the_reading() -> None:
    for raw in hostile():
        try:
            found = read_notice(raw)
        except RuleBroken:
            continue
        assert all(len(one.said) <= 300 and "\n" not in one.said for one in found)


def test_many_recipients_are_bounded() -> None:
    block = b"\r\nFinal-Recipient: rfc822; x@essai.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    first = b"\r\n\r\nFinal-Recipient"
    raw = notice("<a@essai.example>").replace(first, b"\r\n" + block * 500 + b"\r\nFinal-Recipient")

    assert len(read_notice(raw)) == 20


def test_the_console_reads_dry_then_writes(app: Flask, tmp_path: Path) -> None:
    with unaudited(db.session, "a test prepares"):
        message = left()
        db.session.commit()
    (tmp_path / "a.eml").write_bytes(notice(message.message_id))
    (tmp_path / "b.eml").write_bytes(b"Bonjour")

    def run(*words: str) -> str:
        answer = CliRunner().invoke(mail_command, ["bounces", str(tmp_path), *words])
        assert answer.exit_code == 0, answer.output
        return answer.output

    assert "Ajoutez --apply" in run()
    assert bounce_of(TO) is None
    db.session.rollback()
    assert [one["fate"] for one in json.loads(run("--apply", "--json"))] == ["bounced", "unread"]
    assert bounce_of(TO) is not None
    assert sorted(file.name for file in tmp_path.glob("*.eml*")) == ["a.eml.lu", "b.eml.lu"]
    db.session.rollback()


def test_the_job_reads_a_maildir_once(app: Flask, tmp_path: Path) -> None:
    assert "FACILITATOR_BOUNCE_DIR" in read_bounces()
    with unaudited(db.session, "a test prepares"):
        message = left()
        db.session.commit()
    inbox = tmp_path / "new"
    inbox.mkdir()
    (inbox / "1.mx").write_bytes(notice(message.message_id))
    (inbox / "2.mx").symlink_to("/etc/hostname")
    app.config["BOUNCE_DIR"] = str(tmp_path)

    assert read_bounces() == "Adresse notée en erreur\u00a0: 1."
    assert read_bounces() == "Aucun avis n’attend."
    assert [file.name for file in (tmp_path / "cur").iterdir()] == ["1.mx:2,S"]
    db.session.rollback()
