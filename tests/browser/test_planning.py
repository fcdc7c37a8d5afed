"""From a need to the cohorts of an adopted plan, in a browser with axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from facilitator.access import Role
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site
from tests.browser.steps import follow
from tests.browser.test_story import check, press

pytestmark = pytest.mark.browser
SOLVED_WITHIN = 120_000
"""Milliseconds that the solver's process may take on a busy machine."""


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """One tab."""
    with looking(chromium_browser) as found:
        yield found


def test_from_a_need_to_an_adopted_plan(looker: Looker, sites: dict[str, Site]) -> None:
    visit = Visit(Role.FACILITATOR.value, "story", "needs.index", Role.FACILITATOR, args={})
    assert looker.open(sites["story"], visit)
    page = looker.page
    check(looker)
    needs = page.url
    follow(page.locator(".lack-said a").first)
    check(looker)
    page.goto(needs)
    follow(page.get_by_role("link", name="Plans de cohortes"))
    follow(page.locator("main tbody a").first)
    expect(page.locator("svg.timeline")).to_be_visible()
    check(looker)
    page.get_by_role("button", name="Garder").first.click()
    expect(page.get_by_text("Gardée", exact=True).first).to_be_visible()
    check(looker)
    press(page, "Calculer de nouveau")
    expect(page.get_by_role("link", name="Adopter ce plan")).to_be_visible(timeout=SOLVED_WITHIN)
    follow(page.get_by_role("link", name="Adopter ce plan"))
    check(looker)
    press(page, "Adopter ce plan")
    expect(page.get_by_text("Adopté", exact=True).first).to_be_visible()
    check(looker)
