"""The chase in a real browser: list, keyboard, messages, one unticked, sent, log, a second one blocked."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from clauses.hours.ledger.rules import first_of, previous_month
from facilitator.access import Role
from facilitator.audit.queries import bear
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from tests.browser.looking import Looker, looking
from tests.browser.sites import Site, make_app, served, sign_in_all
from tests.browser.steps import act_of, follow
from tests.factories import make_body, make_contact, make_meeting, make_membership, make_organisation
from tests.factories_chase import make_owing

pytestmark = pytest.mark.browser
LATE = timedelta(days=12)


def territory(site: Site) -> None:
    """Two companies late with last month; the first on two contracts."""
    with site.app.app_context(), unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        body = make_body()
        month = previous_month(first_of(today() - LATE))
        for name, contracts in (("Sancy Terrassement", 2), ("Bouchet VRD", 1)):
            company = make_organisation(name=name)
            make_meeting(body, company)
            make_contact(company, name="Nadia Essai", email="nadia@sancy.example", phone="+33612345678")
            for rank in range(contracts):
                title = f"{name}, chantier {rank + 1}"
                make_owing(body, company, month, today() - LATE, title=title, notified_on=month)
        sign_in_all(site, {Role.FACILITATOR: make_membership(Role.FACILITATOR, body)})


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site of its own: the story changes it."""
    made = Site(make_app(tmp_path, "chase"))
    worker = threading.Thread(target=territory, args=(made,))
    worker.start()
    worker.join()
    with served(made) as open_site:
        yield open_site


@pytest.fixture
def desk(site: Site, chromium_browser: Browser) -> Iterator[Looker]:
    """The facilitator."""
    with looking(chromium_browser) as looker:
        name, _, value = site.cookies[Role.FACILITATOR].partition("=")
        looker.page.context.add_cookies([{"name": name, "value": value, "url": site.address}])
        yield looker


def check(looker: Looker) -> None:
    """The page has no fault, whatever the size and the colours."""
    faults = list(looker.faults())
    assert not faults, f"{looker.page.url}: " + " ; ".join(faults)
    looker.show("light", "desk")


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of the page, by what it says."""
    follow(act_of(page, name, "main"))


def test_from_the_list_to_the_log_and_no_second_message(site: Site, desk: Looker) -> None:
    page = desk.page
    page.goto(site.url("chase.index"))
    assert page.locator("tbody tr").count() == 2
    check(desk)
    boxes = page.locator("input[name=choix]")
    boxes.first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert [one.is_checked() for one in boxes.all()] == [True, True]
    with page.expect_navigation():
        page.keyboard.press("v")
    assert page.locator("pre.letter").count() == 2
    check(desk)
    page.get_by_label("Choisir Bouchet VRD").uncheck()
    press(page, "Envoyer aux entreprises cochées")
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == "1 entreprise relancée"
    check(desk)
    press(page, "Sancy Terrassement")
    assert "Messages envoyés" in page.locator("main").inner_text()
    check(desk)
    follow(page.locator("main table a").first)
    assert "Dernières relances" in page.locator("main").inner_text()
    assert "Relance" in page.locator("main").inner_text()
    page.goto(site.url("chase.index"))
    page.get_by_label("Choisir Sancy Terrassement").check()
    press(page, "Lire puis envoyer aux entreprises cochées")
    assert "Déjà relancées" in page.locator("main").inner_text()
    check(desk)
    page.get_by_label("Choisir Sancy Terrassement").check()
    press(page, "Envoyer aux entreprises cochées")
    assert page.title().startswith("Erreur")
    assert "dites pourquoi" in page.locator(".error-summary").inner_text()
    check(desk)
    page.locator("input[name^=motif]").fill("Son adresse a changé")
    press(page, "Envoyer aux entreprises cochées")
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == "1 entreprise relancée"
    assert desk.complaints == []


def test_the_settings_and_the_calls_have_no_fault(site: Site, desk: Looker) -> None:
    for endpoint in ("ladder.index", "ladder.edit", "letters.index", "calls.index", "chase.tomorrow"):
        desk.page.goto(site.url(endpoint))
        check(desk)
    desk.page.goto(site.url("letters.edit", step="late"))
    check(desk)
