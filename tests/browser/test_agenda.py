"""A calendar is taken, its address read once, changed, closed: in a browser, with axe."""

import urllib.request

import pytest

from facilitator.access import Role
from tests.browser.looking import Looker
from tests.browser.pages import Visit
from tests.browser.sites import Site
from tests.browser.steps import act_of, follow
from tests.browser.test_story import check

pytestmark = pytest.mark.browser


def test_a_calendar_is_taken_read_changed_and_closed(looker: Looker, sites: dict[str, Site]) -> None:
    site, page = sites["story"], looker.page
    assert looker.open(site, Visit("agendas", "story", "agenda.index", Role.FACILITATOR))
    follow(act_of(page, "Ajouter un agenda", "main"))
    page.get_by_label("Que voulez-vous suivre").select_option(label="Mon agenda")
    follow(act_of(page, "Obtenir l’adresse", "main"))
    check(looker)
    shown = page.locator("main code").inner_text()
    path = shown.partition("/agenda/")[2]
    with urllib.request.urlopen(f"{site.address}/agenda/{path}") as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR")
    follow(act_of(page, "Changer d’adresse", "main"))
    check(looker)
    follow(act_of(page, "Changer d’adresse", "main form"))
    assert page.locator("main code").inner_text() != shown
    follow(page.get_by_role("link", name="Mes agendas").first)
    check(looker)
    assert not page.locator("main code").count()
    follow(page.get_by_role("link", name="Fermer : Mon agenda"))
    check(looker)
    follow(act_of(page, "Fermer", "main form"))
    assert page.get_by_text("Aucun agenda").count()
