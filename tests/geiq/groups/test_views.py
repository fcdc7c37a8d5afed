"""The pages of the structures: profile, members, placements, a list loaded twice."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clauses.people.employments.rules import EmployerKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from geiq.groups.models import InsertionStructure
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_organisation, make_siret
from tests.factories_groups import make_structure
from tests.factories_hours import make_employment, make_participant, make_running
from tests.geiq.groups.lists.test_rules import LABEL

LIST = "shared/data/geiq/label_infos_260_geiq.json"
REAL = next((one / LIST for one in Path(__file__).parents if (one / LIST).exists()), Path(LIST))


@pytest.fixture
def body(client: Client) -> Organisation:
    """A body of the Puy-de-Dôme, asked as its facilitator."""
    row = make_body(departments="63")
    client.as_role(Role.FACILITATOR, row)
    return row


def count() -> int:
    """How many structures there are."""
    return db.session.scalar(select(func.count()).select_from(InsertionStructure)) or 0


def test_a_structure_is_entered_changed_and_put_away(client: Client, body: Organisation) -> None:
    form = {"organisation_id": "0", "siret": make_siret(), "name": "Chantier du Bédat", "kind": "aci"}
    page = client.follow(client.post("groups.create", form | {"trades": "Maçon VRD ; 4", "capacity": "20"}))
    assert page.h1 == "Chantier du Bédat"
    assert "Maçon VRD" in page.text

    row = db.session.scalars(select(InsertionStructure)).one()
    shown = client.get("groups.edit", structure_id=row.id)
    version = shown.one("[name=shown_version]")["value"]
    client.post(
        "groups.edit", {"kind": "aci", "trades": "Peintre", "shown_version": version}, structure_id=row.id
    )
    page = client.get("groups.show", structure_id=row.id)
    assert "Peintre" in page.text
    assert "Maçon VRD" not in page.text
    client.post("groups.archive", structure_id=row.id)
    assert "Aucune structure" in client.get("groups.index").text
    refused = client.post("groups.create", form | {"kind": "geiq", "siret": row.organisation.siret})
    assert refused.errors


def test_a_geiq_has_members_and_people_at_work(client: Client, body: Organisation) -> None:
    row = make_structure(body)
    company = make_organisation(name="Bâti Plus")
    make_meeting(body, company)
    told = {"organisation_id": company.id, "since": "2026-01-05"}
    client.post("groups.member", told, structure_id=row.id)
    assert "déjà adhérente" in client.post("groups.member", told, structure_id=row.id).errors
    person = make_participant(body, family_name="Loriot")
    make_employment(make_running(body), person, employer=row.organisation, employer_kind=EmployerKind.GEIQ)

    page = client.get("groups.show", structure_id=row.id)
    assert "Bâti Plus" in page.text
    assert "Loriot" in page.text
    client.post("groups.member_end", structure_id=row.id, member_id=row.members[0].id)
    assert row.members[0].until is not None
    assert row.members[0].until > date(2026, 1, 5)


def test_a_partner_reads_its_own_structure_alone(client: Client) -> None:
    geiq = make_organisation(OrganisationKind.GEIQ, name="GEIQ Essai")
    make_structure(make_body(), organisation=geiq, notes="Canari")
    make_structure(make_body(), organisation=make_organisation(OrganisationKind.GEIQ, name="Canari 2"))
    client.as_role(Role.PARTNER, geiq)

    page = client.get("groups.index")
    assert "GEIQ Essai" in page.text
    assert "Canari" not in page.text + client.fetch(page.one("a.row-link")["href"]).text


def test_a_list_is_looked_at_then_loaded_and_a_second_time_changes_nothing(
    client: Client, body: Organisation
) -> None:
    for expected in ("1 structure nouvelle", "0 structure nouvelle"):
        sent = {"file": (BytesIO(json.dumps(LABEL).encode()), "liste.json")}
        page = client.post("group_lists.send", sent)
        assert "C’est une ligne d’essai" in page.text
        assert count() == (0 if expected.startswith("1") else 1)
        ticked = [box["value"] for box in page.select("[name=ranks][checked]")]
        lines = page.one("[name=lines]")["value"]
        done = client.follow(client.post("group_lists.confirm", {"lines": lines, "ranks": ticked}))
        assert expected in done.text
    row = db.session.scalars(select(InsertionStructure)).one()
    assert (row.organisation.siret, len(row.antennas)) == ("42073014500018", 2)


def test_a_sheet_is_read_in_its_own_process(client: Client, body: Organisation) -> None:
    sent = {"file": (BytesIO("nom;type;ville\nRégie des Rives;régie;Thiers\n".encode()), "liste.csv")}
    page = client.post("group_lists.send", sent)
    assert "Régie des Rives" in page.text
    assert "Sans SIRET" in page.text
    wrong = client.post("group_lists.send", {"file": (BytesIO(b"%PDF-1.4"), "liste.csv")})
    assert "PDF" in wrong.errors


@pytest.mark.skipif(not REAL.exists(), reason="the federation's real list is not here")
def test_the_real_list_of_the_federation_is_loaded(client: Client) -> None:
    body = make_body()
    client.as_role(Role.HEAD, body)
    page = client.post("group_lists.send", {"file": (BytesIO(REAL.read_bytes()), REAL.name)})
    ticked = [box["value"] for box in page.select("[name=ranks][checked]")]
    lines = page.one("[name=lines]")["value"]
    client.post("group_lists.confirm", {"lines": lines, "ranks": ticked})
    assert count() == len(ticked) == 247
    again = client.post("group_lists.send", {"file": (BytesIO(REAL.read_bytes()), REAL.name)})
    assert not again.select("[name=ranks]")
