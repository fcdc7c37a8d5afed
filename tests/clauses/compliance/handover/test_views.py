"""The handover page: it writes itself, and holds what each room knows."""

from datetime import date

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.hours.ledger.rules import State
from facilitator.access import Role
from facilitator.accounts.models import Contact, Meeting, Organisation
from facilitator.db import db
from tests.clauses.compliance.standing.test_queries import declared
from tests.conftest import Client, keep
from tests.factories import add
from tests.factories_hours import make_employment, make_running


def test_all_that_is_known_of_a_contract_stands_on_one_page(client: Client) -> None:
    commitment = make_running()
    contract = commitment.terms.lot.contract
    employment = make_employment(commitment)
    declared(commitment, date(2026, 9, 1), 3000)
    declared(commitment, date(2026, 8, 1), 0, State.EXPECTED, due_on=date(2026, 9, 10))
    add(Contact(organisation=commitment.organisation, rank=1, name="Paul Réjou", phone="+33473000000"))
    add(Meeting(body_id=contract.body_id, organisation_id=commitment.organisation_id))
    tell(contract, ExchangeKind.CALL, "Le conducteur embauche lundi.")
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(Organisation, contract.body_id))
    page = client.get("handover.show", contract_id=contract.id)
    for told in ("833 h", "50 h", "Le conducteur embauche lundi.", "Paul Réjou", contract.buyer.name):
        assert told in page.text
    assert "août 2026" in page.text
    assert employment.participant.family_name not in page.text


def test_a_contract_of_which_nothing_is_known_says_so(client: Client) -> None:
    contract = make_running().terms.lot.contract
    keep()
    client.as_role(Role.FACILITATOR, db.session.get(Organisation, contract.body_id))
    page = client.get("handover.show", contract_id=contract.id)
    assert "Rien n’est encore noté sur ce marché." in page.text
