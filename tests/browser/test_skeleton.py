"""What may be skipped cannot hide a fault: whatever changes what axe says changes the skeleton too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Looker, looking
from tests.browser.skeleton import SKELETON

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="fr"><head><title>Une page</title>
<style>.pale { color: #ddd }</style></head><body>
<main><h1>Une page</h1><p>Il y a 12 heures.</p><section aria-label="Une"><h2>Titre</h2></section>
<form><label for="a1">Nom</label><input id="a1"></form><ul><li>Un mot</li><li>Deux mots</li></ul>
<table><tr><th scope="col">Mois</th></tr><tr><td>Mars</td></tr><tr><td>Avril</td></tr></table>
<button type="button">Envoyer</button></main></body></html>"""
FAULTS = (
    ("<p>Il", '<p class="pale">Il'),
    (">Envoyer<", "><"),
    ('for="a1"', 'for="a9"'),
    ('<label for="a1">Nom</label>', ""),
    ("<p>Il", '<p id="a1">Il'),
    ("<p>Il", '<p role="bouton">Il'),
    ("<h1>Une page</h1>", ""),
    ("<h2>Titre</h2>", "<h4>Titre</h4>"),
    ("<li>Deux mots</li>", "<p>Deux mots</p>"),
    (' lang="fr"', ""),
    ("<p>Il", '<img src="data:,"><p>Il'),
    ("<td>Avril", '<td class="pale">Avril'),
    ("<form>", '<section aria-label="Une"></section><form>'),
    ("<p>Il y a 12 heures.</p>", "<p>!</p>"),
)


@pytest.fixture
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """A tab that has visited nothing: no policy forbids a style in the page."""
    with looking(chromium_browser) as found:
        yield found


def bones(looker: Looker, html: str) -> str:
    """The skeleton of this page."""
    looker.page.set_content(html)
    return str(looker.page.evaluate(SKELETON))


def test_a_fault_is_not_alike(looker: Looker) -> None:
    sound = bones(looker, PAGE)
    for there, fault in FAULTS:
        assert there in PAGE
        assert bones(looker, PAGE.replace(there, fault)) != sound, fault


def test_names_numbers_and_repetitions_are_alike(looker: Looker) -> None:
    sound = bones(looker, PAGE)
    rows = "<tr><td>Mai</td></tr><tr><td>Juin</td></tr>"
    for there, other in (
        ("12 heures", "7 500 heures"),
        ("a1", "a27"),
        ("Mars", "Octobre"),
        ("</table>", f"{rows}</table>"),
        ("</ul>", "<li>Trois mots</li></ul>"),
    ):
        assert bones(looker, PAGE.replace(there, other)) == sound, other


def test_a_fault_is_found_beside_a_known_page(looker: Looker) -> None:
    for html, wrong in ((PAGE, ""), (PAGE, ""), (PAGE.replace(*FAULTS[0]), "color-contrast"), (PAGE, "")):
        looker.page.set_content(html)
        found = list(looker.faults())
        assert [wrong in one for one in found] == ([True] * len(found) if wrong else []), found
        assert bool(found) is bool(wrong)
    looker.page.set_content(PAGE.replace("heures", "heures" * 100))
    assert any("sideways" in one for one in looker.faults())


def test_a_pale_text_is_found_whatever_is_known(looker: Looker) -> None:
    known = PAGE.replace("</style>", "@media (prefers-color-scheme: dark) { .dim { color: #eee } }</style>")
    looker.page.set_content(known)
    assert list(looker.faults()) == []
    looker.page.set_content(known.replace("<td>Mars", '<td class="dim">Mars'))
    assert [fault[:25] for fault in looker.faults()] == [
        "desk dark: color-contrast",
        "phone dark: color-contras",
    ]
    disabled = known.replace('<button type="button"', '<button type="button" class="pale" disabled')
    looker.page.set_content(disabled)
    assert list(looker.faults()) == []
    looker.page.set_content(disabled.replace(" disabled", ""))
    assert all("color-contrast" in fault for fault in looker.faults())
    assert len(list(looker.faults())) == 4
