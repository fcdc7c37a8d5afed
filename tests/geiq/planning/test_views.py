"""The pages of the planning, from a need to the cohorts of an adopted plan."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.solving import Limits
from geiq.cohorts.models import Cohort
from geiq.planning import solving
from geiq.planning.exchange_rules import Solved
from geiq.planning.models import CohortPlan
from geiq.planning.plan_rules import TradeProblem
from geiq.planning.plans import running, views
from geiq.planning.plans.doctor_queries import opened, sums
from geiq.planning.rules import PlanState
from geiq.planning.solver import solve
from tests.conftest import Client, keep
from tests.factories_planning import TRADE, make_capacity, make_plan, make_planned, make_works

MONDAY = date(2027, 5, 3)


@pytest.fixture(autouse=True)
def winter() -> Iterator[None]:
    """The fourth of January 2027: there is time for everything but the spring."""
    with time_machine.travel("2027-01-04T09:00:00+01:00"):
        yield


@pytest.fixture
def body(client: Client) -> Organisation:
    """A body whose facilitator is signed in, with works that lack nine pipe layers from May to November."""
    membership = client.as_role(Role.FACILITATOR)
    make_works(membership.organisation)
    return membership.organisation


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan is solved by the simple method within the request."""
    monkeypatch.setattr(
        views, "start", lambda plan_id, _config: running.solve_plan(plan_id, Limits(seconds=0))
    )


def told(plan: CohortPlan) -> dict[str, tuple[date, date, int, int]]:
    """The one cohort of each trade of a plan."""
    return {
        one.capacity.trade: (one.starts_on, one.ends_on, one.seats, one.expected_hires)
        for one in plan.cohorts
    }


def plain(text: str) -> str:
    """Without the spaces that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_need_is_a_sentence_whose_numbers_open_their_lists(client: Client, body: Organisation) -> None:
    page = client.get("needs.index")

    said = plain(page.one(".lack-said").get_text())
    assert said.startswith("9 canalisateurs en mai 2027 (Ligne B) : ouvrir une POEC de ")
    assert "réunion d’information avant le" in said
    link = page.select(".lack-said a")[0]["href"].partition("#")[0]
    detail = client.fetch(link)
    assert "Ligne B" in detail.text
    assert "03/05/2027" in detail.text


def test_a_cohort_is_opened_in_one_act_and_answers_its_need(client: Client, body: Organisation) -> None:
    capacity = make_capacity(body, weeks=6)
    sent = {"metier": TRADE, "debut": MONDAY.isoformat(), "personnes": "9"}

    client.post("needs.open_one", sent)
    again = client.follow(client.post("needs.open_one", sent))

    (cohort,) = db.session.scalars(select(Cohort)).all()
    assert cohort.provider_id == capacity.organisation_id
    assert cohort.seats == 13
    assert cohort.training_minutes == 6 * 35 * 60
    assert cohort.information_on < cohort.starts_on < cohort.ends_on < MONDAY
    assert [need.people for need in cohort.needs] == [9]
    assert "Ce besoin a changé" in again.text
    assert "Aucun besoin" in again.text


@pytest.mark.usefixtures("at_once")
def test_a_plan_is_solved_bent_solved_again_and_adopted(client: Client, body: Organisation) -> None:
    capacity = make_capacity(body)
    client.post("plans.create", {"name": "Plan 2027", "starts_on": "2027-01-04", "weeks": "52"})
    plan = db.session.scalars(select(CohortPlan)).one()
    (first,) = plan.cohorts
    assert (plan.state, first.expected_hires == 9, plan.is_greedy) == (PlanState.SOLVED, True, True)
    here = {"plan_id": plan.id}

    said = {"capacity_id": capacity.id, "bend": "forbid", "week": first.starts_on.isoformat()}
    was = first.starts_on
    client.post("plans.decide", said, **here)
    assert "Vos décisions ont changé" in client.get("plans.show", **here).text
    assert client.post("plans.take", **here).status == 302
    client.post("plans.solve", **here)
    (second,) = plan.cohorts
    assert second.starts_on != was
    assert not list(sums())

    client.post("plans.take", **here)
    (cohort,) = db.session.scalars(select(Cohort)).all()
    assert plan.cohorts[0].cohort_id == cohort.id
    assert cohort.starts_on == second.starts_on
    assert not list(opened())
    assert "Adopter" not in client.get("plans.show", **here).text


def test_a_plan_without_capacity_says_why(client: Client, body: Organisation) -> None:
    plan = make_plan(body)
    keep()
    running.solve_plan(plan.id, Limits(seconds=0))

    page = client.get("plans.show", plan_id=plan.id)

    assert "Aucun organisme n’a de capacité pour ce métier." in page.text
    assert "Aucune cohorte" in page.text


def test_what_is_pinned_beyond_the_rooms_is_refused_with_its_reason(
    client: Client, body: Organisation
) -> None:
    plan, capacity = make_plan(body), make_capacity(body)
    for week in ("2027-02-01", "2027-02-08"):
        said = {"capacity_id": capacity.id, "bend": "pin", "week": week, "seats": "8"}
        client.post("plans.decide", said, plan_id=plan.id)

    assert running.solve_plan(plan.id, Limits(seconds=0)) is PlanState.FAILED
    assert "gardées à la main" in client.get("plans.show", plan_id=plan.id).text


def test_a_capacity_refuses_seats_out_of_order(client: Client, body: Organisation) -> None:
    capacity = make_capacity(body)
    said = {
        "organisation_id": capacity.organisation_id,
        "trade": TRADE,
        "kind": "poec",
        "least_seats": "10",
        "most_seats": "8",
        "at_once": "1",
        "weeks": "8",
        "since": "2027-01-01",
    }

    page = client.post("capacities.create", said)

    assert "Le plus grand nombre de places va de 10 à 60." in page.errors
    assert client.post("capacities.create", said | {"most_seats": "12"}).status == 302


def test_a_capacity_of_a_plan_stays(client: Client, body: Organisation) -> None:
    plan = make_plan(body)
    capacity = make_capacity(body)
    make_planned(plan, capacity)

    page = client.follow(client.post("capacities.delete", capacity_id=capacity.id))

    assert "Un plan se sert de cette capacité" in page.text


def test_the_home_page_says_whom_to_find_before_when(client: Client, body: Organisation) -> None:
    assert "9 canalisateurs à trouver" in plain(client.get("home.index").text)


def test_a_decision_leaves_the_cohorts_of_the_other_trades_as_they_were(
    client: Client, body: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def heard(problems: list[TradeProblem], limits: Limits) -> Iterator[Solved]:
        asked.extend(one.trade for one in problems)
        return (solve(one, limits.effort) for one in problems)

    monkeypatch.setattr(solving, "_heard", heard)
    make_works(body, trade="Peintre", worksite="Ligne C")
    plan, capacity = make_plan(body), make_capacity(body)
    make_capacity(body, trade="Peintre", organisation_id=capacity.organisation_id)
    keep()
    running.solve_plan(plan.id)
    before = told(plan)
    said = {"capacity_id": capacity.id, "bend": "forbid", "week": before[TRADE][0].isoformat()}
    client.post("plans.decide", said, plan_id=plan.id)

    running.solve_plan(plan.id)

    after = told(plan)
    assert asked == [TRADE, "Peintre", TRADE]
    assert after["Peintre"] == before["Peintre"]
    assert after[TRADE] != before[TRADE]
    page = client.get("plans.show", plan_id=plan.id)
    assert "1 métier calculé de nouveau, 1 gardé tel quel" in plain(page.text)
    assert "Un organisme, plusieurs métiers en même temps" in page.text
