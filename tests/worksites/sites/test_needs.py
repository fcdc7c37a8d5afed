"""The labour-need curve on the pages: its figures are its phases and what the clauses still owe."""

from datetime import date
from decimal import Decimal

import pytest

from clauses.compliance.rules import ClauseState, Reason
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import ClauseTerms
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories import add
from tests.factories_contracts import make_contract, make_lot, make_operation, make_terms
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from worksites.sites.models import WorkPhase
from worksites.sites.needs import offers, views


def make_standing(terms: ClauseTerms, **over: int) -> ClauseStanding:
    """A kept conclusion: 833 h owed, 100 h counted."""
    contract = terms.lot.contract
    minutes = dict.fromkeys(("known", "low", "middle", "high", "late_months"), 0)
    hours = {"due": 833, "target": 833, "expected": 200, "declared": 120, "validated": 110, "counted": 100}
    values = minutes | {name: figure * 60 for name, figure in hours.items()} | over
    return add(
        ClauseStanding(
            body_id=contract.body_id,
            terms_id=terms.id,
            contract_id=contract.id,
            contract_version=contract.version,
            computed_at=now(),
            computed_on=date(2027, 1, 4),
            standing=ClauseState.LATE,
            reason=list(Reason)[0],
            **values,
        )
    )


@pytest.fixture
def body(client: Client, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    """A facilitator's body, on the fourth of January 2027, with a worksite that two trades work on."""
    for module in (views, offers):
        monkeypatch.setattr(module, "today", lambda: date(2027, 1, 4))
    found = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    assert found is not None
    programme = make_operation(found, name="NPNRU")
    site = make_worksite(found, name="Pradou", operation=programme)
    contract = make_contract(found, operation_id=programme.id, ends_on=date(2027, 1, 29))
    terms = make_terms(make_lot(contract))
    make_worksite_share(site, contract, share=Decimal("0.5"))
    make_standing(terms)
    make_phase(site)
    make_phase(site, trade="Couverture (F1610)", headcount=Decimal(2))
    make_phase(make_worksite(found, name="Ailleurs"), trade="Peinture", minutes=6000)
    return found


def test_the_curve_shows_the_hours_of_the_phases_and_what_insertion_remains(
    client: Client, body: Organisation
) -> None:
    page = client.get("labour_needs.index", chantier=page_site(client))

    assert "840 h de travail, dont 366 h 30 d’insertion à faire" in page.text
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("table")[0].select("tbody tr")]
    assert rows[0].startswith("Maçonnerie (F1703) 560 h 4 S01 2027")
    assert rows[1].startswith("Couverture (F1610) 280 h 2")
    weeks = page.select("table")[1].select("tbody tr")
    assert len(weeks) == 52
    assert len(page.select(".need-layer[d]")) == 2


def page_site(client: Client) -> int:
    """The number of the worksite « Pradou », from the list."""
    link = client.get("worksites.index", q="pradou").one("a.row-link")["href"]
    return int(str(link).rpartition("/")[2])


def test_the_territory_a_programme_and_a_trade_are_filters(client: Client, body: Organisation) -> None:
    operation = client.get("operations.index").one("a.row-link")["href"].rpartition("/")[2]

    assert "940 h de travail" in client.get("labour_needs.index").text
    assert "840 h de travail" in client.get("labour_needs.index", programme=operation).text
    assert "100 h de travail" in client.get("labour_needs.index", metier="Peinture").text
    assert "Aucun besoin" in client.get("labour_needs.index", depuis="2028-01-03").text


def test_the_file_holds_every_trade_in_every_week(client: Client, body: Organisation) -> None:
    lines = client.get("labour_needs.index_file", ending="csv").html.splitlines()

    assert lines[0].endswith(
        "Métier;Semaine;Lundi;Heures de travail;Personnes à temps plein;Heures d’insertion à faire"
    )
    assert "Maçonnerie (F1703);S01 2027;04/01/2027;140,00;4,0;61,08" in lines
    total = sum(Decimal(line.split(";")[5].replace(",", ".") or 0) for line in lines[1:])
    assert abs(total - Decimal("366.5")) < Decimal("0.05")


def test_the_curve_stands_on_the_pages_of_the_worksite_and_of_the_operation(
    client: Client, body: Organisation
) -> None:
    operation = client.get("operations.index").one("a.row-link")["href"]

    assert client.get("worksites.show", worksite_id=page_site(client)).select("svg.chart")
    assert client.fetch(operation).select("svg.chart")


def test_a_phase_that_changes_changes_the_curve_at_once(client: Client, body: Organisation) -> None:
    before = client.get("labour_needs.index").one(".panel .lead").get_text()
    assert client.get("labour_needs.index").one(".panel .lead").get_text() == before
    db.session.query(WorkPhase).filter_by(trade="Couverture (F1610)").one().headcount = Decimal(3)
    keep()

    assert client.get("labour_needs.index").one(".panel .lead").get_text() != before
