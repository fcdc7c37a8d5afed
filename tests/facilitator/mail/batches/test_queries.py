"""What leaves in too great a number waits for somebody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.batches.queries import decide, due_then_held, hold_storms, readers, size_of
from facilitator.mail.models import MailBatch, OutboxMessage
from facilitator.mail.queries import due_ids, post
from facilitator.mail.rules import RISING, BatchState, Channel, MailState
from tests.conftest import keep

BODY = 7
MORNING = datetime(2027, 3, 1, 9, tzinfo=UTC)


def write(count: int, first: int = 0, **more: object) -> list[OutboxMessage]:
    """So many messages of one kind, each to somebody else."""
    values = {"body_id": BODY} | more
    messages = [
        post("Rappel", f"a{number}@essai.example", "Mars", "Bonjour", **values)  # type: ignore[arg-type]
        for number in range(first, first + count)
    ]
    keep()
    return messages


def held() -> MailBatch:
    return db.session.scalars(select(MailBatch)).one()


def test_two_hundred_leave_by_themselves(app: Flask) -> None:
    write(200)

    assert hold_storms(now()) == 0
    assert len(due_ids(now() + timedelta(minutes=1), 999)) == 200


def test_a_batch_that_a_job_writes_for_minutes_is_held_whole(app: Flask) -> None:
    """A hundred a minute, each committed by itself, while the deliveries go on: none leaves."""
    began, left = MORNING, []
    for minute in range(3):
        with time_machine.travel(began + timedelta(minutes=minute), tick=False):
            write(100, 1000 * minute)
            left += due_then_held(Channel.MAIL, 999)[0]
    with time_machine.travel(began + timedelta(minutes=5)):
        left += due_then_held(Channel.MAIL, 999)[0]

    assert left == []
    assert size_of(held()) == 300


def test_what_a_delivery_has_not_seen_when_it_began_does_not_leave_with_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that took ten minutes is committed between two reads of one delivery."""

    def late(at: datetime) -> int:
        with time_machine.travel(at - timedelta(minutes=11)):
            write(201)
        return 0

    monkeypatch.setattr("facilitator.mail.batches.queries.hold_storms", late)
    assert due_then_held(Channel.MAIL, 999) == ([], 0)


def test_messages_that_come_one_by_one_leave_after_a_minute_or_ten(app: Flask) -> None:
    at = MORNING
    with time_machine.travel(at, tick=False):
        write(1)
    assert list(due_ids(at, 9)) == []
    assert len(due_ids(at + timedelta(minutes=1), 9)) == 1
    with time_machine.travel(at + timedelta(minutes=11), tick=False):
        write(RISING, 100)
        assert len(due_ids(now(), 9)) == 1, "what has waited ten minutes leaves even so"


def test_two_hundred_and_one_wait_together(app: Flask) -> None:
    write(201)

    assert hold_storms(now()) == 201
    assert list(due_ids(now() + timedelta(hours=1), 999)) == []
    assert (held().body_id, held().kind, size_of(held()), len(readers(held()))) == (BODY, "Rappel", 201, 201)
    assert hold_storms(now()) == 0


def test_what_left_earlier_in_the_day_counts(app: Flask) -> None:
    for message in write(150):
        message.state, message.sent_at = MailState.SENT, now()
    write(51, 150)

    assert hold_storms(now()) == 51


def test_another_body_another_kind_and_what_is_urgent_are_not_held(app: Flask) -> None:
    write(150)
    write(100, 500, body_id=8)
    write(150, 700, urgent=True)
    for number in range(60):
        post("Code", f"b{number}@essai.example", "Mars", "Bonjour", body_id=BODY)

    assert hold_storms(now()) == 0


@pytest.mark.parametrize(
    ("state", "becomes"),
    [(BatchState.CONFIRMED, MailState.QUEUED), (BatchState.REFUSED, MailState.REFUSED)],
)
def test_somebody_decides_once_for_all(app: Flask, state: BatchState, becomes: MailState) -> None:
    write(201)
    hold_storms(now())
    db.session.commit()

    assert decide(held(), state, "Camille Essai")
    db.session.commit()
    assert not decide(held(), BatchState.REFUSED, "Dominique")
    assert set(db.session.scalars(select(OutboxMessage.state))) == {becomes}
    assert hold_storms(now()) == 0, "what was confirmed is not held again"


def test_more_of_the_same_after_a_confirmation_is_held_in_its_turn(app: Flask) -> None:
    write(201)
    hold_storms(now())
    decide(held(), BatchState.CONFIRMED, "Camille Essai")
    db.session.commit()
    write(201, 1000)

    assert hold_storms(now()) == 201


def test_what_comes_while_it_waits_joins_it(app: Flask) -> None:
    write(201)
    hold_storms(now())
    db.session.commit()
    write(201, 1000)

    assert hold_storms(now()) == 201
    assert size_of(held()) == 402
