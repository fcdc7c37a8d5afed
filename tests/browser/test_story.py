"""The newcomer's story in a real browser, with axe on the way: from one click to the clause text in Word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page

from tests.browser.looking import Looker, looking
from tests.browser.sites import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def territory(sites: dict[str, Site]) -> Site:
    """A demonstration of its own: the story changes it."""
    return sites["story"]


@pytest.fixture
def newcomer(territory: Site, chromium_browser: Browser) -> Iterator[Looker]:
    """Somebody who has never been here."""
    with looking(chromium_browser) as looker:
        looker.page.set_default_timeout(10_000)
        yield looker


def check(looker: Looker) -> None:
    """The page she is on has no fault, whatever the size and the colours."""
    faults = list(looker.faults())
    assert not faults, f"{looker.page.url}: " + " ; ".join(faults)
    looker.show("light", "desk")


def press(page: Page, name: str) -> None:
    """Press a button or follow a link, by what it says."""
    found = page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    )
    found.first.click()
    page.wait_for_load_state()


def enter(looker: Looker, site: Site) -> None:
    """One click on the sign-in page."""
    looker.page.goto(site.address)
    check(looker)
    press(looker.page, "Facilitateur ou facilitatrice")
    assert looker.page.locator("h1").inner_text() == "Aujourd’hui"
    check(looker)


def find(looker: Looker, site: Site, reference: str) -> None:
    """Find a contract by the search box."""
    looker.page.locator("#recherche").fill(reference)
    looker.page.locator("#recherche").press("Enter")
    looker.page.locator(".hits li", has_text=reference).get_by_role("link").first.click()
    assert reference in looker.page.locator("h1").inner_text()
    check(looker)


def size(looker: Looker) -> None:
    """Calculate the hours of the clause, and keep them as its target."""
    page = looker.page
    press(page, "Calculer les heures")
    if page.get_by_role("link", name="Formule standard").count():
        press(page, "Formule standard")
    page.locator("[name=labour_share]").fill("50 %")
    press(page, "Calculer")
    assert "492" in page.locator("main").inner_text()
    check(looker)
    press(page, "Enregistrer dans le marché")
    page.get_by_label("Faire de ces heures l’objectif de la clause").check()
    press(page, "Enregistrer le calcul")
    check(looker)


def owe(looker: Looker, company: str, hours: str) -> None:
    """Record that a company owes hours of the clause."""
    page = looker.page
    press(page, "Ajouter une entreprise")
    page.locator("[name=organisation_id]").select_option(label=company)
    page.locator("[name=hours]").fill(hours)
    check(looker)
    page.locator("main form [type=submit]").first.click()
    assert company in page.locator("main").inner_text()


def amend(looker: Looker) -> None:
    """Try an amendment in the sandbox, see what it changes, apply it."""
    page = looker.page
    press(page, "Essayer un avenant")
    page.locator("[name=reason]").fill("Deux îlots de plus")
    page.locator("[name^=target_]").first.fill("360")
    press(page, "Voir ce que cela change")
    assert "Ce que cela changerait" in page.locator("main").inner_text()
    check(looker)
    press(page, "Appliquer cet avenant")
    assert "Avenant 1" in page.locator("h1").inner_text()


def print_text(looker: Looker, folder: Path) -> str:
    """Download the clause text of the special terms, and read it as Word would."""
    page = looker.page
    press(page, "Textes de la clause")
    check(looker)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger en .docx").nth(1).click()
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_from_one_click_to_the_clause_text(territory: Site, newcomer: Looker, tmp_path: Path) -> None:
    enter(newcomer, territory)
    find(newcomer, territory, "2026-GAU-05")
    size(newcomer)
    find(newcomer, territory, "2026-GAU-05")
    owe(newcomer, "Atelier d’architecture Montjuzet", "300")
    owe(newcomer, "Géomètres de la Plaine", "192")
    amend(newcomer)
    find(newcomer, territory, "2026-GAU-05")
    text = print_text(newcomer, tmp_path)
    assert "insertion" in text
    assert newcomer.complaints == []
