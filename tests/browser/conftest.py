"""Fixtures of the browser tests: the sites are made once, Chromium starts once."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Looker, browsing, looking
from tests.browser.sites import MAKERS, Site, aside, build_demonstration, served
from tests.sharing import made_once


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """The sites, served; the demonstration that two of them begin with is built once for all the workers."""
    folder = tmp_path_factory.mktemp("sites")
    built = aside(lambda: made_once(tmp_path_factory, "demonstration-sites", build_demonstration))
    (folder / "built").symlink_to(built)
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
