"""Places under two engines: two at once on the last one, reminders once, names erased and counts kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from facilitator.clock import told_at
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import keep
from tests.factories import make_body
from tests.factories_events import at, make_event, make_guest, make_slot
from tests.factories_hours import make_participant
from worksites.events.guests.jobs import run_forgetting, run_reminders
from worksites.events.guests.keeping_queries import follow
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_queries import answer
from worksites.events.guests.queries import counts_of
from worksites.events.guests.rules import FORGOTTEN, GuestOrigin, GuestState
from worksites.events.models import Event
from worksites.events.rules import EventState, EventStep, GuestKind

pytestmark = pytest.mark.usefixtures("app")
LONG_BEFORE = at(9) - timedelta(days=9)


def invited(event: Event, name: str, **over: object) -> EventGuest:
    person = make_participant(body_id=event.body_id, email=f"{name}@essai.example")
    values = {"state": GuestState.INVITED, "invited_at": LONG_BEFORE, "slot_id": None}
    return make_guest(event, person, **values | over)


def sent(kind: str = "") -> list[tuple[str, str]]:
    found = select(OutboxMessage.kind, OutboxMessage.to).order_by(OutboxMessage.id)
    return [(row[0], row[1]) for row in db.session.execute(found) if kind in row[0]]


def test_of_two_at_once_on_the_last_place_one_comes_and_one_waits(app: Flask) -> None:
    event = make_event()
    slot = make_slot(event, seats=1)
    ids = [invited(event, f"p{index}").id for index in range(6)]
    slot_id = slot.id
    keep()
    db.session.rollback()
    together = Barrier(len(ids))

    def say_yes(guest_id: int) -> None:
        with app.app_context(), told_at(LONG_BEFORE):
            together.wait()
            answer(db.session.get_one(EventGuest, guest_id), GuestState.COMING, slot_id)
            db.session.commit()

    with ThreadPoolExecutor(len(ids)) as pool:
        list(pool.map(say_yes, ids))

    states = [one.state for one in db.session.scalars(select(EventGuest))]
    assert sorted(states) == [GuestState.COMING] + [GuestState.WAITING] * 5


def test_who_waits_longest_moves_up_and_nobody_loses_a_place_for_another() -> None:
    event = make_event()
    early, late = make_slot(event, 9, seats=1), make_slot(event, 10, seats=1)
    first, second, third = (invited(event, name) for name in ("un", "deux", "trois"))
    with told_at(LONG_BEFORE):
        answer(first, GuestState.COMING, early.id)
        answer(second, GuestState.COMING, early.id)
        answer(third, GuestState.COMING, late.id)
        with pytest.raises(Exception, match="complète"):
            answer(first, GuestState.COMING, late.id)
        assert (first.state, second.state) == (GuestState.COMING, GuestState.WAITING)
        answer(third, GuestState.MAYBE, None)
        answer(first, GuestState.COMING, late.id)
        db.session.commit()
    assert [one.state for one in (first, second, third)] == [
        GuestState.COMING, GuestState.COMING, GuestState.MAYBE,
    ]  # fmt: skip
    assert sent("libérée") == [("Place libérée à un événement", "deux@essai.example")]


def test_each_is_reminded_once_two_days_before_and_never_after_a_no() -> None:
    event = make_event()
    slot = make_slot(event)
    invited(event, "vient", state=GuestState.COMING, slot=slot, answered_at=LONG_BEFORE)
    invited(event, "silence")
    invited(event, "non", state=GuestState.NOT_COMING)
    invited(event, "attend", state=GuestState.WAITING)
    keep()
    with told_at(at(10) - timedelta(days=3)):
        run_reminders()
        assert sent() == []
    with told_at(at(10) - timedelta(days=2)):
        assert run_reminders() == "2\u00a0invités rappelés."
        run_reminders()
    assert [to for _, to in sent("Rappel")] == ["vient@essai.example", "silence@essai.example"]


def test_a_cancelled_or_moved_event_is_told_once_to_who_may_come() -> None:
    event = make_event()
    invited(event, "vient", state=GuestState.COMING, language="ar")
    invited(event, "non", state=GuestState.WITHDRAWN)
    invited(event, "jamais", state=GuestState.PROPOSED, invited_at=None)
    for step in (EventStep.MOVED, EventStep.MOVED):
        follow("event", event.id, step.value, "")
    event.sequence, event.state = 1, EventState.CANCELLED
    follow("event", event.id, EventStep.CANCELLED.value, "salle fermée")
    follow("worksite", event.id, EventStep.CANCELLED.value, "")
    keep()
    assert sent() == [
        ("Événement déplacé", "vient@essai.example"), ("Événement annulé", "vient@essai.example"),
    ]  # fmt: skip
    texts = db.session.scalars(select(OutboxMessage.text)).all()
    assert all("salle fermée" not in text for text in texts)


def test_names_typed_are_erased_after_the_event_and_the_counts_stay() -> None:
    event = make_event(make_body())
    make_guest(event, state=GuestState.COMING)
    for index, state in enumerate((GuestState.COMING, GuestState.NOT_COMING, GuestState.MAYBE)):
        typed = EventGuest(
            body_id=event.body_id, event=event, kind=GuestKind.PERSON, name=f"Nom {index}", state=state,
            email=f"n{index}@essai.example", origin=GuestOrigin.PUBLIC, reason="dit au téléphone",
        )  # fmt: skip
        db.session.add(typed)
    keep()
    before = counts_of(event.id)
    with told_at(at(12) + timedelta(days=89)):
        run_forgetting()
        assert db.session.scalar(select(func.count()).where(EventGuest.name == FORGOTTEN)) == 0
    with told_at(at(12) + timedelta(days=91)):
        assert run_forgetting() == "3\u00a0noms effacés."
        assert run_forgetting() == "0\u00a0nom effacé."
    assert counts_of(event.id) == before
    left = db.session.scalars(select(EventGuest).where(EventGuest.participant_id.is_(None))).all()
    assert {(one.shown_name, one.email, one.reason, one.code_hash) for one in left} == {
        (FORGOTTEN, "", "", None)
    }
