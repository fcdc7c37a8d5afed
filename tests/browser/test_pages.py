"""Law 11: every page, in every state, light and dark, at 320 and 1280 px, passes axe and keeps its width."""

import pytest

from tests.browser.looking import Looker
from tests.browser.pages import Visit, visits
from tests.browser.sites import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("visit", visits(), ids=lambda visit: visit.name.replace(" ", "-"))
def test_page(visit: Visit, sites: dict[str, Site], looker: Looker) -> None:
    if not looker.open(sites[visit.site], visit):
        return
    faults = list(looker.faults())
    if visit.submits and looker.refuse():
        faults += [f"refused: {fault}" for fault in looker.faults()]

    assert not faults, "\n".join(faults)
