"""No person's name ever reaches a buyer: the whole demonstration is read as one, its mails too."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from clauses.compliance.monday.jobs import run as write_packs
from clauses.contracts.models import Contract
from clauses.people.participants.models import Participant
from facilitator.access import BUYER_ROLES
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.db import db
from facilitator.formats import fold
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client

OF_EACH = 6
"""Pages of one endpoint: each shows what its template and its queries show, of that many different things."""
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')


def names() -> set[str]:
    """Every participant of the demonstration, given name first and family name first, folded."""
    people = db.session.scalars(select(Participant)).all()
    assert len(people) > 50
    both = ((one.given_name, one.family_name) for one in people)
    return {fold(f"{first} {last}") for pair in both for first, last in (pair, pair[::-1])}


def told(answer: TestResponse) -> str:
    """All that an answer says; archives (XLSX, DOCX) are opened."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    if body.startswith(b"%PDF") and (reader := shutil.which("pdftotext")):
        body = subprocess.run([reader, "-", "-"], input=body, capture_output=True, check=True).stdout
    text = re.sub(r"<[^>]+>", " ", unescape(body.decode("utf-8", "replace")))
    return fold(re.sub(r"\s+", " ", text))


def crawl(client: Client) -> Iterator[tuple[str, TestResponse]]:
    """The pages and files that the signed-in buyer reaches from the home page, a few of each endpoint."""
    waiting = deque([client.url("home.index")])
    seen, followed = set(waiting), Counter[str]()
    router = client.app.url_map.bind("localhost")
    while waiting:
        url = waiting.popleft()
        answer = client.web.get(url)
        yield url, answer
        if answer.mimetype == "text/html":
            for link in map(unescape, LINK.findall(answer.get_data(as_text=True))):
                if link not in seen and not link.startswith("/static/"):
                    seen.add(link)
                    endpoint = str(router.match(link.partition("?")[0])[0])
                    followed[endpoint] += 1
                    if followed[endpoint] <= OF_EACH:
                        waiting.append(link)


@pytest.mark.parametrize("role", sorted(BUYER_ROLES), ids=str)
def test_a_buyer_reads_nobody_s_name_on_any_page_nor_file(demo_client: Client, role: str) -> None:
    owner = db.session.scalars(
        select(Organisation).join(Contract, Contract.buyer_id == Organisation.id).order_by(Contract.id)
    ).first()
    forbidden = names()
    demo_client.as_role(role, owner)
    read, leaks = 0, []
    for url, answer in crawl(demo_client):
        read += answer.status_code == 200
        said = told(answer)
        leaks += [f"{url} names {name}" for name in forbidden if name in said]
    assert read > 60
    assert not leaks, "\n".join(leaks[:20])


def test_a_buyer_is_written_nobody_s_name(demo_app: Flask) -> None:
    forbidden = names()
    write_packs()
    addresses = select(User.email).join(Membership).where(Membership.role.in_(BUYER_ROLES))
    buyers = select(Organisation.id).join(Contract, Contract.buyer_id == Organisation.id)
    found = select(OutboxMessage).where(
        OutboxMessage.to.in_(addresses) | OutboxMessage.organisation_id.in_(buyers)
    )
    messages = db.session.scalars(found).all()
    assert messages
    for message in messages:
        said = fold(f"{message.subject} {message.text} {message.html}")
        assert not [name for name in forbidden if name in said], message.subject
