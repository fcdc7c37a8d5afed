"""The pages of the valuation: a rule is added, never edited; what a hundred hours become is shown."""

from datetime import timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.queries import rules_of
from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_contracts import make_contract, make_lot, make_terms

MONTH = today().replace(day=1)
SENT = {"contract_type": "permanent", "kind": "", "terms": "", "multiplier": "1,5", "cap": "1 820",
        "valid_from": MONTH.isoformat(), "source": "Délibération du 12 mars 2026"}  # fmt: skip


def test_a_rule_is_added_shown_tried_and_replaced_without_being_changed(app: Flask, client: Client) -> None:
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    assert "100 h → 100 h" in client.get("valuation.index").text
    client.post("valuation.create", SENT)
    page = client.get("valuation.index", contrat="permanent")
    assert "100 h → 150 h" in page.one("section .lead").get_text().replace("\u00a0", " ")
    assert "Délibération du 12 mars 2026" in page.text
    client.post("valuation.create", SENT | {"multiplier": "2"})
    first, second = db.session.scalars(select(ValuationRule).order_by(ValuationRule.id)).all()
    assert (first.multiplier, second.multiplier) == (Decimal("1.5"), Decimal(2))
    assert first.cap_minutes == 1820 * 60
    page = client.get("valuation.index", contrat="permanent", etat="appliquees")
    assert "100 h → 200 h" in page.text
    assert len(page.select("table.table")[0].select("tbody tr")) == 1
    assert rules_of(make_body().id) == []


def test_a_rule_for_a_clause_is_of_the_body_s_own_contracts(app: Flask, client: Client) -> None:
    body = make_body()
    client.as_role(Role.HEAD, body)
    own = make_terms(make_lot(make_contract(body, reference="2026-17")))
    other = make_terms(make_lot(make_contract()))
    assert "2026-17" in client.get("valuation.create").text
    refused = client.post("valuation.create", SENT | {"terms": str(other.id)})
    assert "une clause de vos marchés" in refused.text
    assert db.session.scalar(select(ValuationRule)) is None
    client.post("valuation.create", SENT | {"terms": str(own.id)})
    assert rules_of(body.id)[0].terms_id == own.id


def test_the_past_keeps_its_rules(app: Flask, client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    past = (MONTH - timedelta(days=1)).replace(day=1).isoformat()
    page = client.post("valuation.create", SENT | {"valid_from": past})
    assert page.errors
    assert db.session.scalar(select(ValuationRule)) is None


def test_a_suggestion_fills_the_form_and_says_that_it_is_to_be_confirmed(app: Flask, client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    assert "À valider" in client.get("valuation.index").text
    page = client.get("valuation.create", modele="permanent_year")
    assert page.one("#cap")["value"] == "1820"
    assert page.one("#contract_type option[selected]")["value"] == "permanent"
    assert page.one("#source")["value"] == ""
    assert "À valider" in page.text
