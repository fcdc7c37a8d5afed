"""The grid in a real browser: its keyboard, a paste and its review, a cut network, two people at once."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from facilitator.formats import hours, parse_hours
from facilitator.words import RuleBroken
from tests.browser.grids import Grids, serving
from tests.browser.looking import Looker, looking

pytestmark = pytest.mark.browser
ACTIVE = """() => {
  const td = document.activeElement.closest('td');
  return td && [td.parentElement.rowIndex, td.cellIndex];
}"""
SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return document.activeElement.contains(at);
}"""
PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const pasted = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(pasted);
}"""
COPY = """() => {
  const data = new DataTransfer();
  const copied = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(copied);
  return data.getData('text/plain');
}"""


TEXTS = (
    *("7h30", "7 h 30", "7:30", "7,5", "7.5", ",5", "151,67", "151:40:00", "1 234,5", "35 heures", "90 min"),
    *("0", "—", "1,234", "0,125", "0,0083333334", "7h75", "7h5", "-5", "1.234", "1,234.5", "12/5", "1e3"),
    *("5-12", "99999999999", "7,", "x", "", "1 23", "12.05.2026", "7:30 PM", "7,5h30", "9" * 50),
)


@pytest.fixture(scope="session")
def grids(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grids]:
    """The site of the grids."""
    with serving(tmp_path_factory.mktemp("grids")) as found:
        yield found


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """A fresh tab."""
    with looking(chromium_browser) as one:
        yield one
        assert one.complaints == []


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def active(page: Page) -> list[int]:
    """The row and the column of the focus, headings counted."""
    found: list[int] = page.evaluate(ACTIVE)
    return found


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell by its row and column, the first person and the first month being 1."""
    return page.locator(f"[data-grid] tbody tr:nth-child({row}) > :nth-child({column + 1})")


def first_stop(page: Page) -> None:
    """Come to the grid by the Tab key alone, from the bar above it."""
    page.locator("[data-redo]").focus()
    press(page, "Tab")


def saved(page: Page) -> None:
    """The bar says that all is saved."""
    expect(page.locator("[data-saved]")).to_contain_text(re.compile("^Enregistré à"))


def test_thirty_people_are_typed_without_a_mouse(grids: Grids, looker: Looker) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    first_stop(page)
    assert active(page) == [1, 1]
    press(page, "ArrowRight")
    begun = time.perf_counter()
    for _ in range(30):
        page.keyboard.type("151,67")
        press(page, "Enter")
        assert page.evaluate(SEEN), "the focus is hidden below what stays in sight"
    spent = time.perf_counter() - begun
    saved(page)
    assert grids.minutes(grids.small) == 600 + 30 * 9100
    assert page.locator("[data-sums=columns] td").nth(1).inner_text() == hours(30 * 9100)
    assert page.locator("[data-sums=columns] td").last.inner_text() == hours(600 + 30 * 9100)
    assert spent < 60

    press(page, "Control+z")
    press(page, "Control+z")
    expect(cell(page, 29, 2)).to_have_text("")
    saved(page)
    press(page, "Control+y", "Control+y")
    expect(cell(page, 30, 2)).to_have_text(hours(9100))


def test_the_keyboard_is_a_spreadsheets(grids: Grids, looker: Looker) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    first_stop(page)
    moves = {
        "ArrowDown": [2, 1],
        "End": [2, 5],
        "Home": [2, 1],
        "Control+End": [33, 5],
        "PageUp": [23, 5],
        "Control+Home": [1, 1],
        "PageDown": [11, 1],
        "ArrowRight": [11, 2],
        "ArrowUp": [10, 2],
    }
    for key, place in moves.items():
        press(page, key)
        assert active(page) == place, key
        assert page.evaluate(SEEN), key
    grid = page.locator("[data-grid]")
    assert grid.get_attribute("aria-rowcount") == "34"
    assert grid.get_attribute("aria-colcount") == "6"
    assert grid.locator("[tabindex='0']").count() == 1

    press(page, "Control+Home", "ArrowRight", "ArrowRight")
    page.keyboard.type("7h30")
    press(page, "Tab")
    assert active(page) == [1, 4]
    press(page, "ArrowLeft", "F2", "End")
    page.keyboard.type(" min")
    press(page, "Escape")
    assert cell(page, 1, 3).inner_text() == hours(450)
    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert cell(page, 3, 3).inner_text() == hours(450)
    assert page.evaluate(COPY) == "7,5\n7,5\n7,5"
    assert grid.locator("[aria-selected=true]").count() == 3
    press(page, "Delete")
    assert cell(page, 2, 3).inner_text() == ""
    press(page, "Control+Space")
    assert grid.locator("[aria-selected=true]").count() == 31
    press(page, "Shift+Space")
    assert (
        grid.locator("[aria-selected=true]").count() == 31 * 4
        or grid.locator("[aria-selected=true]").count() == 4
    )
    press(page, "Control+a")
    assert grid.locator("[aria-selected=true]").count() == 31 * 4
    press(page, "Tab")
    assert page.evaluate(ACTIVE) is None, "one stop of the Tab key"


