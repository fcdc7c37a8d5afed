"""Fixtures of the browser tests: the sites are made once, Chromium starts once."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import Looker, browsing, looking
from tests.browser.sites import MAKERS, Site, aside, served
from tests.built import make_demonstration, make_world
from tests.sharing import made_once


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """The sites, served; what they are copied from is built once for all the workers."""
    folder = tmp_path_factory.mktemp("sites")
    for name, make in (("demonstration", make_demonstration), ("world", make_world)):
        (folder / name).symlink_to(aside(partial(made_once, tmp_path_factory, name, make)))
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
