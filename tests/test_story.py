"""The newcomer's story, page after page: from the demonstration's door to the clause text in Word."""

from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Contract
from clauses.contracts.opendata.models import PublishedContract
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.page import Page

REFERENCE = "2026-GAU-05"
HOURS = 492
"""590 000 € × 50 % × 5 % ÷ 30 €/h = 491,67 h."""


@pytest.fixture
def newcomer(demo_client: Client) -> Client:
    """Inside in one click."""
    home = demo_client.follow(demo_client.post("demonstration.enter", key="facilitatrice"))
    assert home.h1 == "Aujourd’hui"
    return demo_client


def typed(page: Page) -> dict[str, str]:
    """What the page's own form already holds, as a browser would send it back."""
    sent = {str(tag["name"]): str(tag.get("value", "")) for tag in page.select("main input[name]")}
    for select_tag in page.select("main select[name]"):
        chosen = select_tag.select("option[selected]") or select_tag.select("option")
        sent[str(select_tag["name"])] = str(chosen[0]["value"])
    return {name: value for name, value in sent.items() if name != "csrf_token"}


def take_over(client: Client, number: str) -> Contract:
    """Find a published contract among those that nobody follows, and take it over as it is proposed."""
    assert number in client.get("unfollowed.index").text
    found = select(PublishedContract).where(PublishedContract.number == number)
    published_id = db.session.scalars(found).one().id
    form = client.get("unfollowed.take", published_id=published_id)
    page = client.follow(client.post("unfollowed.take_it", typed(form), published_id=published_id))
    assert number in page.h1
    assert number not in client.get("unfollowed.index").text
    return db.session.scalars(select(Contract).where(Contract.reference == number)).one()


def followed() -> Contract:
    return db.session.scalars(select(Contract).where(Contract.reference == REFERENCE)).one()


def the_clause() -> ClauseTerms:
    return followed().terms[0]


def size(client: Client) -> None:
    """Calculate, see the steps, keep the answer as the clause's target."""
    asked = {"name": "standard", "clause": the_clause().id, "amount": "590000", "labour_share": "50 %"}
    answer = client.get("sizing.calculate", **asked)
    assert str(HOURS) in answer.text
    kept = client.follow(
        client.post("sizing_kept.keep", {"terms_id": the_clause().id, "apply": "1"}, **asked)
    )
    assert REFERENCE in kept.text


def record_who_owes(client: Client) -> None:
    """The holder and a joint contractor."""
    for name, party, hours in (
        ("Atelier d’architecture Montjuzet", "holder", "300"),
        ("Géomètres de la Plaine", "joint_contractor", "192"),
    ):
        company = db.session.scalars(select(Organisation).where(Organisation.name == name)).one()
        sent = {"organisation_id": company.id, "party": party, "parent_id": 0, "hours": hours}
        page = client.follow(client.post("commitments.create", sent, terms_id=the_clause().id))
        assert name in page.text


def test_from_the_door_to_the_clause_text(newcomer: Client) -> None:
    contract_id = followed().id
    assert REFERENCE in newcomer.get("contracts.show", contract_id=contract_id).text

    size(newcomer)
    assert the_clause().minutes == HOURS * 60
    record_who_owes(newcomer)
    assert the_clause().missing() == []

    holder = next(one for one in the_clause().commitments if one.organisation.name.startswith("Atelier"))
    changed = {
        "signed_on": str(followed().notified_on),
        "effective_on": str(followed().notified_on),
        "reason": "Deux îlots de plus",
        f"target_{holder.id}": "360",
    }
    tried = newcomer.get("amendments.sandbox", contract_id=contract_id, **changed)
    assert "60" in tried.text
    assert followed().amendments == []
    applied = newcomer.follow(newcomer.post("amendments.apply", changed, contract_id=contract_id))
    assert "Avenant 1" in applied.h1

    answer = newcomer.ask("GET", newcomer.url("texts.download", contract_id=contract_id, piece="cahier"))
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.data)).paragraphs)
    assert "insertion" in text
    assert str(HOURS + 60) in text or str(HOURS) in text


def test_a_published_clause_that_nobody_follows_is_taken_over(newcomer: Client) -> None:
    contract = take_over(newcomer, "2026M0102")
    assert contract.buyer.name == "Clermont Auvergne Métropole"
    assert [one.organisation.name for one in contract.terms[0].commitments] == ["Collecte et Tri du Puy"]
    assert contract.terms[0].minutes is None


def test_the_tour_is_ticked_on_the_way(newcomer: Client) -> None:
    def left() -> list[str]:
        return [item.a.get_text() for item in newcomer.get("home.index").select(".checklist .is-next")]

    steps = left()
    take_over(newcomer, "2026M0102")
    assert len(left()) == len(steps) - 1
    size(newcomer)
    sent = db.session.scalars(select(Statement.id).where(Statement.state == State.SUBMITTED)).first()
    shown = newcomer.get("statements.show", statement_id=sent)
    typed_there = {
        str(tag["name"]): str(tag["value"]) for tag in shown.select("[name=form_key], [name=shown]")
    }
    newcomer.post("statements.approve", typed_there, statement_id=sent)
    newcomer.get("board.index")
    assert len(left()) in (0, len(steps) - 4)
