"""Monday morning, in a browser with axe: who is late, what if, a note in one key, the handover."""

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
NOTE = "Le conducteur embauche deux maçons lundi."


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """One tab."""
    with looking(chromium_browser) as found:
        yield found


def test_from_the_board_to_the_handover(looker: Looker, sites: dict[str, Site]) -> None:
    visit = Visit(Role.FACILITATOR.value, "story", "follow_up.index", Role.FACILITATOR, args={})
    assert looker.open(sites["story"], visit)
    page = looker.page
    follow(page.get_by_role("link", name="En retard").first)
    check(looker)
    follow(page.locator("main tbody a").first)
    expect(page.locator("#avancement")).to_be_visible()
    assert page.get_by_text("au rythme actuel").count() or page.get_by_text("le marché est fini").count()
    expect(page.locator("svg.chart")).to_be_visible()
    page.get_by_text("Les chiffres du dessin").click()
    check(looker)
    contract = page.url.partition("#")[0]
    follow(page.get_by_role("link", name="Simuler"))
    page.get_by_label("Personnes en plus").fill("2")
    page.locator("main [name=starts_on]").fill("2030-01-07")
    press(page, "Voir ce que cela donnerait")
    expect(page.get_by_role("heading", name="Ce que cela donnerait")).to_be_visible()
    check(looker)
    page.goto(contract)
    follow(page.get_by_role("link", name="Noter un échange"))
    page.locator("main [name=kind]").first.focus()
    page.keyboard.press("n")
    expect(page.locator("main [name=summary]")).to_be_focused()
    page.keyboard.type(NOTE)
    press(page, "Noter")
    assert page.get_by_text(NOTE).count()
    check(looker)
    page.goto(contract)
    follow(page.get_by_role("link", name="Passation"))
    assert page.get_by_text(NOTE).count()
    check(looker)
