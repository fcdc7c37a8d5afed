"""The chain: one link after the other whoever writes, and every tampering seen."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from facilitator.audit.models import AuditEvent, AuditHead
from facilitator.audit.queries import broken_links, history_of, record, verify
from facilitator.audit.rules import GENESIS
from facilitator.db import db, unaudited
from tests.conftest import keep
from tests.factories import make_organisation

WRITERS = 20


def write(count: int) -> None:
    for number in range(count):
        record("test.done", "test", number=number)
        db.session.commit()


def behind_our_back(statement: object) -> None:
    with unaudited(db.session, "a tampering"):
        db.session.execute(statement)  # type: ignore[call-overload]
        db.session.commit()
    db.session.expire_all()


def test_an_event_says_who_did_what_to_which_row(app: Flask) -> None:
    company = make_organisation()
    record("organisation.created", company, kind="company")
    keep()

    (told,) = history_of(company)
    event = db.session.get_one(AuditEvent, told.id)
    assert (told.action, told.details) == ("organisation.created", {"kind": "company"})
    assert (event.action, event.subject_kind, event.subject_id) == (
        "organisation.created",
        "organisation",
        company.id,
    )
    assert event.previous == GENESIS
    assert broken_links() == []


def test_an_empty_chain_is_whole(app: Flask) -> None:
    assert verify().broken == []


@pytest.mark.parametrize("events", [0, 3])
def test_twenty_parallel_writers_make_one_chain(app: Flask, events: int) -> None:
    """With `events` = 0 the twenty also race to make the head."""
    write(events)
    ready = Barrier(WRITERS)

    def one(writer: int) -> None:
        ready.wait()
        with app.app_context():
            for number in range(3):
                record("test.raced", "test", writer=writer, number=number)
                db.session.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(one, range(WRITERS)))

    verdict = verify()
    assert (verdict.broken, verdict.count) == ([], events + WRITERS * 3)


def edit(event: AuditEvent, _other: AuditEvent) -> None:
    behind_our_back(update(AuditEvent).where(AuditEvent.id == event.id).values(action="test.undone"))


def edit_details(event: AuditEvent, _other: AuditEvent) -> None:
    behind_our_back(update(AuditEvent).where(AuditEvent.id == event.id).values(details={"number": -1}))


def reseal(event: AuditEvent, _other: AuditEvent) -> None:
    """Edit, and compute the seal again, as somebody who read the source would."""
    event.action = "test.undone"
    event.sealed = event.expected_seal(event.previous)
    keep()


def remove(event: AuditEvent, _other: AuditEvent) -> None:
    behind_our_back(delete(AuditEvent).where(AuditEvent.id == event.id))


def swap(event: AuditEvent, other: AuditEvent) -> None:
    first, second = event.id, other.id
    for identifier, becomes in ((first, 10_000), (second, first), (10_000, second)):
        behind_our_back(update(AuditEvent).where(AuditEvent.id == identifier).values(id=becomes))


def truncate(event: AuditEvent, _other: AuditEvent) -> None:
    behind_our_back(delete(AuditEvent).where(AuditEvent.id >= event.id))


def behead(_event: AuditEvent, _other: AuditEvent) -> None:
    behind_our_back(delete(AuditHead))


TAMPERINGS = [edit, edit_details, reseal, remove, swap, truncate, behead]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_each_tampering_is_seen_wherever_it_strikes(
    app: Flask, tamper: Callable[[AuditEvent, AuditEvent], None]
) -> None:
    write(12)
    for place in (0, 5, 11):
        events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        event, other = events[place], events[place - 1]
        tamper(event, other)
        assert broken_links(), f"{tamper.__name__} at {place} went unseen"
        behind_our_back(delete(AuditEvent))
        behind_our_back(delete(AuditHead))
        write(12)


def test_a_chain_rewritten_whole_is_betrayed_by_a_seal_noted_elsewhere(app: Flask) -> None:
    write(4)
    noted = verify().head
    behind_our_back(delete(AuditEvent))
    behind_our_back(delete(AuditHead))
    write(4)

    assert verify().broken == []
    assert verify(noted).broken == ["Le sceau noté n’est plus dans le journal : il a été réécrit."]


def test_a_noted_seal_is_found_however_long_the_chain_grows(app: Flask) -> None:
    write(2)
    noted = verify().head
    write(random.randint(1, 5))

    assert verify(noted).broken == []
