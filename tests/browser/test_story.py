"""The newcomer's story in a real browser, with axe on the way: from one click to the clause text in Word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page

from tests.browser.looking import Looker, looking
from tests.browser.sites import Site
from tests.browser.steps import act_of, follow

pytestmark = pytest.mark.browser
REFERENCE = "2026M0131"


@pytest.fixture
def territory(sites: dict[str, Site]) -> Site:
    """A demonstration of its own: the story changes it."""
    return sites["story"]


@pytest.fixture
def newcomer(territory: Site, chromium_browser: Browser) -> Iterator[Looker]:
    """Somebody who has never been here."""
    with looking(chromium_browser) as looker:
        yield looker


def check(looker: Looker) -> None:
    """The page she is on has no fault, whatever the size and the colours."""
    faults = list(looker.faults())
    assert not faults, f"{looker.page.url}: " + " ; ".join(faults)
    looker.show("light", "desk")


def unfold(page: Page) -> None:
    """Open what is folded in the page, as a reader does who looks for an act."""
    folded = page.locator(
        "main section details:not([open]) > summary, main .folds details:not([open]) > summary"
    )
    while folded.count():
        folded.first.click()


def press(page: Page, name: str) -> None:
    """Press a button or follow a link, by what it says."""
    unfold(page)
    follow(act_of(page, name, exact=True))


def enter(looker: Looker, site: Site) -> None:
    """One click on the sign-in page."""
    looker.page.goto(site.address)
    check(looker)
    press(looker.page, "Facilitateur ou facilitatrice")
    assert looker.page.locator("h1").inner_text() == "Aujourd’hui"
    check(looker)


def load_file(looker: Looker, folder: Path) -> None:
    """Take the demonstration's procurement file, send it, read what it would do, import it."""
    page = looker.page
    press(page, "Importez le fichier de données essentielles de la démonstration")
    check(looker)
    with page.expect_download() as downloading:
        press(page, "Télécharger le fichier de la démonstration")
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    page.locator("[name=file]").set_input_files(path)
    press(page, "Lire le fichier")
    wait_for(page, "Rien n’est encore enregistré")
    check(looker)
    follow(page.get_by_role("button", name=re.compile("^Importer")))
    wait_for(page, "Terminé")
    check(looker)


def wait_for(page: Page, text: str) -> None:
    """A page that follows a work in the background comes to say this."""
    for _ in range(120):
        if page.locator("main").get_by_text(text).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{page.url} never said « {text} »: {page.locator('main').inner_text()[:400]}")


def take_over(looker: Looker, subject: str, reference: str) -> None:
    """See the forgotten clauses, take one over as it is proposed."""
    page = looker.page
    press(page, "Clauses oubliées")
    check(looker)
    follow(page.locator("main").get_by_role("link", name=subject).first)
    check(looker)
    press(page, "Prendre en charge")
    check(looker)
    press(page, "Créer le marché suivi")
    assert reference in page.locator("h1").inner_text()
    check(looker)


def size(looker: Looker, hours: str) -> None:
    """Calculate the hours of the clause, and keep them as its target."""
    page = looker.page
    press(page, "Calculer les heures")
    if page.get_by_role("link", name="Formule standard").count():
        press(page, "Formule standard")
    page.locator("[name=labour_share]").fill("50 %")
    press(page, "Calculer")
    assert hours in page.locator("main").inner_text()
    check(looker)
    press(page, "Enregistrer dans le marché")
    page.get_by_label("Faire de ces heures l’objectif de la clause").check()
    press(page, "Enregistrer le calcul")
    check(looker)


def share_out(looker: Looker, weights: tuple[str, ...]) -> None:
    """Say how the hours are shared among the companies of the group."""
    page = looker.page
    press(page, "Répartir les heures")
    for index, weight in enumerate(weights):
        page.locator("[name^=weight_]").nth(index).fill(weight)
    press(page, "Voir la répartition")
    check(looker)
    press(page, "Garder cette répartition")


def subcontract(looker: Looker, company: str, hours: str) -> None:
    """A subcontractor carries part of its holder's hours."""
    page = looker.page
    press(page, "Ajouter une entreprise")
    page.locator("[name=organisation_id]").select_option(label=company)
    page.locator("[name=party]").select_option(label="Sous-traitant")
    page.locator("[name=parent_id]").select_option(index=1)
    page.locator("[name=hours]").fill(hours)
    check(looker)
    follow(page.locator("main form [type=submit]").first)
    assert company in page.locator("main").inner_text()


def amend(looker: Looker, hours: str) -> None:
    """Try an amendment in the sandbox, see what it changes, apply it."""
    page = looker.page
    press(page, "Essayer un avenant")
    page.locator("[name=reason]").fill("Une rue de plus")
    page.locator("[name^=target_]").first.fill(hours)
    press(page, "Voir ce que cela change")
    assert "Ce que cela changerait" in page.locator("main").inner_text()
    check(looker)
    press(page, "Appliquer cet avenant")
    assert "Avenant 1" in page.locator("h1").inner_text()
    check(looker)


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


def validate_month(looker: Looker) -> None:
    """Look at what was sent, validate what agrees, see how far each clause is."""
    page = looker.page
    press(page, "Heures")
    check(looker)
    press(page, "Vérifier puis valider les relevés cochés")
    check(looker)
    press(page, "Valider les relevés cochés")
    check(looker)
    press(page, "Suivi")
    press(page, "Avancement")
    check(looker)


def read_report(looker: Looker, site: Site) -> None:
    """The last step of the tour: the final report of a contract that has ended."""
    looker.page.goto(site.address)
    press(looker.page, "Ouvrez le bilan final d’un marché terminé")
    check(looker)
    follow(looker.page.locator("main tbody a").first)
    check(looker)


def test_from_one_click_to_the_clause_text(territory: Site, newcomer: Looker, tmp_path: Path) -> None:
    enter(newcomer, territory)
    load_file(newcomer, tmp_path)
    take_over(newcomer, "Aménagement de la place de la Fontaine", REFERENCE)
    contract = newcomer.page.url
    size(newcomer, hours="1\u202f233")
    newcomer.page.goto(contract)
    share_out(newcomer, ("60", "40"))
    newcomer.page.goto(contract)
    subcontract(newcomer, "Sancy Terrassement", "200")
    newcomer.page.goto(contract)
    amend(newcomer, "900")
    newcomer.page.goto(contract)
    assert "insertion" in print_text(newcomer, tmp_path)
    validate_month(newcomer)
    read_report(newcomer, territory)
    assert newcomer.complaints == []
    newcomer.page.goto(territory.address)
    assert newcomer.page.locator(".checklist").count() == 0
