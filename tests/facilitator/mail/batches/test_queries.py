"""What leaves in too great a number waits for somebody."""

import pytest
from flask import Flask
from sqlalchemy import select

from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.batches.queries import decide, hold_storms, readers, size_of
from facilitator.mail.models import MailBatch, OutboxMessage
from facilitator.mail.queries import due_ids, post
from facilitator.mail.rules import BatchState, MailState
from tests.conftest import keep

BODY = 7


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
    assert len(due_ids(now(), 999)) == 200


def test_two_hundred_and_one_wait_together(app: Flask) -> None:
    write(201)

    assert hold_storms(now()) == 201
    assert list(due_ids(now(), 999)) == []
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
