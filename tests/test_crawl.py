"""Every page as every role: nothing leaks, nothing is written, the page laws hold."""

import hashlib
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitator.access import BODY_ROLES, Role
from facilitator.db import db
from tests.matrix import Relation, no_arguments
from tests.page import Page, broken_laws
from tests.world import World

FOLLOWED_OF_EACH = 4
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


def picture(app: Flask) -> str:
    """A digest of all that the database holds."""
    with app.app_context():
        raw = db.engine.raw_connection()
        lines = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
        raw.close()
    return hashlib.sha256(lines.encode()).hexdigest()


@each_role
def test_reading_changes_nothing(role: Role, world: World) -> None:
    before = picture(world.app)
    own = set(addresses(world, role, (Relation.OWN,)))
    for url in addresses(world, role):
        answer = world.ask("GET", url, role)
        if url in own:
            head = world.ask("HEAD", url, role)
            assert (head.status_code, head.get_data()) == (answer.status_code, b""), f"HEAD {url}"

    assert picture(world.app) == before, "a page that is only read has written: use POST"


@each_role
def test_each_page_obeys_the_page_laws(role: Role, world: World) -> None:
    wrong = [
        f"{url}: {broken}"
        for url in addresses(world, role)
        for answer in [world.read(url, role)]
        if answer.mimetype == "text/html" and answer.status_code not in range(300, 400)
        for broken in broken_laws(Page(answer))
    ]

    assert not wrong, "\n".join(wrong)


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


@pytest.mark.postgres
@each_role
def test_each_page_answers_alike_on_postgresql(role: Role, world: World, postgres_world: World) -> None:
    for line in world.lines:
        if line.roles and "GET" in world.methods(line.endpoint) and role in line.allowed("GET", Relation.OWN):
            here = world.read(world.url(line), role)
            there = postgres_world.read(postgres_world.url(line), role)
            assert (here.status_code, here.mimetype) == (there.status_code, there.mimetype), line.endpoint
