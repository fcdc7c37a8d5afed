"""The day of an event in a real browser: pointed with no network, caught up afterwards, then the rounds."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, expect

from facilitator.access import Role
from facilitator.audit.queries import bear
from facilitator.clock import now
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from tests.browser.looking import Looker, looking
from tests.browser.sites import Site, make_app, served, sign_in_all
from tests.browser.steps import ready
from tests.factories import make_body, make_membership
from tests.factories_events import make_company_guest, make_event, make_guest
from tests.factories_hours import make_participant
from worksites.events.days.models import EventTap
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming
from worksites.events.rules import GuestKind

pytestmark = pytest.mark.browser
Answer = TypeVar("Answer")


def inside(site: Site, act: Callable[[], Answer]) -> Answer:
    """What an act answers inside the application, on a thread of its own: the browser’s loop holds ours."""

    def acted() -> Answer:
        with site.app.app_context():
            return act()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(acted).result()


def gathering(site: Site) -> int:
    """A job dating that began half an hour ago: three people, two companies; its number."""
    with unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        body = make_body()
        event = make_event(
            body,
            starts_at=now() - timedelta(minutes=30),
            ends_at=now() + timedelta(hours=2),
            title="Toitures",
        )
        for given in ("Alix", "Camille", "Sacha"):
            make_guest(event, make_participant(body, given_name=given, family_name="Essai"))
        for _ in range(2):
            make_company_guest(event)
        sign_in_all(site, {Role.FACILITATOR: make_membership(Role.FACILITATOR, body)})
        return event.id


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A body of its own, served."""
    site = Site(make_app(tmp_path, "day"))
    with ThreadPoolExecutor(1) as pool:
        server = served(site)
        pool.submit(server.__enter__).result()
        yield site
        pool.submit(server.__exit__, None, None, None).result()


@pytest.fixture
def phone(chromium_browser: Browser) -> Iterator[Looker]:
    """The telephone of whoever holds the door."""
    with looking(chromium_browser) as looker:
        looker.show("light", "phone")
        yield looker


def standing() -> tuple[list[Coming], int]:
    """How the people stand, and how many taps acted."""
    people = db.session.query(EventGuest).filter_by(kind=GuestKind.PERSON).order_by(EventGuest.id)
    return [one.coming for one in people], db.session.query(EventTap).count()


def check(looker: Looker) -> None:
    """The page has no fault."""
    faults = list(looker.faults())
    assert not faults, f"{looker.page.url}: " + " ; ".join(faults)


def test_the_list_is_pointed_without_network_and_catches_up(site: Site, phone: Looker) -> None:
    event = inside(site, lambda: gathering(site))
    name, _, value = site.cookies[Role.FACILITATOR].partition("=")
    page, context = phone.page, phone.page.context
    context.add_cookies([{"name": name, "value": value, "url": site.address}])
    page.goto(site.url("event_day.show", event_id=event))
    ready(page)
    check(phone)
    kept = "async () => (await (await caches.open((await caches.keys())[0])).keys()).length > 5"
    page.wait_for_function("async () => (await caches.keys()).length > 0")
    page.wait_for_function(kept)
    rows = page.locator(".day-guest")
    rows.nth(0).get_by_role("button", name="Présent").click()
    expect(page.locator("[data-day-status]")).to_have_text("Tout est enregistré.")
    assert inside(site, standing) == ([Coming.PRESENT, Coming.UNKNOWN, Coming.UNKNOWN], 1)

    context.set_offline(True)
    rows.nth(1).get_by_role("button", name="Excusé").click()
    rows.nth(2).get_by_role("button", name="Absent").click()
    rows.nth(2).get_by_role("button", name="Annuler").click()
    expect(page.locator("[data-day-status]")).to_contain_text("3 pointages gardés")
    assert page.locator("[data-count=came]").inner_text() == "1"
    assert "Essai" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    ready(page)
    expect(rows.nth(1).get_by_role("button", name="Excusé")).to_have_attribute("aria-pressed", "true")
    assert inside(site, standing)[1] == 1

    context.set_offline(False)
    expect(page.locator("[data-day-status]")).to_have_text("Tout est enregistré.")
    assert inside(site, standing) == ([Coming.PRESENT, Coming.EXCUSED, Coming.UNKNOWN], 4)
    page.locator("[data-erase]").click()
    expect(page.locator("[data-erase]")).to_have_text("Effacé de ce téléphone")
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    check(phone)
