"""What a reader does in a page: follow a link, press a button, and use the next page once it can answer."""

import re

from playwright.sync_api import Locator, Page, expect

# A machine may have more to do than these tests: what is awaited comes within this, in milliseconds.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


def ready(page: Page) -> None:
    """Until the page is whole and its scripts have run: before that, no key of theirs means anything.

    A module is deferred: the page can be read, clicked and focused before it has run. It always has when the
    page says `load`.
    """
    page.wait_for_load_state("load")


def follow(target: Locator) -> None:
    """Press what leads to another page, and wait for that page."""
    target.click()
    ready(target.page)


def act_of(page: Page, name: str | re.Pattern[str], where: str = "body", exact: bool = False) -> Locator:
    """The button or the link that says this."""
    part = page.locator(where)
    button, link = (part.get_by_role(role, name=name, exact=exact) for role in ("button", "link"))
    return button.or_(link).first
