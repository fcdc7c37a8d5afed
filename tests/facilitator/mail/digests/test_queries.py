"""What can wait for the morning is said once, in one message."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from facilitator.audit.models import AuditEvent
from facilitator.db import db
from facilitator.mail.digests.jobs import send_digests
from facilitator.mail.digests.models import Notice
from facilitator.mail.digests.queries import address_of, choose, frequency_of, notify, token_of
from facilitator.mail.digests.rules import Frequency
from facilitator.mail.models import OutboxMessage
from facilitator.words import RuleBroken
from tests.conftest import keep

TO = "camille@essai.example"


def tell(key: str, to: str = TO, **more: object) -> Notice | None:
    kind, sentence, url = "Heures", f"Le mois {key} est <validé>.", f"https://essai/{key}"
    notice = notify(to, kind, sentence, url, key=key, **more)  # type: ignore[arg-type]
    keep()
    return notice


def messages() -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_a_day_of_news_is_one_message(app: Flask) -> None:
    for key in ("mars", "avril"):
        tell(key, body_id=7)
    tell("mai", "claude@essai.example")
    assert messages() == []

    assert send_digests() == "2\u00a0points du jour écrits."
    assert send_digests() == "0\u00a0point du jour écrit."

    mine, other = sorted(messages(), key=lambda one: one.to)
    assert mine.subject == "Votre point du jour\u00a0: 2\u00a0nouvelles"
    assert "Heures\n- Le mois mars est <validé>.\n  https://essai/mars\n- Le mois avril" in mine.text
    assert "Le mois mars est &lt;validé&gt;." in mine.html
    assert (mine.body_id, other.body_id) == (7, None)
    assert mine.unsubscribe in mine.text
    assert address_of(mine.unsubscribe.rpartition("/")[2]) == TO


def test_the_same_thing_is_told_once(app: Flask) -> None:
    assert tell("mars") is not None
    assert tell("mars") is None
    send_digests()
    assert tell("mars") is None


def test_what_comes_after_the_digest_waits_for_tomorrow(app: Flask) -> None:
    with time_machine.travel("2027-03-01T06:30:00+00:00"):
        tell("mars")
        send_digests()
        tell("avril")
        assert send_digests().startswith("0")
    with time_machine.travel("2027-03-02T06:30:00+00:00"):
        assert send_digests().startswith("1")
    assert len({one.message_id for one in messages()}) == 2


def test_whoever_wants_it_is_told_at_once(app: Flask) -> None:
    choose(TO, Frequency.IMMEDIATE)
    tell("mars")

    (said,) = messages()
    assert (said.kind, said.subject) == ("Heures", "Le mois mars est <validé>.")
    assert send_digests().startswith("0")


def test_whoever_wants_nothing_is_told_of_duties_alone(app: Flask) -> None:
    tell("février")
    choose(TO, Frequency.NONE)
    keep()

    assert tell("mars") is None
    assert tell("avril", duty=True) is not None
    send_digests()
    (said,) = messages()
    assert "avril" in said.text
    assert "février" not in said.text


def test_choosing_twice_leaves_one_event(app: Flask) -> None:
    for _ in range(2):
        choose("Camille@essai.example", Frequency.NONE)
        db.session.commit()

    assert frequency_of(TO) is Frequency.NONE
    assert [one.action for one in db.session.scalars(select(AuditEvent))] == ["mail.frequency"]


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_a_forged_link_is_nobodys(app: Flask, token: str) -> None:
    assert address_of(token) is None
    assert address_of(token_of(TO)[:-1] + "?") is None


def test_a_link_holds_for_a_year(app: Flask) -> None:
    with time_machine.travel("2027-03-01"):
        token = token_of(TO)
    with time_machine.travel("2028-02-28"):
        assert address_of(token) == TO
    with time_machine.travel("2028-04-01"):
        assert address_of(token) is None


@pytest.mark.parametrize("sentence", ["", "x" * 401])
def test_a_notice_is_a_sentence(app: Flask, sentence: str) -> None:
    with pytest.raises(RuleBroken):
        notify(TO, "Heures", sentence, key="x")