def test_what_is_refused_or_closed_is_said(grids: Grids, looker: Looker) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    first_stop(page)
    page.keyboard.type("5")
    expect(page.locator("[data-assertive]")).to_have_text(re.compile("est validé|affectée|couvre"))
    assert cell(page, 1, 1).get_attribute("aria-readonly") == "true"
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    page.keyboard.type("12/5")
    press(page, "Enter")
    expect(page.locator("[data-assertive]")).to_contain_text("ressemble à une date")
    wrong = cell(page, 1, 4)
    assert (wrong.inner_text(), wrong.get_attribute("aria-invalid")) == ("12/5", "true")
    said = page.locator(f"#{wrong.get_attribute('aria-describedby')}").text_content()
    assert "ressemble à une date" in str(said)
    page.keyboard.type("400")
    press(page, "Enter")
    expect(page.locator("[data-assertive]")).to_contain_text("10 h par jour")
    assert list(looker.faults()) == []
    looker.show("light", "desk")
    press(page, "Control+z", "Control+z")
    assert cell(page, 1, 4).inner_text() == ""


def test_a_block_is_reviewed_before_anything_is_saved(grids: Grids, looker: Looker) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    before = grids.minutes(grids.small)
    press(page, "Tab")
    first_stop(page)
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    block = (
        'Salarié\tHeures\nNom001 Camille\t7h30\n"Camille\nNOM002"\t1 234,5\n'
        "Nom003 Camile\t7,5\nCamille Nom004\t12/5\n"
    )
    page.evaluate(PASTE, block)
    panel = page.locator("[data-panel=collage]")
    expect(panel).to_contain_text("1\u00a0case change")
    expect(panel).to_contain_text("2\u00a0refusées")
    expect(panel).to_contain_text("ressemble à une date")
    assert list(looker.faults()) == []
    looker.show("light", "desk")
    panel.locator("select").select_option(label="Camille Nom003")
    expect(panel).to_contain_text("2\u00a0cases changent")
    assert grids.minutes(grids.small) == before
    panel.get_by_role("button", name=re.compile("Appliquer")).press("Enter")
    saved(page)
    assert grids.minutes(grids.small) == before + 900
    press(page, "Control+z")
    saved(page)
    expect(cell(page, 3, 4)).to_have_text("")
    page.wait_for_timeout(1000)
    saved(page)
    assert grids.minutes(grids.small) == before


def test_three_hundred_people_are_pasted_at_once(
    grids: Grids, looker: Looker, record_property: Callable[[str, object], None]
) -> None:
    page = looker.page
    grids.enter(looker, grids.large)
    first_stop(page)
    begun = time.perf_counter()
    page.evaluate(PASTE, "\n".join("\t".join(["151,67", "7h30", "7:30", "35"]) for _ in range(300)))
    go = page.get_by_role("button", name=re.compile("Appliquer à 1200|Appliquer à"))
    expect(go).to_be_focused()
    reviewed = time.perf_counter() - begun
    begun = time.perf_counter()
    press(page, "Enter")
    expect(cell(page, 300, 4)).to_have_text(hours(2100))
    applied = time.perf_counter() - begun
    saved(page)
    kept = time.perf_counter() - begun
    for name, spent in (("reviewed", reviewed), ("applied", applied), ("kept", kept)):
        record_property(name, round(spent, 3))
    assert grids.minutes(grids.large) == 300 * (9100 + 450 + 450 + 2100)
    assert page.locator("[data-sums=columns] td").last.inner_text() == hours(300 * 12100)
    assert reviewed + applied < 3


