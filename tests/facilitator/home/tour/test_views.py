"""The tour of the demonstration: ticked by what was really done, put away for good."""

import pytest

from facilitator.access import Role
from facilitator.accounts.demonstration.queries import acting
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.feature import Feature, Step
from tests.conftest import Client

STEPS = (
    Step("Chercher", lambda _: "/recherche", visits=frozenset({"home.search"})),
    Step("Noter", lambda _: "/a-propos", acts=("test.noted",)),
)


@pytest.fixture
def guided(demo_client: Client) -> Client:
    """The demonstration's facilitator, at the beginning of a tour of two steps."""
    others = [feature for feature in demo_client.app.extensions["features"] if not feature.steps]
    demo_client.app.extensions["features"] = [*others, Feature("toured", steps=STEPS)]
    demo_client.post("demonstration.enter", key="facilitatrice")
    return demo_client


def states(client: Client) -> list[str]:
    return [tag.get_text(strip=True) for tag in client.get("home.index").select(".checklist-state")]


def test_a_step_is_ticked_by_a_visit_or_by_an_act(guided: Client) -> None:
    assert states(guided) == ["À faire", "À faire"]
    guided.get("home.search")
    assert states(guided) == ["Fait", "À faire"]


def test_the_tour_goes_away_once_all_is_done(guided: Client) -> None:
    guided.get("home.search")
    with acting():
        record("test.noted", "demonstration")
        db.session.commit()
    assert states(guided) == []


def test_what_somebody_else_did_ticks_nothing(guided: Client) -> None:
    record("test.noted", "demonstration")
    db.session.commit()
    assert states(guided) == ["À faire", "À faire"]


def test_the_tour_is_put_away_for_good(guided: Client) -> None:
    guided.follow(guided.post("tour.put_away"))
    assert states(guided) == []
    guided.post("demonstration.enter", key="facilitatrice")
    assert states(guided) == []


def test_nobody_else_is_guided(demo_client: Client, client: Client) -> None:
    demo_client.post("demonstration.enter", key="declarante")
    assert not demo_client.get("home.index").select(".checklist")


def test_no_other_database_has_a_tour(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    assert not client.get("home.index").select(".checklist")
    assert client.post("tour.put_away").status == 404
