"""The log: noted in a line, read by each reader, a mistake withdrawn."""

from datetime import date, timedelta

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Commitment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories_hours import make_running


def at_desk(client: Client) -> Commitment:
    """A facilitator, and the commitment of a contract of hers."""
    commitment = make_running()
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(Organisation, commitment.terms.lot.contract.body_id))
    return commitment


def typed(commitment: Commitment, **over: str) -> dict[str, str]:
    return {
        "kind": "call",
        "summary": "Le conducteur embauche lundi.",
        "organisation_id": str(commitment.organisation_id),
        "happened_on": today().isoformat(),
        "form_key": "one",
    } | over


def test_a_call_is_noted_in_one_line_and_once(client: Client) -> None:
    commitment = at_desk(client)
    contract_id = commitment.terms.lot.contract_id
    for _ in range(2):
        client.post("exchanges.note", typed(commitment), contract_id=contract_id)
    page = client.get("exchanges.index", contract_id=contract_id)
    assert page.text.count("Le conducteur embauche lundi.") == 2, "the row, and its act for who does not see"
    assert db.session.query(Exchange).count() == 1
    assert "Le conducteur embauche lundi." in client.get("contracts.show", contract_id=contract_id).text


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client) -> None:
    commitment = at_desk(client)
    contract_id = commitment.terms.lot.contract_id
    tomorrow = (today() + timedelta(days=1)).isoformat()
    page = client.post("exchanges.note", typed(commitment, happened_on=tomorrow), contract_id=contract_id)
    assert page.status == 422
    assert "pas encore eu lieu" in page.text
    assert page.one('input[name="summary"]')["value"] == "Le conducteur embauche lundi."
    page = client.post("exchanges.note", typed(commitment, summary=" "), contract_id=contract_id)
    assert page.errors


def test_a_note_is_withdrawn_and_an_act_is_not(client: Client) -> None:
    commitment = at_desk(client)
    contract = commitment.terms.lot.contract
    note = tell(contract, ExchangeKind.NOTE, "Erreur de marché.")
    act = tell(contract, ExchangeKind.REMINDER, "Relance envoyée.")
    keep()
    client.post("exchanges.remove", {"reason": "Autre marché", "form_key": "two"}, exchange_id=note.id)
    page = client.get("exchanges.index", contract_id=contract.id)
    assert "Erreur de marché." not in page.text
    refused = client.post("exchanges.remove", {"reason": "Non", "form_key": "three"}, exchange_id=act.id)
    assert "Seule une note" in refused.text


def test_the_log_is_filtered_and_exported(client: Client) -> None:
    contract = at_desk(client).terms.lot.contract
    tell(contract, ExchangeKind.CALL, "Appel au chantier.")
    tell(contract, ExchangeKind.MEETING, "Réunion de démarrage.")
    keep()
    page = client.get("exchanges.index", contract_id=contract.id, nature="meeting", q="démarrage")
    assert "Réunion de démarrage." in page.text
    assert "Appel au chantier." not in page.text
    assert (
        "Appel au chantier." in client.get("exchanges.index_file", contract_id=contract.id, ending="csv").text
    )


def test_a_day_of_the_past_is_noted_at_noon(client: Client) -> None:
    commitment = at_desk(client)
    client.post(
        "exchanges.note",
        typed(commitment, happened_on="2026-03-03"),
        contract_id=commitment.terms.lot.contract_id,
    )
    assert db.session.query(Exchange).one().happened_at.date() == date(2026, 3, 3)
