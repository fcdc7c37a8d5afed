"""Programmes, progress and residences on the pages."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from tests.conftest import Client
from tests.factories_contracts import make_contract, make_lot, make_operation, make_terms
from tests.factories_hours import make_employment, make_running
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from tests.worksites.sites.test_needs import make_standing
from worksites.sites.models import HireResidence


def test_an_urban_renewal_shows_its_rates_and_its_worksites_their_progress(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    programme = make_operation(body, name="La Gauthière")
    sites = [make_worksite(body, name=name, operation=programme) for name in ("Pradou", "Jardiniers")]
    contract = make_contract(body, operation_id=programme.id)
    make_standing(make_terms(make_lot(contract)))
    for site in sites:
        make_worksite_share(site, contract, share=Decimal("0.5"))
    make_phase(sites[0], starts_on=date(2020, 1, 6), ends_on=date(2020, 2, 28), minutes=1000 * 60)

    client.follow(
        client.post(
            "programmes.edit",
            {"kind": "urban_renewal", "neighbourhood": "La Gauthière"},
            operation_id=programme.id,
        )
    )
    page = client.get("operations.show", operation_id=programme.id)

    assert "Travaux et ingénierie 1 000 h 0 h 100 h 10,0 % 5,0 % atteint 0 h" in page.text
    assert "Personne n’a encore été embauché." in page.text
    rows = [
        " ".join(row.get_text(" ").split())
        for row in client.get("worksite_progress.index").select("tbody tr")
    ]
    assert [row.split(" En retard ")[1] for row in rows] == ["1 416 h 30 100 h 50 h 366 h 30 12,0 %"] * 2
    assert "416 h 30" in client.get("worksites.show", worksite_id=sites[0].id).text


def test_a_residence_is_recorded_and_what_was_before_stays_in_the_journal(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    work = make_employment(make_running(body))
    for lived in ("La Gauthière", ""):
        sent = {"neighbourhood": lived, "proof": "landlord"}
        client.follow(client.post("programmes.residence", sent, employment_id=work.id))

    row = db.session.scalar(select(HireResidence))
    assert row is not None
    assert row.neighbourhood == ""
    last = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.action == "employment.residence_set")
        .order_by(AuditEvent.id.desc())
    ).first()
    assert last is not None
    assert last.details["before"][0] == "La Gauthière"


def test_the_pages_of_a_programme_stand_under_the_operations_in_the_menu(client: Client) -> None:
    programme = make_operation(client.as_role(Role.FACILITATOR).organisation)

    for endpoint in ("programmes.edit", "worked_hours.index"):
        lit = client.get(endpoint, operation_id=programme.id).select(".submenu [aria-current]")
        assert [one.get_text() for one in lit] == ["Opérations"]
