"""The first view on a phone: page, styles and scripts together, under 100 kB even uncompressed."""

import gzip
import re

import pytest

from clauses.hours.ledger.models import Statement
from tests.clauses.hours.declaring.test_views import fill
from tests.conftest import Client

pytestmark = pytest.mark.usefixtures("in_november")
BUDGET = 100_000
COMPRESSED_BUDGET = 35_000


def loaded(company: Client, page: str) -> dict[str, bytes]:
    """What a browser loads to show a page: itself, its styles, its scripts and what these import."""
    found = {"page": page.encode()}
    waiting = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if address in found:
            continue
        with company.ask("GET", address) as answer:
            assert answer.status_code == 200, address
            found[address] = answer.get_data()
        if ".js" in address:
            names = re.findall(r'from "\./([^"]+)"', found[address].decode())
            waiting += [f"/static/js/{name}" for name in names]
    return found


@pytest.mark.parametrize(
    "endpoint", ["declaring.index", "declaring.question", "declaring.hours", "sending.check"]
)
def test_the_first_view_is_light(company: Client, statement: Statement, endpoint: str) -> None:
    fill(statement)
    args = {} if endpoint == "declaring.index" else {"statement_id": statement.id}
    parts = loaded(company, company.get(endpoint, **args).html)
    whole = sum(map(len, parts.values()))
    compressed = sum(len(gzip.compress(part)) for part in parts.values())
    assert whole < BUDGET, {name: len(part) for name, part in parts.items()}
    assert compressed < COMPRESSED_BUDGET


def test_a_static_file_is_named_with_its_version_and_kept_for_ever(company: Client) -> None:
    styles = company.get("declaring.index").select("link[rel=stylesheet]")
    for address in (str(style["href"]) for style in styles):
        assert "?v=" in address
        with company.ask("GET", address) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
    with company.ask("GET", "/static/css/base.css") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]
