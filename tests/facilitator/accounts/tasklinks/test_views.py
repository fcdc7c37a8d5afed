"""A link without account: nothing but a person, in her own browser, with the code just sent, opens it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from flask import Flask
from time_machine import Traveller

from facilitator.accounts.models import Contact
from facilitator.accounts.queries import meeting_of
from facilitator.accounts.tasklinks import views
from facilitator.accounts.tasklinks.models import TaskCode, TaskLink, TaskSession, TrustedDevice
from facilitator.accounts.tasklinks.queries import revoke_device, revoke_link
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import make_contact, make_organisation
from tests.factories_links import make_link
from tests.page import Page


class Visitor:
    """Somebody who received a link, on one browser."""

    def __init__(self, app: Flask, pointer: str) -> None:
        self.client, self.pointer = Client(app, app.test_client()), pointer

    def ask(self) -> Page:
        """Press « Recevoir mon code »."""
        return self.client.post("tasklinks.send", pointer=self.pointer)

    def type(self, code: str, **more: str) -> Page:
        """Type a code."""
        return self.client.post("tasklinks.enter", {"code": code, **more}, pointer=self.pointer)

    @property
    def is_inside(self) -> bool:
        """Whether the task opens."""
        return self.client.get("declaring.index").status == 200


def last_code() -> str:
    """The code of the latest message."""
    message = db.session.query(OutboxMessage).order_by(OutboxMessage.id.desc()).first()
    assert message is not None
    return last_code_in(message.text)


def last_code_in(text: str) -> str:
    """The code that a page shows."""
    found = re.search(r"\b(\d{6})\b", text)
    assert found is not None
    return found[1]


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def pointer(app: Flask) -> str:
    found = make_link()[1]
    keep()
    return found


@pytest.fixture
def visitor(app: Flask, pointer: str) -> Visitor:
    return Visitor(app, pointer)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(now(), tick=False) as coordinates:
        yield coordinates


@pytest.mark.each_engine
def test_the_code_opens_the_task_and_is_sent_to_the_contact_alone(visitor: Visitor) -> None:
    asked = visitor.ask()
    assert visitor.client.follow(asked).h1 == "Votre code"
    message = db.session.query(OutboxMessage).one()
    assert (message.to, message.kind) == ("camille@essai.example", "Code")
    assert not visitor.is_inside
    entered = visitor.type(last_code())
    assert visitor.client.follow(entered).h1 == "Heures à déclarer"


def test_looking_at_the_link_any_number_of_times_does_nothing(visitor: Visitor) -> None:
    url = visitor.client.url("tasklinks.show", pointer=visitor.pointer)
    for method in ("HEAD", *["GET"] * 20):
        assert visitor.client.ask(method, url).status_code == 200
    assert db.session.query(OutboxMessage).count() == db.session.query(TaskCode).count() == 0
    assert "c•••@essai.example" in visitor.client.fetch(url).text
    assert not visitor.is_inside


def test_a_robot_that_posts_without_cookie_gets_nothing(app: Flask, pointer: str) -> None:
    robot = app.test_client(use_cookies=False)
    for path in ("", "/code", "/continuer"):
        assert robot.post(f"/d/{pointer}{path}", data={"code": "123456"}).status_code == 400
    assert db.session.query(TaskCode).count() == db.session.query(TaskSession).count() == 0


def test_a_robot_that_presses_the_button_sends_a_code_and_opens_nothing(app: Flask, visitor: Visitor) -> None:
    visitor.ask()
    human = Visitor(app, visitor.pointer)
    human.ask()
    human.type(last_code())
    assert human.is_inside
    assert not visitor.is_inside


def test_a_code_serves_in_the_browser_that_asked_alone(app: Flask, visitor: Visitor) -> None:
    visitor.ask()
    thief = Visitor(app, visitor.pointer)
    assert "dans un autre navigateur" in thief.type(last_code()).errors
    assert not thief.is_inside
    thief.ask()
    visitor.type(last_code())
    assert not visitor.is_inside


def test_the_code_of_another_link_is_refused(app: Flask, visitor: Visitor) -> None:
    other = make_link()[1]
    visitor.ask()
    code = last_code()
    page = visitor.client.post("tasklinks.enter", {"code": code}, pointer=other)
    assert "pour un autre lien" in page.errors
    assert not visitor.is_inside


def test_a_code_dies_at_ten_minutes(visitor: Visitor, clock: Traveller) -> None:
    visitor.ask()
    code = last_code()
    clock.shift(timedelta(minutes=10))
    assert "plus de dix minutes" in visitor.type(code).errors
    assert not visitor.is_inside


@pytest.mark.each_engine
def test_the_sixth_try_is_dead_even_with_the_right_code(visitor: Visitor) -> None:
    visitor.ask()
    code = last_code()
    said = [visitor.type(wrong(code)).errors for _ in range(5)]
    assert "Il reste 4 essais" in said[0]
    assert "Il reste un essai" in said[3]
    assert "Trop d’essais" in said[4]
    assert "Trop d’essais" in visitor.type(code).errors
    assert not visitor.is_inside


def test_a_code_serves_once(app: Flask, visitor: Visitor) -> None:
    visitor.ask()
    code, cookie = last_code(), visitor.client.web.get_cookie("facilitator")
    visitor.type(code)
    again = Visitor(app, visitor.pointer)
    assert cookie is not None
    again.client.web.set_cookie("facilitator", cookie.value)
    assert "déjà servi" in again.type(code).errors


@pytest.mark.each_engine
def test_two_presses_at_once_open_one_session(app: Flask, visitor: Visitor) -> None:
    visitor.ask()
    code, cookie = last_code(), visitor.client.web.get_cookie("facilitator")
    assert cookie is not None
    twins = [Visitor(app, visitor.pointer) for _ in range(2)]
    for twin in twins:
        twin.client.web.set_cookie("facilitator", cookie.value)
    data = {"csrf_token": visitor.client.token(), "code": code}
    path = visitor.client.url("tasklinks.enter", pointer=visitor.pointer)
    keep()
    threads = [Thread(target=twin.client.web.post, args=(path,), kwargs={"data": data}) for twin in twins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.session.query(TaskSession).count() == 1


def test_five_codes_an_hour_are_enough(visitor: Visitor) -> None:
    for _ in range(5):
        assert visitor.ask().status == 302
    page = visitor.ask()
    assert (page.status, "attendez un peu" in page.text) == (422, True)


def test_unknown_and_revoked_pointers_look_alike(app: Flask, visitor: Visitor) -> None:
    unknown = Visitor(app, "inconnu")
    revoke_link(db.session.query(TaskLink).one())
    for ask in (lambda one: one.client.get("tasklinks.show", pointer=one.pointer), Visitor.ask):
        here, nowhere = ask(visitor), ask(unknown)
        assert (here.status, nowhere.status) == (404, 404)
        assert here.text == nowhere.text


def enter(visitor: Visitor, **more: str) -> None:
    """Open the task."""
    visitor.ask()
    visitor.type(last_code(), **more)
    assert visitor.is_inside


@pytest.mark.parametrize("end", ["revoked", "contact gone", "archived", "expired"])
def test_whatever_ends_the_link_ends_its_session_at_the_next_request(visitor: Visitor, end: str) -> None:
    enter(visitor)
    link = db.session.query(TaskLink).one()
    if end == "revoked":
        revoke_link(link)
    elif end == "contact gone":
        db.session.query(Contact).filter_by(organisation_id=link.organisation_id).delete()
    elif end == "archived":
        meeting = meeting_of(link.body_id, link.organisation_id)
        assert meeting is not None
        meeting.archived_on = today()
    else:
        link.expires_at = now()
    assert not visitor.is_inside
    page = visitor.client.get("tasklinks.show", pointer=visitor.pointer)
    assert page.status == (410 if end == "expired" else 404)


@pytest.mark.parametrize(("step", "minutes"), [(59, 12 * 60), (60, 60)])
def test_a_session_lives_twelve_hours_and_one_without_a_page(
    visitor: Visitor, clock: Traveller, step: int, minutes: int
) -> None:
    enter(visitor)
    start = now()
    while visitor.is_inside:
        clock.shift(timedelta(minutes=step))
    lived = now() - start
    assert timedelta(minutes=minutes) <= lived < timedelta(minutes=minutes + step)


def test_a_dead_session_leads_back_to_its_link(visitor: Visitor, clock: Traveller) -> None:
    enter(visitor)
    clock.shift(timedelta(hours=2))
    assert visitor.client.get("declaring.index").location == f"/d/{visitor.pointer}"


@pytest.mark.each_engine
def test_a_trusted_device_goes_on_with_a_press(visitor: Visitor, clock: Traveller) -> None:
    enter(visitor, own_device="y")
    clock.shift(timedelta(days=29))
    page = visitor.client.get("tasklinks.show", pointer=visitor.pointer)
    assert "Recevoir mon code" not in page.text
    assert not visitor.is_inside
    visitor.client.post("tasklinks.go_on", pointer=visitor.pointer)
    assert visitor.is_inside


def test_a_device_is_trusted_for_one_contact_of_one_company(app: Flask, visitor: Visitor) -> None:
    enter(visitor, own_device="y")
    link = db.session.query(TaskLink).one()
    company = make_organisation()
    make_contact(company)
    other = make_link(months=(), company=company)[1]
    page = visitor.client.get("tasklinks.show", pointer=other)
    assert "Recevoir mon code" in page.text
    assert visitor.client.post("tasklinks.go_on", pointer=other).location == f"/d/{other}"
    assert db.session.query(TrustedDevice).one().organisation_id == link.organisation_id


def test_a_device_no_longer_trusted_gives_a_code_again(visitor: Visitor) -> None:
    enter(visitor, own_device="y")
    visitor.client.post("tasklinks.leave")
    revoke_device(db.session.query(TrustedDevice).one())
    assert "Recevoir mon code" in visitor.client.get("tasklinks.show", pointer=visitor.pointer).text


def test_whoever_leaves_is_out_and_her_cookie_too(app: Flask, visitor: Visitor) -> None:
    enter(visitor)
    stolen = visitor.client.web.get_cookie("facilitator")
    assert visitor.client.follow(visitor.client.post("tasklinks.leave")).h1 == "C’est fermé"
    thief = Visitor(app, visitor.pointer)
    assert stolen is not None
    thief.client.web.set_cookie("facilitator", stolen.value)
    assert not thief.is_inside
    assert not visitor.is_inside


def test_nothing_else_opens_to_a_link(visitor: Visitor) -> None:
    enter(visitor)
    for endpoint in ("home.index", "profile.index", "organisations.home", "contracts.index"):
        assert visitor.client.get(endpoint).status == 404


def test_a_contact_without_address_receives_an_sms(app: Flask) -> None:
    company = make_organisation()
    make_contact(company, email="", phone="+33612345678")
    visitor = Visitor(app, make_link(company=company)[1])
    assert "•• •• •• •• 78" in visitor.client.get("tasklinks.show", pointer=visitor.pointer).text
    enter(visitor)
    message = db.session.query(OutboxMessage).one()
    assert (message.channel.label, message.to) == ("SMS", "+33612345678")


def test_a_demonstration_shows_the_code_that_it_does_not_send(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "is_demonstration", lambda: True)
    assert last_code_in(visitor.client.follow(visitor.ask()).text) == last_code()


def test_a_form_that_lost_its_session_leads_back_to_its_link(visitor: Visitor, clock: Traveller) -> None:
    enter(visitor)
    clock.shift(timedelta(hours=5))
    page = visitor.client.post("declaring.answer", {"answer": "none"}, statement_id=1)
    assert page.status == 400
    assert [str(link["href"]) for link in page.select("main ol a")] == [f"/d/{visitor.pointer}"]
