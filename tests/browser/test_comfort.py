"""What the small scripts add, and that nothing depends on them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from facilitator.access import Role
from tests.browser.looking import Looker, looking
from tests.browser.pages import Visit
from tests.browser.sites import Site

pytestmark = pytest.mark.browser
HOME = Visit("home", "empty", "home.index", Role.FACILITATOR)


@pytest.fixture
def home(sites: dict[str, Site], chromium_browser: Browser) -> Iterator[Looker]:
    """A fresh tab on the home page."""
    with looking(chromium_browser) as looker:
        assert looker.open(sites["empty"], HOME)
        yield looker


def go(looker: Looker, sites: dict[str, Site], endpoint: str, **args: str) -> Page:
    """Another page of the same site."""
    looker.page.goto(sites["empty"].url(endpoint, **args))
    return looker.page


def test_the_theme_is_kept_and_drawn_by_the_server(home: Looker, sites: dict[str, Site]) -> None:
    page = home.page
    page.locator(".account summary").click()
    page.get_by_label("Sombre").check()
    assert page.locator("html").get_attribute("data-theme") == "dark"

    page = go(home, sites, "home.search")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"

    page.locator(".account summary").click()
    page.get_by_label("Système").check()
    assert go(home, sites, "home.search").locator("html").get_attribute("data-theme") is None


def test_paper_is_always_light(home: Looker) -> None:
    home.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    home.page.emulate_media(media="print", color_scheme="dark")

    assert home.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_slash_goes_to_the_search_box_but_not_while_typing(home: Looker) -> None:
    box = home.page.locator("#recherche")
    home.page.keyboard.press("/")
    assert box.evaluate("one => one === document.activeElement")
    assert box.input_value() == ""

    home.page.keyboard.type("a/b")
    assert box.input_value() == "a/b"


def test_escape_closes_the_account_menu_and_gives_the_focus_back(home: Looker) -> None:
    summary = home.page.locator(".account summary")
    summary.click()
    home.page.keyboard.press("Tab")
    home.page.keyboard.press("Escape")

    assert home.page.locator(".account").get_attribute("open") is None
    assert summary.evaluate("one => one === document.activeElement")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(home: Looker) -> None:
    home.page.keyboard.press("Tab")
    assert home.page.evaluate("document.activeElement.className") == "skip"
    home.page.keyboard.press("Enter")

    assert home.page.evaluate("document.activeElement.id") == "contenu"


def test_a_message_is_put_away(home: Looker, sites: dict[str, Site]) -> None:
    page = go(home, sites, "gallery.show", family="messages")
    before = page.locator(".toast").count()
    page.get_by_label("Fermer ce message").first.click()

    assert page.locator(".toast").count() == before - 1


def test_the_focus_goes_to_the_error_summary(home: Looker, sites: dict[str, Site]) -> None:
    page = go(home, sites, "gallery.show", family="formulaires", etat="erreur")

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "title"


def test_a_form_is_sent_once(home: Looker) -> None:
    sent = home.page.evaluate(
        """() => {
          const form = document.querySelector('.account form');
          let sent = 0;
          window.addEventListener('submit', event => event.preventDefault());
          document.addEventListener('submit', event => { sent += form.dataset.sent ? 0 : 1; }, true);
          const again = {bubbles: true, cancelable: true};
          form.dispatchEvent(new SubmitEvent('submit', again));
          form.dispatchEvent(new SubmitEvent('submit', again));
          return sent;
        }"""
    )

    assert sent == 1


def test_everything_is_readable_without_javascript(sites: dict[str, Site], chromium_browser: Browser) -> None:
    context = chromium_browser.new_context(java_script_enabled=False, locale="fr-FR")
    looker = Looker(context.new_page())
    looker.become(sites["empty"], HOME)
    page = go(looker, sites, "gallery.show", family="messages")

    assert page.locator(".toast").count() == 2
    assert page.locator("[data-theme-switch]").is_hidden()
    context.close()


def test_a_long_table_is_folded_on_a_phone_and_nowhere_else(
    sites: dict[str, Site], chromium_browser: Browser
) -> None:
    with looking(chromium_browser) as looker:
        assert looker.open(sites["demo"], Visit("people", "demo", "people.index", Role.FACILITATOR))
        rows = looker.page.locator("main tbody tr")
        more = looker.page.get_by_role("button", name="autres lignes")
        seen = "rows => rows.filter(row => row.offsetHeight).length"
        looker.show("light", "desk")
        assert rows.evaluate_all(seen) == rows.count() == 50
        assert not more.is_visible()

        looker.show("light", "phone")
        assert rows.evaluate_all(seen) == 15
        more.click()
        assert rows.evaluate_all(seen) == 50
        assert rows.nth(15).locator("a").evaluate("one => one === document.activeElement")


def test_the_lit_line_of_a_menu_is_in_sight_on_a_phone(
    sites: dict[str, Site], chromium_browser: Browser
) -> None:
    with looking(chromium_browser) as looker:
        looker.show("light", "phone")
        assert looker.open(sites["empty"], Visit("pooling", "empty", "pooling.index", Role.FACILITATOR))
        for lit in looker.page.locator("[aria-current]").all():
            assert lit.evaluate("one => one.getBoundingClientRect().right <= innerWidth")
