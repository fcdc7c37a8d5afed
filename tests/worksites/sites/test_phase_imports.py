"""Phases pasted and sent on the pages: reviewed, mended, written once, exported, taken back."""

import io

import pytest

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories_contracts import make_contract, make_lot
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from tests.page import Page
from worksites.sites.models import Worksite

PASTED = """Métier\tLot\tDébut\tFin\tEffectif\tHeures
Maçon\t1\tS01 2027\tS04 2027\t4\t
Peintre\t\tS05 2027\tS06 2027\t\tbeaucoup
"""


@pytest.fixture
def site(client: Client) -> Worksite:
    """A worksite of a facilitator's body, with a contract of one lot."""
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    found, contract = make_worksite(body), make_contract(body)
    make_lot(contract)
    make_worksite_share(found, contract)
    return found


def held(page: Page) -> dict[str, str]:
    """What the review's form holds."""
    fields = page.select("main form input[name]")
    return {str(one["name"]): str(one.get("value", "")) for one in fields if one.get("type") != "checkbox"}


def test_what_is_pasted_is_mended_written_once_and_taken_back(client: Client, site: Worksite) -> None:
    page = client.post("phase_imports.paste", {"text": PASTED}, worksite_id=site.id)
    assert page.status == 422
    assert "Ligne 2, heures" in page.errors
    assert not site.phases

    mended = held(page) | {"phase_hours-1": "151 h 40"}
    first = client.post("phase_imports.review", mended, worksite_id=site.id)
    again = client.post("phase_imports.review", mended, worksite_id=site.id)
    assert first.status == 302
    assert again.status in (200, 302)
    assert [(row.lot_id is not None, row.minutes) for row in site.phases] == [(True, None), (False, 9100)]

    client.follow(client.post("phase_imports.undo", worksite_id=site.id))
    client.post("phase_imports.undo", worksite_id=site.id)
    assert not site.phases


def test_a_row_may_be_set_aside(client: Client, site: Worksite) -> None:
    page = client.post("phase_imports.paste", {"text": PASTED}, worksite_id=site.id)

    client.follow(client.post("phase_imports.review", held(page) | {"skip-1": "1"}, worksite_id=site.id))

    assert len(site.phases) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_comes_back_unchanged(client: Client, site: Worksite, ending: str) -> None:
    make_phase(site, lot=site.shares[0].contract.lots[0], title="=Gros œuvre ; bâtiment A")
    make_phase(site, minutes=9100, lot_label="Désamiantage")
    answer = client.ask("GET", client.url("phase_imports.export", worksite_id=site.id, ending=ending)).data

    page = client.post(
        "phase_imports.paste", {"file": (io.BytesIO(answer), f"phases.{ending}")}, worksite_id=site.id
    )

    assert page.status == 200
    assert "2 lignes déjà sur le chantier" in page.text
    nothing = client.post("phase_imports.review", held(page), worksite_id=site.id)
    assert "aucune phase à enregistrer" in nothing.text
    assert len(site.phases) == 2


def test_a_foreign_file_is_refused_with_its_reason(client: Client, site: Worksite) -> None:
    page = client.post(
        "phase_imports.paste", {"file": (io.BytesIO(b"%PDF-1.7 x"), "planning.xlsx")}, worksite_id=site.id
    )

    assert "PDF" in page.errors


def test_the_template_reads(client: Client, site: Worksite) -> None:
    answer = client.ask("GET", client.url("phase_imports.model", ending="xlsx")).data

    page = client.post(
        "phase_imports.paste", {"file": (io.BytesIO(answer), "modele.xlsx")}, worksite_id=site.id
    )

    assert page.status == 200
    assert len(page.select("main tbody tr")) == 2
