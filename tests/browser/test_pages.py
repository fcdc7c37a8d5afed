"""Law 11: every page, in every state, light and dark, at 320 and 1280 px, passes axe and keeps its width.

A page that is another but for its names and numbers is not given to axe again: `test_skeleton.py` plants the
faults that this could hide, and finds them. Its width and its targets are measured all the same.
"""

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