def test_nothing_is_lost_when_the_network_is_cut(grids: Grids, looker: Looker) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    before = grids.minutes(grids.small)
    page.context.set_offline(True)
    first_stop(page)
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    for text in ("1", "2", "3"):
        page.keyboard.type(text)
        press(page, "Enter")
    expect(page.locator("[data-saved]")).to_contain_text("3\u00a0saisies gardées")
    assert grids.minutes(grids.small) == before
    page.context.set_offline(False)
    saved(page)
    assert grids.minutes(grids.small) == before + 6 * 60

    page.context.clear_cookies()
    page.keyboard.type("4")
    press(page, "Enter")
    expect(page.locator("[data-saved]")).to_contain_text("Votre session a pris fin")
    page.goto("about:blank")
    grids.enter(looker, grids.small)
    expect(cell(page, 4, 4)).to_have_text(hours(240))
    for _ in range(150):
        if grids.minutes(grids.small) == before + 10 * 60:
            break
        page.wait_for_timeout(100)
    assert grids.minutes(grids.small) == before + 10 * 60


def test_a_kept_figure_that_no_longer_enters_is_said(grids: Grids, looker: Looker) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    page.evaluate(
        """() => {
          const form = document.querySelector('[data-grid-form]');
          const { pathname, search } = new URL(form.action);
          const place = document.querySelector('[data-grid] td.closed').dataset.place;
          const kept = [{ place, minutes: 420, saved: { minutes: 0, version: 0 }, error: null }];
          localStorage.setItem(`grille ${form.dataset.owner} ${pathname}${search}`, JSON.stringify(kept));
        }"""
    )
    page.reload()
    panel = page.locator("[data-panel=perdues]")
    expect(panel).to_contain_text(f"{hours(420)}. Ce mois est validé")
    panel.get_by_role("button").click()
    page.reload()
    assert page.locator("[role=grid]").count() == 1
    assert panel.count() == 0


def test_two_people_in_one_cell_are_shown_both_figures(
    grids: Grids, looker: Looker, chromium_browser: Browser
) -> None:
    page = looker.page
    grids.enter(looker, grids.small)
    with looking(chromium_browser) as other:
        grids.enter(other, grids.small, who=1)
        for tab, keys, text in ((other.page, 10, "8"), (page, 10, "9")):
            first_stop(tab)
            press(tab, *["ArrowDown"] * keys, "ArrowRight", "ArrowRight", "ArrowRight")
            tab.keyboard.type(text)
            press(tab, "Enter")
            if tab is other.page:
                saved(tab)
    panel = page.locator("[data-panel=conflits]")
    expect(panel).to_contain_text(f"{hours(480)} enregistré")
    expect(panel).to_contain_text(f"vous avez saisi {hours(540)}")
    assert list(looker.faults()) == []
    looker.show("light", "desk")
    panel.get_by_role("button", name=re.compile("Garder ma saisie")).click()
    saved(page)
    page.reload()
    assert cell(page, 11, 4).inner_text() == hours(540)


def test_the_page_and_the_server_read_hours_alike(grids: Grids, looker: Looker) -> None:
    texts = [*TEXTS, "1\u202f234,5", "1\u00a0234 h 05"]
    grids.enter(looker, grids.small)
    script = """async ([texts, address]) => {
      const { parseHours, showHours } = await import(address);
      const read = text => { try { return parseHours(text) } catch (error) { return error.message } };
      return [texts.map(read), [0, 59, 60, 9100, 74070, 60000000].map(showHours)];
    }"""
    read, shown = looker.page.evaluate(script, [texts, "/static/clauses/hours/hours.js"])

    def ours(text: str) -> int | str:
        try:
            return parse_hours(text) or 0
        except RuleBroken as broken:
            return broken.message

    assert dict(zip(texts, read, strict=True)) == {text: ours(text) for text in texts}
    assert shown == [hours(minutes) for minutes in (0, 59, 60, 9100, 74070, 60000000)]


def test_without_scripts_the_page_is_sent_as_a_form(grids: Grids, chromium_browser: Browser) -> None:
    before = grids.minutes(grids.small)
    context = chromium_browser.new_context(java_script_enabled=False, locale="fr-FR")
    looker = Looker(context.new_page())
    grids.enter(looker, grids.small)
    looker.page.locator("[data-grid] input").last.fill("1h30")
    looker.page.get_by_role("button", name="Enregistrer").click()
    expect(looker.page.locator(".toast")).to_contain_text("1\u00a0case enregistrée")
    context.close()
    assert grids.minutes(grids.small) == before + 90
