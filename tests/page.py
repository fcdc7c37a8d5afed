"""A parsed page, and the laws that every page of the house obeys (DESIGN law 11 and below)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from bs4 import BeautifulSoup, NavigableString, Tag
from werkzeug.test import TestResponse

NEEDS_LABEL = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"

NOT_PROSE = {"script", "code", "textarea"}
STRAIGHT = r"[^\W\d]'[^\W\d]"
TIGHT = r"\w[ ]?[?!;](?=\s|$)"


class Page:
    """An HTML answer: `page.text`, `page.select(css)`, `page.status`, `page.location`."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location", "")
        self.html = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.html, "html5lib")
        self.text = " ".join(self.soup.get_text(" ").split())

    @cached_property
    def tags(self) -> list[Tag]:
        """Every element of the page, in its order."""
        return self.soup.find_all(True)

    def having(self, attribute: str) -> list[Tag]:
        """Every element that has this attribute."""
        return [tag for tag in self.tags if attribute in tag.attrs]

    def select(self, css: str) -> list[Tag]:
        """Every element that the selector names."""
        return self.soup.select(css)

    def one(self, css: str) -> Tag:
        """The only element that the selector names; anything else is a failure."""
        found = self.select(css)
        assert len(found) == 1, f"{len(found)} elements match {css!r}, one was expected"
        return found[0]

    @cached_property
    def own_text(self) -> str:
        """The text that the house writes: what users typed or files held stands in `data-own="no"`."""
        return re.sub(r"[ \n\t]+", " ", " ".join(own_texts(self.soup)))

    @property
    def h1(self) -> str:
        """The text of the page's heading."""
        return " ".join(self.one("h1").get_text(" ").split())

    @property
    def errors(self) -> str:
        """The text of the error summary ('' when there is none)."""
        return " ".join(" ".join(box.get_text(" ") for box in self.select(".error-summary")).split())


def own_texts(above: Tag) -> Iterator[str]:
    """Every text under an element, but what stands in `data-own="no"`, in code or in a field."""
    for node in above.children:
        if type(node) is NavigableString:
            yield node
        elif isinstance(node, Tag) and node.name not in NOT_PROSE and node.get("data-own") != "no":
            yield from own_texts(node)


def heading_laws(page: Page) -> Iterator[str]:
    """One h1, and a title that starts with it."""
    headings = [tag for tag in page.tags if tag.name == "h1"]
    if len(headings) != 1:
        yield f"{len(headings)} <h1>: a page has exactly one"
        return
    title = " ".join(page.soup.title.get_text().split()) if page.soup.title else ""
    if not title.removeprefix("Erreur : ").startswith(page.h1):
        yield f"<title> {title!r} must start with the h1 {page.h1!r} (or « Erreur : » then it)"


def id_laws(page: Page) -> Iterator[str]:
    """Ids are unique, and whatever names one finds it."""
    ids = Counter(str(tag["id"]) for tag in page.having("id"))
    yield from (f"id {name!r} is used {count} times" for name, count in ids.items() if count > 1)
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in page.having(attribute):
            for name in str(tag[attribute]).split():
                if name not in ids:
                    yield f"{attribute} names {name!r}, which is not on the page"


def form_laws(page: Page) -> Iterator[str]:
    """Each field has its label, each POST form its CSRF token."""
    labelled = {label.get("for") for label in page.select("label[for]")}
    for field in page.select(NEEDS_LABEL):
        named = field.get("aria-label") or field.get("aria-labelledby")
        if field.get("id") not in labelled and not named and field.find_parent("label") is None:
            yield f"no label for {field}"
    for form in page.select("form"):
        is_post = str(form.get("method") or "get").lower() == "post"
        if is_post and not form.select("[name=csrf_token]"):
            yield "a POST form lacks its csrf_token"


def policy_laws(page: Page) -> Iterator[str]:
    """Nothing inline, nothing from elsewhere: the strict CSP would block it anyway."""
    for tag in page.tags:
        inline = [name for name in tag.attrs if name.startswith("on") or name == "style"]
        if inline:
            yield f"inline {inline} on <{tag.name}>: move it to static/"
    for script in page.select("script:not([src])"):
        if script.get("type") != "application/json":
            yield "an inline <script>: move it to static/"
    if page.select("style"):
        yield "an inline <style>: move it to static/"
    for tag in page.tags:
        address = str(tag.get("src") or (tag.get("href") if tag.name == "link" else ""))
        if re.match(r"(https?:)?//", address):
            yield f"external origin {address}"


def text_laws(page: Page) -> Iterator[str]:
    """French, whole, and set with French typography."""
    if page.soup.html is None or page.soup.html.get("lang") != "fr":
        yield "<html lang> must be fr"
    if "{{" in page.html or "{%" in page.html:
        yield "a template tag was left in the page"
    for fault, mend in (
        (STRAIGHT, "straight apostrophe in {}: write ’"),
        (TIGHT, "no narrow no-break space before ? ! ; in {}"),
    ):
        if re.search(fault, page.own_text):
            yield mend.format(re.findall(rf".{{0,20}}{fault}.{{0,20}}", page.own_text)[:3])


LAWS = (heading_laws, id_laws, form_laws, policy_laws, text_laws)


def broken_laws(page: Page) -> list[str]:
    """What is wrong with the page, each with its mend; an empty list when all is well."""
    return [wrong for law in LAWS for wrong in law(page)]
