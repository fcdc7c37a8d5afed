"""A job dating in a real browser: a day that suits, slots, an announcement, a list with one name left out,
and the guest who chooses her slot on her telephone.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from facilitator.access import Role
from facilitator.audit.queries import bear
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from tests.browser.looking import Looker, looking
from tests.browser.sites import Site, make_app, served, sign_in_all
from tests.browser.steps import act_of, follow, ready
from tests.browser.test_day import check, inside
from tests.factories import make_body, make_membership
from tests.factories_events import make_venue
from tests.factories_hours import make_participant
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import path_of
from worksites.events.guests.rules import GuestState

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A body of its own, served."""
    site = Site(make_app(tmp_path, "event"))
    with ThreadPoolExecutor(1) as pool:
        server = served(site)
        pool.submit(server.__enter__).result()
        yield site
        pool.submit(server.__exit__, None, None, None).result()


def territory(site: Site) -> None:
    """A body with a hall and three people who can be written to."""
    with unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        body = make_body()
        make_venue(body, name="Maison de quartier", postcode="63100")
        for given in ("Alix", "Camille", "Sacha"):
            person = {"given_name": given, "family_name": "Essai", "email": f"{given.lower()}@essai.example"}
            make_participant(body, postcode="63100", city="Clermont-Ferrand", phone="", **person)
        sign_in_all(site, {Role.FACILITATOR: make_membership(Role.FACILITATOR, body)})


def sought(site: Site) -> str:
    """The address that looks for a morning in two months."""
    first, last = today() + timedelta(days=40), today() + timedelta(days=100)
    return site.url(
        "event_dates.search",
        kind="job_dating",
        trades="Couverture (F1610)",
        worksite_id=0,
        venue_id=1,
        first=first.isoformat(),
        last=last.isoformat(),
        minutes=180,
    )


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of the page, by what it says."""
    follow(act_of(page, name, "main", exact=True))


def guests() -> list[tuple[str, GuestState]]:
    """Who is on the list, and what each has said."""
    rows = db.session.query(EventGuest).order_by(EventGuest.id)
    return [(one.shown_name, one.state) for one in rows]


def test_a_job_dating_is_planned_announced_and_filled(site: Site, chromium_browser: Browser) -> None:
    inside(site, lambda: territory(site))
    name, _, value = site.cookies[Role.FACILITATOR].partition("=")
    with looking(chromium_browser) as desk:
        desk.page.context.add_cookies([{"name": name, "value": value, "url": site.address}])
        plan(desk, sought(site))
        invite(desk)
    assert inside(site, guests) == [
        ("Alix Essai", GuestState.INVITED),
        ("Camille Essai", GuestState.INVITED),
    ]
    link = inside(site, lambda: path_of(db.session.get_one(EventGuest, 2)))
    with looking(chromium_browser) as phone:
        phone.show("light", "phone")
        answer(phone, f"{site.address.rstrip('/')}{link}")
    assert inside(site, guests)[1] == ("Camille Essai", GuestState.COMING)


def plan(desk: Looker, address: str) -> None:
    """Take the first day that is proposed, make slots, announce."""
    page = desk.page
    page.goto(address)
    ready(page)
    check(desk)
    press(page, "Préparer l’événement ce jour-là")
    press(page, "Créer l’événement")
    assert page.locator("h1").inner_text() == "Job dating\xa0: Couverture"
    press(page, "Générer des créneaux")
    press(page, "Générer")
    press(page, "Annoncer l’événement")
    check(desk)


def invite(desk: Looker) -> None:
    """Those of the town, one of them left out."""
    page = desk.page
    press(page, "Inviter")
    page.locator("[name=source]").select_option("source_people")
    page.locator("[name=metier]").fill("")
    page.locator("[name=lieu]").fill("63")
    press(page, "Voir qui serait invité")
    check(desk)
    page.get_by_label("Inviter Sacha Essai").uncheck()
    press(page, "Inviter les personnes cochées")
    check(desk)


def answer(phone: Looker, address: str) -> None:
    """She opens her link, chooses the second slot, and says yes."""
    page = phone.page
    page.goto(address)
    ready(page)
    check(phone)
    page.locator("[name=slot]").nth(1).check()
    follow(page.get_by_role("button", name="Je viens"))
    check(phone)
