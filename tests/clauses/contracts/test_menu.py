"""The menu stays lit on the pages under its lines."""

from clauses.contracts.rules import Stage
from facilitator.access import Role
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_contracts import make_contract, make_lot
from tests.page import Page


def lit(page: Page) -> list[str]:
    return [link.text.strip() for link in page.select("nav.menu a[aria-current]")]


def test_the_menu_stays_lit_on_every_page_of_the_contracts(client: Client) -> None:
    body = make_body()
    client.as_role(Role.HEAD, body)
    contract = make_contract(body)
    lot = make_lot(contract)

    for page in (
        client.get("contracts.index"),
        client.get("contracts.show", contract_id=contract.id),
        client.get("lots.edit", lot_id=lot.id),
        client.get("terms.create", lot_id=lot.id),
        client.get("stages.move", contract_id=contract.id, value=Stage.KICK_OFF.value),
        client.get("amendments.sandbox", contract_id=contract.id),
        client.get("thresholds.settings"),
        client.get("operations.index"),
    ):
        assert lit(page) == ["Marchés"], page.h1


def test_the_menu_stays_lit_on_the_pages_of_the_sizing(client: Client) -> None:
    client.as_role(Role.HEAD)

    for endpoint in ("sizing.index", "sizing_kept.index", "parameters.index", "text_templates.index"):
        assert lit(client.get(endpoint)) == ["Calibrage"], endpoint


def test_the_lines_of_a_group_stand_below_it_on_each_others_pages(client: Client) -> None:
    client.as_role(Role.HEAD)

    page = client.get("grid.index")

    assert lit(page) == ["Heures"]
    below = page.select("nav.submenu a")
    assert [link.text for link in below] == [
        "À contrôler",
        "Relevés",
        "Grilles",
        "Classeurs",
        "Globalisations",
    ]
    assert [link.text for link in below if link.get("aria-current")] == ["Grilles"]


def test_a_group_of_one_has_nothing_below_it(client: Client) -> None:
    client.as_role(Role.PARTNER)

    page = client.get("confirmations.index")

    assert lit(page) == ["Heures"]
    assert not page.select("nav.submenu")
