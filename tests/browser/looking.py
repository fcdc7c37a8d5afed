"""How a page is opened and looked at: one Chromium, the four combinations, axe, scroll, console."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.browser.pages import Visit
from tests.browser.sites import Site
from tests.browser.skeleton import GEOMETRY, SKELETON
from tests.browser.tints import NEW, PASSED, SEEN, TINTS, WORN
from tests.provide import chromium

FLAGS = (
    "--no-sandbox",
    "--lang=fr-FR",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Axe().axe_script
SIZES = {"desk": (1280, 900), "phone": (320, 700)}
SCHEMES = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast", "link-in-text-block")
STRUCTURE = {
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
    "runOnly": {"type": "tag", "values": list(TAGS)},
    "rules": {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in OF_COLOURS}},
}
COLOURS = {"preload": False, "runOnly": {"type": "rule", "values": list(OF_COLOURS)}}
MEASURED = {
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
    "runOnly": {"type": "rule", "values": list(GEOMETRY)},
    "rules": {"target-size": {"enabled": True}},
}
SOUND: set[str] = set()
"""The skeletons of the pages that axe found sound, in this process."""
CONTRASTED: set[str] = set()
"""The tints of the texts whose contrast axe found sound, in this process."""
ERROR_SUMMARY = ".error-summary"
TYPED = "input:not([type=hidden]), select, textarea"
REFUSABLE = f"main form[method=post]:has({TYPED}) [type=submit]"


@dataclass
class Looker:
    """A tab, and what its console complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, site: Site, visit: Visit) -> bool:
        """Open the page of a visit; False when a file, a redirect or nothing stands there."""
        self.become(site, visit)
        try:
            answer = self.page.goto(site.url(visit.endpoint, visit.line, **visit.args))
        except Error as failure:
            if "Download is starting" in failure.message:
                return False
            raise
        return (
            answer is not None
            and answer.status == 200
            and answer.headers["content-type"].startswith("text/html")
            and answer.request.redirected_from is None
        )

    def refuse(self) -> bool:
        """Send the form of the page empty; False when it has none, or when none is refused."""
        button = self.page.locator(REFUSABLE).first
        if not button.count():
            return False
        button.evaluate("one => { one.form.noValidate = true }")
        with self.page.expect_navigation():
            button.click()
        return bool(self.page.locator(ERROR_SUMMARY).count())

    def become(self, site: Site, visit: Visit) -> None:
        """Hold the cookie of the visit's role, and no other."""
        self.complaints.clear()
        self.page.context.clear_cookies()
        if visit.role is not None:
            name, _, value = site.cookies[visit.role].partition("=")
            self.page.context.add_cookies([{"name": name, "value": value, "url": site.address}])

    def show(self, scheme: Any, size: str) -> None:
        """Take a colour scheme and a size, without loading the page again."""
        width, height = SIZES[size]
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def faults(self) -> Iterator[str]:
        """What is wrong, in each combination. Structure does not depend on the colours: it is asked of axe at
        1280, and again at 320 when something shows there that did not. Colours are asked in each combination,
        unless every tint (`tints.py`) is known to be sound. Neither depends on names and numbers: a page
        whose skeleton (`skeleton.py`) was found sound is only measured."""
        yield from self.complaints
        self.page.evaluate(AXE)
        self.page.evaluate(TINTS)
        bones = self.page.evaluate(SKELETON)
        wrong = list(self._measured() if bones in SOUND else self._found())
        if not wrong:
            SOUND.add(bones)
        yield from wrong

    def _found(self) -> Iterator[str]:
        yield from self._asked(STRUCTURE, "desk")
        self.page.evaluate(SEEN)
        for size, scheme in (("desk", "light"), ("desk", "dark"), ("phone", "dark"), ("phone", "light")):
            yield from self._coloured(scheme, size)
        yield from self._asked(STRUCTURE if self.page.evaluate(NEW) else MEASURED, "phone")

    def _measured(self) -> Iterator[str]:
        for size in SIZES:
            yield from self._asked(MEASURED, size)

    def _asked(self, options: dict[str, Any], size: str) -> Iterator[str]:
        self.show("light", size)
        if self.page.evaluate(WIDER):
            yield f"{size}: the page scrolls sideways because of {self.page.evaluate(CULPRITS)}"
        found = self.page.evaluate("options => axe.run(options)", options)
        yield from (f"{size}: {say(one)}" for one in found["violations"])

    def _coloured(self, scheme: str, size: str) -> Iterator[str]:
        self.show(scheme, size)
        if CONTRASTED.issuperset(self.page.evaluate(WORN)):
            return
        found = self.page.evaluate(PASSED, [COLOURS, sorted(CONTRASTED)])
        CONTRASTED.update(found["sound"])
        yield from (f"{size} {scheme}: {say(one)}" for one in found["violations"])


WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CULPRITS = """[...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter(one => !one.closest('nav ul, .table-scroll, pre'))
  .slice(0, 4).map(one => `<${one.localName} class="${one.className}">`).join(', ')"""


def say(violation: dict[str, Any]) -> str:
    """A violation in a line: rule, where, why."""
    nodes = violation["nodes"][:3]
    where = " ; ".join(f"{node['html'][:160]} ({node['failureSummary'][:220]})" for node in nodes)
    return f"{violation['id']} ×{len(violation['nodes'])}: {where}"


@contextmanager
def browsing() -> Iterator[Browser]:
    """One Chromium (`CHROMIUM` names another)."""
    path = os.environ.get("CHROMIUM") or str(chromium())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def looking(browser: Browser) -> Iterator[Looker]:
    """A French tab in Paris."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    looker = Looker(context.new_page())

    def complain(text: str) -> None:
        if "Failed to load resource" not in text:
            looker.complaints.append(f"console: {text[:300]}")

    looker.page.on("console", lambda message: complain(message.text) if message.type == "error" else None)
    looker.page.on("pageerror", lambda error: complain(str(error)))
    try:
        yield looker
    finally:
        context.close()
