"""The map: the same list, no request to anybody unless tiles are set, a library as it was published."""

from decimal import Decimal
from hashlib import sha256

import pytest

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories_sites import make_worksite
from tests.house import ROOT
from worksites.sites.map.rules import origin_of_tiles

LEAFLET = ROOT / "facilitator" / "static" / "vendor" / "leaflet"
TILES = "https://tuiles.example/carte/{z}/{x}/{y}.png"


def test_the_vendored_library_is_what_was_published() -> None:
    named = dict(reversed(line.split()) for line in (LEAFLET / "MANIFEST.sha256").read_text().splitlines())
    held = {str(path.relative_to(LEAFLET)) for path in LEAFLET.rglob("*") if path.is_file()}

    assert held - {"MANIFEST.sha256"} == set(named)
    for name, digest in named.items():
        assert sha256((LEAFLET / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize(
    "address",
    [
        "http://tuiles.example/{z}/{x}/{y}.png",
        "https://{s}.tuiles.example/{z}/{x}/{y}.png",
        "https://tuiles.example/{z}/{x}.png",
        "https://tuiles.example/{z}/{x}/{y}.png; script-src *",
        "tuiles.example/{z}/{x}/{y}.png",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="FACILITATOR_MAP_TILES"):
        origin_of_tiles(address)


def test_tiles_open_the_policy_to_their_origin_alone() -> None:
    assert origin_of_tiles(TILES) == "https://tuiles.example"
    assert origin_of_tiles("") == ""


def test_the_map_shows_the_list_and_asks_nobody(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    make_worksite(body, name="Pradou", latitude=Decimal("45.7772"), longitude=Decimal("3.111"))
    make_worksite(body, name="Sans position")

    page = client.get("worksites.on_map")

    assert len(page.select("tbody tr")) == 2
    assert page.one("[data-latitude]")["data-latitude"] == "45.7772"
    assert page.one("[data-map]")["data-tiles"] == ""
    assert "img-src 'self' data:;" in page.response.headers["Content-Security-Policy"]
    assert not client.get("worksites.on_map", q="sans").select("[data-latitude]")


def test_the_policy_of_other_pages_never_opens(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client.app.config, "MAP_TILES", TILES)
    client.as_role(Role.FACILITATOR)

    assert (
        "data: https://tuiles.example;"
        in client.get("worksites.on_map").response.headers["Content-Security-Policy"]
    )
    assert "tuiles" not in client.get("worksites.index").response.headers["Content-Security-Policy"]
