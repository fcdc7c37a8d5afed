"""When hours are missing, in a browser with axe: an action, a notice, comments, the buyer's remission."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from clauses.contracts.models import Contract
from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site, aside
from tests.browser.steps import follow
from tests.browser.test_story import check, press

pytestmark = pytest.mark.browser
REFERENCE = "2024-VOI-01"
COMPANY = "Limagne Travaux Publics"


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """One tab, which changes hands."""
    with looking(chromium_browser) as found:
        yield found


def contract_id(site: Site) -> int:
    """The contract of the story."""

    def find() -> int:
        with site.app.app_context():
            return db.session.scalars(select(Contract.id).where(Contract.reference == REFERENCE)).one()

    return aside(find)


def come(looker: Looker, site: Site, role: Role, endpoint: str, **args: int) -> Page:
    """Open a page as somebody else."""
    assert looker.open(site, Visit(role.value, "story", endpoint, role, args=args)), endpoint
    check(looker)
    return looker.page


def fill(page: Page, **typed: str) -> None:
    """Fill the fields of the page's form."""
    for name, text in typed.items():
        page.locator(f"main [name={name}]").fill(text)


def test_a_clause_that_is_late_ends_by_the_buyers_remission(
    looker: Looker, sites: dict[str, Site], tmp_path: Path
) -> None:
    site = sites["story"]
    plan(looker, site, contract_id(site))
    address = open_file(looker, site, contract_id(site))
    file_id = int(address.rpartition("/")[2])
    send_notice(looker, site, file_id)
    comment(looker, site, file_id)
    propose(looker, site, file_id, tmp_path)
    remit(looker, site, file_id)


def plan(looker: Looker, site: Site, contract: int) -> None:
    """The clause is behind: somebody will do something, before a day."""
    page = come(looker, site, Role.FACILITATOR, "recovery.create", contract_id=contract)
    fill(page, what="Prendre une équipe d’un GEIQ", due_on=str(today() + timedelta(days=20)))
    press(page, "Enregistrer")
    assert page.get_by_text("Prendre une équipe d’un GEIQ").count()


def open_file(looker: Looker, site: Site, contract: int) -> str:
    """The action was not enough: what is found is written, the amount is computed."""
    page = come(looker, site, Role.FACILITATOR, "penalties.choose", contract_id=contract)
    follow(page.get_by_role("link", name=f"Ouvrir pour {COMPANY}").first)
    check(looker)
    page.get_by_label("Heures non réalisées").check()
    fill(page, reason="Aucune embauche depuis l’été")
    press(page, "Ouvrir le dossier")
    assert page.locator("h1").inner_text().startswith("Dossier de pénalité")
    check(looker)
    address = page.url
    press(page, "Préparer la mise en demeure")
    press(page, "Préparer le projet")
    assert page.get_by_text("Mise en demeure à signer").count()
    return address


def send_notice(looker: Looker, site: Site, file_id: int) -> None:
    """The buyer signed it, and says when it left."""
    page = come(looker, site, Role.BUYER_VALIDATOR, "penalties.show", file_id=file_id)
    press(page, "Dire que la mise en demeure est envoyée")
    fill(page, sent_on=str(today()))
    press(page, "Enregistrer")
    assert page.get_by_text("Observations attendues").count()


def comment(looker: Looker, site: Site, file_id: int) -> None:
    """The company says what happened."""
    page = come(looker, site, Role.COMPANY_ADMIN, "penalties.show", file_id=file_id)
    press(page, "Présenter des observations")
    check(looker)
    fill(page, text="Nous n’avons reçu aucun candidat cette année.")
    press(page, "Envoyer")
    check(looker)
    assert page.get_by_text("Observations reçues").count()


def propose(looker: Looker, site: Site, file_id: int, folder: Path) -> None:
    """The facilitator proposes; the draft decision is a Word file that says why."""
    page = come(looker, site, Role.FACILITATOR, "penalty_steps.suggest", file_id=file_id)
    page.locator("[name=decision]").select_option("remitted")
    fill(page, reason="Aucun candidat proposé cette année")
    press(page, "Proposer à l’acheteur")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Projet de décision").click()
    path = folder / "decision.docx"
    downloading.value.save_as(path)
    said = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    assert "Remise totale est faite" in said
    assert "Aucun candidat proposé cette année" in said


def remit(looker: Looker, site: Site, file_id: int) -> None:
    """The buyer alone decides."""
    page = come(looker, site, Role.BUYER_VALIDATOR, "penalties.show", file_id=file_id)
    press(page, "Décider")
    check(looker)
    fill(page, reason="Bonne foi établie")
    press(page, "Enregistrer ma décision")
    assert page.get_by_text("Décidé par l’acheteur le").count()
    assert page.get_by_text("Remise totale").count()
    check(looker)
