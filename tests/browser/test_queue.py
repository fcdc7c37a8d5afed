"""The queue by the keyboard alone, and the same without its script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from facilitator.access import Role
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site

pytestmark = pytest.mark.browser
QUEUE = Visit("queue", "full", "queue.index", Role.FACILITATOR)


@pytest.fixture
def queue(sites: dict[str, Site], chromium_browser: Browser) -> Iterator[Looker]:
    """The queue of a facilitator, with a few months that were sent."""
    with looking(chromium_browser) as looker:
        assert looker.open(sites["full"], QUEUE)
        yield looker


def test_the_keyboard_walks_ticks_and_goes_to_the_preview(queue: Looker) -> None:
    boxes = queue.page.locator("input[name=choix]")
    assert boxes.count() > 1
    boxes.first.focus()
    queue.page.keyboard.press("j")
    assert boxes.nth(1).evaluate("one => one === document.activeElement")
    was = boxes.nth(1).is_checked()
    queue.page.keyboard.press("x")
    assert boxes.nth(1).is_checked() is not was
    queue.page.keyboard.press("k")
    assert boxes.first.evaluate("one => one === document.activeElement")
    boxes.first.check()
    with queue.page.expect_navigation():
        queue.page.keyboard.press("v")
    assert queue.page.locator("h1").inner_text().startswith("Valider ")


def test_its_letters_mean_nothing_outside_of_its_table(queue: Looker) -> None:
    address = queue.page.url
    queue.page.locator("#recherche").focus()
    queue.page.keyboard.type("vrx")
    assert queue.page.url == address
    assert queue.page.locator("#recherche").input_value() == "vrx"


def test_r_goes_to_the_return_of_the_statement(queue: Looker) -> None:
    queue.page.locator("input[name=choix]").first.focus()
    with queue.page.expect_navigation():
        queue.page.keyboard.press("r")
    assert queue.page.locator("h1").inner_text() == "Renvoyer à l’entreprise"
