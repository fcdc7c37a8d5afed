"""Phases written down as the plan of a clause; what the doctor proves; what the home page asks; the bench."""

from datetime import date, timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from clauses.compliance.schedule.models import PlannedMonth
from clauses.compliance.schedule.rules import Calendar
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_contracts import make_contract, make_lot, make_terms
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from worksites.sites.bench import build_sites
from worksites.sites.curve_rules import Work
from worksites.sites.doctor_queries import INVARIANTS, PLACES
from worksites.sites.planned.rules import by_month, within

DAY = 7 * 60


def test_a_phase_is_planned_by_month_in_proportion_to_its_worked_days() -> None:
    works = [Work("Pose", date(2027, 1, 25), date(2027, 2, 5), minutes=1001)]  # five days, then five

    assert by_month(works, Calendar(), DAY) == {date(2027, 1, 1): 501, date(2027, 2, 1): 500}


def test_only_the_months_of_the_clause_are_kept() -> None:
    planned = {date(2027, month, 1): 60 for month in range(1, 7)}

    kept = within(planned, date(2027, 2, 15), date(2027, 4, 30))

    assert [month.month for month in kept] == [2, 3, 4]


def test_the_phases_of_a_lot_become_the_plan_of_its_clause(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    contract = make_contract(body, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    terms, other = (make_terms(make_lot(contract)) for _ in range(2))
    site = make_worksite(body)
    make_worksite_share(site, contract)
    make_phase(site, lot=terms.lot, starts_on=date(2027, 1, 25), ends_on=date(2027, 2, 5), minutes=1000)
    make_phase(site, lot=other.lot, starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 12), minutes=600)

    page = client.get("phase_plans.edit", worksite_id=site.id)
    assert len(page.select("tbody tr")) == 2
    client.follow(client.post("phase_plans.edit", {"clauses": [str(terms.id)]}, worksite_id=site.id))

    rows = db.session.execute(select(PlannedMonth.terms_id, PlannedMonth.month, PlannedMonth.minutes))
    assert {tuple(row) for row in rows} == {
        (terms.id, date(2027, 1, 1), 500),
        (terms.id, date(2027, 2, 1), 500),
    }


def test_the_doctor_finds_what_does_not_hold(app: Flask) -> None:
    contract, site = make_contract(), make_worksite()
    make_worksite_share(site, contract, share=Decimal("0.6"))
    make_worksite_share(make_worksite(), contract, share=Decimal("0.6"))
    phase = make_phase(site, lot=make_lot())

    shares, lots = (list(one.breaches()) for one in INVARIANTS)

    assert [f"les parts du marché {contract.id} dépassent" in said for said in shares] == [True]
    assert [f"la phase {phase.id} " in said for said in lots] == [True]
    place = PLACES["Chantier"](site.id)
    assert place is not None
    assert place.body_id == site.body_id


def test_the_home_page_asks_to_look_at_the_worksites(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    soon = today() + timedelta(weeks=2)
    make_phase(make_worksite(body), starts_on=soon, ends_on=soon)
    make_worksite(body, ends_on=None)

    text = client.get("home.index").text

    assert "1 chantier où une phase commence bientôt" in text
    assert "1 chantier sans phase de travaux" in text
    assert len(client.get("worksites.index", phases="bientot").select("tbody tr")) == 1


def test_the_bench_makes_worksites_with_their_phases(app: Flask) -> None:
    assert build_sites(make_body().id, 2, 3) == 6
