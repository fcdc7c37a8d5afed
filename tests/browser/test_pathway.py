"""Somebody is followed, in a browser with axe: assessment, step, slip in Arabic; the head and a reason."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db
from geiq.pathways.models import Pathway
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site, aside
from tests.browser.steps import follow
from tests.browser.test_penalty import come, fill
from tests.browser.test_story import check, press

pytestmark = pytest.mark.browser
STEP = "Visiter l’atelier de menuiserie"


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """One tab, which changes hands."""
    with looking(chromium_browser) as found:
        found.page.set_default_timeout(10_000)
        yield found


def pathway_id(site: Site) -> int:
    """The first pathway of the demonstration: the facilitator is its referent."""

    def find() -> int:
        with site.app.app_context():
            return db.session.scalars(select(Pathway.id).order_by(Pathway.id).limit(1)).one()

    return aside(find)


def test_an_assessment_leads_to_a_step_and_to_a_slip_read_from_right_to_left(
    looker: Looker, sites: dict[str, Site]
) -> None:
    site = sites["story"]
    number = pathway_id(site)
    page = come(looker, site, Role.FACILITATOR, "pathways.show", pathway_id=number)
    press(page, "Nouveau diagnostic")
    check(looker)
    fill(page, project="Travailler le bois", trade="Menuisier")
    page.locator("[name=french]").select_option("b1")
    press(page, "Enregistrer")
    press(page, "Nouvelle étape")
    soon = str(today() + timedelta(days=2))
    fill(page, title=STEP, due_on=soon, at="9h30", place="La Gauthière", contact="Lucie, 04 65 71 00 00")
    press(page, "Enregistrer")
    check(looker)
    press(page, "Fiche à lui remettre")
    check(looker)
    press(page, "العربية")
    check(looker)
    slip = page.locator("article.slip")
    assert (slip.get_attribute("dir"), slip.get_attribute("lang")) == ("rtl", "ar")
    said = slip.locator(".slip-own").filter(has_text="04 65 71 00 00").first
    assert said.evaluate("one => getComputedStyle(one).direction") == "rtl"
    number_box = said.locator("bdi").bounding_box()
    words_box = said.bounding_box()
    assert number_box is not None
    assert words_box is not None
    assert number_box["x"] + number_box["width"] < words_box["x"] + words_box["width"] - 1
    assert slip.get_by_text(STEP).count()
    read_with_a_reason(looker, site, number)


def read_with_a_reason(looker: Looker, site: Site, number: int) -> None:
    """The head does not follow her: nothing, then an hour with a reason, which stands in the list."""
    page = come(looker, site, Role.HEAD, "pathways.show", pathway_id=number)
    assert not page.get_by_text(STEP).count()
    press(page, "Lire en disant pourquoi")
    check(looker)
    fill(page, reason="Sa référente est absente et le rendez-vous est demain")
    press(page, "Lire pendant une heure")
    check(looker)
    assert page.get_by_text(STEP).count()
    page = come(looker, site, Role.HEAD, "glass.index")
    press(page, "Marquer comme regardée")
    assert looker.open(site, Visit("head", "story", "glass.index", Role.HEAD))
    assert not page.get_by_role("button", name="Marquer comme regardée").count()


def test_a_paper_opens_the_page_of_the_person_on_a_telephone(looker: Looker, sites: dict[str, Site]) -> None:
    site = sites["story"]
    page = come(looker, site, Role.FACILITATOR, "pathways.show", pathway_id=pathway_id(site))
    press(page, "Faire l’adresse et le code")
    check(looker)
    page.locator("[name=tongue]").select_option("ti")
    press(page, "Faire l’adresse et le code")
    check(looker)
    pointer, code = (
        page.locator(f"form[action$='papier.pdf'] [name={one}]").input_value() for one in ("pointer", "code")
    )
    page.context.clear_cookies()
    page.goto(f"{site.address}/moi/{pointer}")
    check(looker)
    assert not page.locator("article.slip").count()
    page.locator("#code").fill(" ".join(code))
    follow(page.locator("main form button"))
    check(looker)
    slip = page.locator("article.slip")
    assert (slip.get_attribute("lang"), slip.get_attribute("dir")) == ("ti", "ltr")
    assert not page.locator("header").count()
    follow(page.get_by_role("link", name="دری"))
    check(looker)
    assert slip.get_attribute("dir") == "rtl"
    follow(page.locator("main form button"))
    assert not page.locator("article.slip").count()
