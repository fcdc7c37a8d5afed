"""Fixtures of the browser tests: the sites are made once, Chromium starts once."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Looker, browsing, looking
from tests.browser.sites import MAKERS, Site, aside, served


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """The three sites, served."""
    folder = tmp_path_factory.mktemp("sites")
    stack = ExitStack()
    yield aside(lambda: {name: stack.enter_context(served(make(folder))) for name, make in MAKERS.items()})
    aside(stack.close)


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """Chromium."""
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def looker(chromium_browser: Browser) -> Iterator[Looker]:
    """The tab that visits every page."""
    with looking(chromium_browser) as looker:
        yield looker
