"""A worksite in a real browser: phases pasted, one cell mended, the curve, the map, by the keyboard too."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from facilitator.access import Role
from facilitator.audit.queries import bear
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from tests.browser.looking import Looker, looking
from tests.browser.sites import Site, make_app, served, sign_in_all
from tests.browser.steps import follow
from tests.browser.test_chase import check, press
from tests.factories import make_body, make_membership

pytestmark = pytest.mark.browser
PASTED = "Maçon\t\tS{week} {year}\tS{week} {year}\t4\nPeintre\t\tS{week} {year}\tS{week} {year}\tquatre\n"


def territory(site: Site) -> None:
    """A body and its facilitator; nothing else."""
    with site.app.app_context(), unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        sign_in_all(site, {Role.FACILITATOR: make_membership(Role.FACILITATOR, make_body())})


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site of its own: the story changes it."""
    made = Site(make_app(tmp_path, "worksites"))
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


def test_from_a_click_on_the_map_to_the_curve(site: Site, desk: Looker) -> None:
    page = desk.page
    page.goto(site.url("worksites.create"))
    page.get_by_label("Nom du chantier").fill("Rue du Pradou")
    page.locator("[data-map]").click(position={"x": 200, "y": 100})
    expect(page.get_by_label("Position", exact=True)).not_to_have_value("")
    check(desk)
    press(page, "Enregistrer")
    follow(page.get_by_role("link", name="Coller ou importer des phases"))
    year, week, _ = today().isocalendar()
    page.get_by_label("Lignes copiées").fill(PASTED.format(week=week, year=year))
    press(page, "Relire ces phases")
    expect(page.get_by_role("alert")).to_contain_text("quatre")
    check(desk)
    page.get_by_label("Effectif, ligne 2").fill("2")
    press(page, "Enregistrer ces phases")
    expect(page.locator("#phases")).to_be_visible()
    expect(page.locator("svg.chart")).to_be_visible()
    check(desk)
    page.goto(site.url("labour_needs.index"))
    expect(page.locator("svg.chart")).to_be_visible()
    page.get_by_text("les chiffres du dessin").click()
    check(desk)
    page.goto(site.url("worksites.on_map"))
    page.get_by_role("button", name="Rue du Pradou").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup").get_by_role("link", name="Rue du Pradou")).to_be_visible()
    check(desk)
