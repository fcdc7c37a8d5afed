"""The end of a contract, in a browser with axe: visa, certificates, the public page, a reopening."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from facilitator.access import Role
from facilitator.db import db
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site, aside
from tests.browser.steps import follow
from tests.browser.test_story import check, press

pytestmark = pytest.mark.browser


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """One tab, which changes hands."""
    with looking(chromium_browser) as found:
        yield found


def waiting_for_visa(site: Site) -> int:
    """The contract of the demonstration whose report waits for its buyer."""

    def find() -> int:
        with site.app.app_context():
            return db.session.scalars(select(Contract.id).where(Contract.stage == Stage.BUYER_VISA)).one()

    return aside(find)


def come(looker: Looker, site: Site, role: Role, contract_id: int) -> Page:
    """Open the contract as somebody else."""
    visit = Visit(role.value, "story", "contracts.show", role, args={"contract_id": contract_id})
    assert looker.open(site, visit)
    check(looker)
    return looker.page


def test_a_contract_closes_with_certificates_that_anyone_can_verify(
    looker: Looker, sites: dict[str, Site]
) -> None:
    site = sites["story"]
    contract_id = waiting_for_visa(site)
    page = come(looker, site, Role.BUYER_VALIDATOR, contract_id)
    press(page, "Donner mon visa")
    press(page, "Confirmer")
    page = come(looker, site, Role.FACILITATOR, contract_id)
    press(page, "Délivrer les attestations")
    check(looker)
    press(page, "Délivrer")
    page = come(looker, site, Role.FACILITATOR, contract_id)
    follow(page.locator("section[aria-labelledby=bilan] tbody a.row-link").first)
    assert page.get_by_text("Valide").count()
    check(looker)
    verified = page.url
    page = come(looker, site, Role.HEAD, contract_id)
    follow(page.get_by_role("link", name="Rouvrir le marché"))
    page.locator("main [name=reason]").fill("Un relevé a été oublié")
    press(page, "Confirmer")
    page.goto(verified)
    assert page.get_by_text("Annulée").count()
    check(looker)
