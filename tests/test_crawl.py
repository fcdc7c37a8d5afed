"""Every page as every role: nothing leaks, nothing is written, the page laws hold."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role
from facilitator.db import db
from tests.matrix import ADMINS, Relation, no_arguments
from tests.page import Page, broken_laws
from tests.world import World

FOLLOWED_OF_EACH = 2
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
each_role = pytest.mark.parametrize("role", list(Role), ids=str)


def addresses(world: World, role: Role, relations: tuple[Relation, ...] = tuple(Relation)) -> list[str]:
    """Where a role begins: every page it may see, with its own things."""
    found = [
        world.url(line, relation)
        for line in world.lines
        if "GET" in world.methods(line.endpoint)
        for relation in line.relations
        if relation in relations and role in line.allowed("GET", relation)
    ]
    return list(dict.fromkeys(found))


def searches(world: World, role: Role) -> list[str]:
    """Every list, asked for what belongs to others."""
    lists = [
        line for line in world.lines if line.args is no_arguments and "GET" in world.methods(line.endpoint)
    ]
    return [f"{world.url(line)}?q=Canari" for line in lists if role in line.allowed("GET", Relation.OWN)]


def links(answer: TestResponse) -> list[str]:
    """Where a page leads to, files of `static/` left out."""
    if answer.mimetype != "text/html":
        return []
    found = map(unescape, LINK.findall(answer.get_data(as_text=True)))
    return [link for link in found if not link.startswith("/static/")]


def crawl(world: World, role: Role) -> Iterator[tuple[str, TestResponse]]:
    """Every answer that a role reaches by its own addresses, and a few of each kind by links."""
    waiting = deque((*addresses(world, role), *searches(world, role)))
    seen, followed = set(waiting), Counter[str]()
    router = world.app.url_map.bind("localhost")
    while waiting:
        url = waiting.popleft()
        yield url, world.read(url, role)
        for link in links(world.read(url, role)):
            endpoint = "" if link in seen else str(router.match(link.partition("?")[0])[0])
            if endpoint and followed[endpoint] < FOLLOWED_OF_EACH:
                followed[endpoint] += 1
                seen.add(link)
                waiting.append(link)


def contents(answer: TestResponse) -> bytes:
    """What an answer says; archives (XLSX, DOCX) are opened."""
    body = answer.get_data()
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def forbidden(role: Role) -> list[str]:
    """The canaries that a role must never see."""
    if role is Role.PLATFORM_ADMIN:
        return []
    others = [Relation.OTHER] if role in BODY_ROLES else [Relation.OTHER, Relation.CLIENT]
    return [f"Canari-{relation}" for relation in others]


@each_role
def test_no_page_nor_file_shows_what_belongs_to_others(role: Role, world: World) -> None:
    leaks = [
        f"{url} shows {canary} to {role}"
        for url, answer in crawl(world, role)
        for canary in forbidden(role)
        if canary.lower().encode() in contents(answer).lower()
    ]

    assert not leaks, "\n".join(leaks)


@each_role
def test_reading_changes_nothing(role: Role, world: World) -> None:
    for url, _ in crawl(world, role):
        assert (role, url) not in world.wrote, f"{url} is only read and has written: use POST"


def first_readers(world: World) -> Iterator[tuple[str, Role]]:
    """Every address with its own thing, and the first role that may read it."""
    for line in world.lines:
        roles = sorted(line.allowed("GET", Relation.OWN), key=list(Role).index)
        if roles and "GET" in world.methods(line.endpoint):
            yield world.url(line), roles[0]


def test_asking_for_the_head_alone_answers_alike_and_changes_nothing(world: World) -> None:
    before = world.version()
    for url, role in first_readers(world):
        head = world.ask("HEAD", url, role)
        whole = world.read(url, role)
        if whole.status_code != head.status_code:  # a file may have been deleted from the disk since
            whole = world.ask("GET", url, role)
        assert (head.status_code, head.get_data()) == (whole.status_code, b""), f"HEAD {url}"
    assert world.version() == before, "a page that is only asked for its head has written: use POST"


def test_a_write_is_seen_by_who_watches_the_database(world: World) -> None:
    before = world.version()
    with world.app.app_context(), db.engine.connect() as connection:
        connection.execute(text("INSERT INTO write_probe (id) VALUES (1)"))
        connection.commit()
        assert world.version() != before
        connection.execute(text("DELETE FROM write_probe"))
        connection.commit()


def alike(html: str) -> str:
    """A part of a page without its tokens, each number and each canary replaced by the rank of its first use.

    Two parts that are then the same differ by names given one for one: they break the same page laws.
    """
    ranks: dict[str, str] = {}
    bare = re.sub(r'(name="(?:csrf_token|form_key)"[^>]*) value="[^"]*"', r"\1", html)
    return re.sub(r"\d+|Canari-\w+", lambda found: ranks.setdefault(found[0], f"{len(ranks)}~"), bare)


def parts(html: str) -> set[str]:
    """The frame of a page, which roles share, and what it frames.

    What is framed comes with its title and, since ids are unique and name one another, those of the frame.
    """
    before, _, rest = html.partition("<main")
    main, _, after = rest.partition("</main>")
    head, title, frame = before.partition("<title>")[0], before.partition("</title>")[0], before + after
    frame = frame.replace(title[len(head) :], "")
    return {alike(frame), alike(" ".join((title[len(head) :], *re.findall(r' id="[^"]*"|<h1', frame), main)))}


@each_role
def test_each_page_obeys_the_page_laws(role: Role, world: World) -> None:
    wrong = []
    for url in addresses(world, role):
        answer = world.read(url, role)
        if answer.mimetype == "text/html" and answer.status_code not in range(300, 400):
            found = parts(answer.get_data(as_text=True))
            broken = [] if found <= world.lawful else broken_laws(Page(answer))
            wrong += [f"{url}: {one}" for one in broken]
            world.lawful |= set() if broken else found

    assert not wrong, "\n".join(wrong)


def test_what_is_alike_breaks_the_same_laws() -> None:
    page = '<p id="a1">1</p><p id="a2">2</p><main>\n<h1>Canari-own 1</h1></main>'
    assert parts(page) == parts(page.replace("1", "7").replace("Canari-own", "Canari-client"))
    for fault in ('id="a2"', "2", "Canari-own", "<h1>"):
        assert parts(page) != parts(page.replace(fault, {"2": "1"}.get(fault, 'id="a1"'))), fault


@each_role
def test_each_link_leads_somewhere(role: Role, world: World) -> None:
    dead = [f"{url}: {answer.status_code}" for url, answer in crawl(world, role) if answer.status_code >= 400]

    assert not dead, "\n".join(dead)


@each_role
def test_no_answer_to_a_signed_in_asker_is_kept_by_a_cache(role: Role, world: World) -> None:
    for url in addresses(world, role):
        answer = world.read(url, role)
        assert "no-store" in answer.headers.get("Cache-Control", ""), url
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], url


SCOPES = (BODY_ROLES, COMPANY_ROLES, BUYER_ROLES, *({role} for role in (Role.PARTNER, Role.LINK, *ADMINS)))
"""Who reads the same rows: inside of one of these, roles differ by what they may ask only."""


@pytest.mark.postgres
@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: " ".join(sorted(scope)))
def test_each_page_answers_alike_on_postgresql(
    scope: frozenset[Role], world: World, postgres_world: World
) -> None:
    for line in world.lines:
        able = sorted(scope & line.allowed("GET", Relation.OWN))
        if line.roles and able and "GET" in world.methods(line.endpoint):
            here = world.read(world.url(line), able[0])
            there = postgres_world.read(postgres_world.url(line), able[0])
            assert (here.status_code, here.mimetype) == (there.status_code, there.mimetype), line.endpoint


def test_each_role_has_its_scope() -> None:
    assert sorted(role for scope in SCOPES for role in scope) == sorted(Role)
