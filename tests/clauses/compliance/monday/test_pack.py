"""The Monday pack: one message a buyer, three lines, nobody's name."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from clauses.compliance.monday.jobs import run
from clauses.compliance.monday.queries import as_reader, overviews_of, pack_of, readers_of, send_pack
from clauses.compliance.monday.rules import MOST_DUTIES, Overview, Pack, mail_of, said_of
from clauses.compliance.penalties.rules import FileState
from clauses.compliance.portal.queries import past_of
from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.keeping_queries import keep as conclude_on
from clauses.compliance.standing.keeping_queries import stale
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import CommitmentTotal
from facilitator.access import Asker, Role
from facilitator.accounts.models import Contact, Organisation
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.clauses.compliance.board.test_views import total
from tests.clauses.compliance.standing.test_queries import declared
from tests.conftest import Client, keep
from tests.factories import add, make_body, make_organisation
from tests.factories_compliance import make_file
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.factories_hours import make_employment, make_running, make_statement

ON = date(2026, 11, 23)


def late_clause(body: Organisation | None = None, **contract: object) -> Commitment:
    """A clause that ended short, with somebody who worked on it."""
    commitment = make_running(body or make_body(), contract={"ends_on": date(2026, 9, 30)} | contract)
    make_employment(commitment).participant.family_name = "Canarinet"
    declared(commitment, date(2026, 9, 1), 3600)
    total(commitment)
    conclude_on(stale(today()), today())
    return commitment


def test_the_pack_says_the_lots_at_risk_and_the_buyer_s_duties(client: Client) -> None:
    commitment = late_clause()
    buyer = commitment.terms.lot.contract.buyer
    waiting = make_contract(
        body_id=commitment.terms.lot.contract.body_id, buyer=buyer, stage=Stage.BUYER_VISA
    )
    make_commitment(make_terms(make_lot(waiting)))
    pack = pack_of(as_reader(buyer), buyer, ON)
    assert [line.reference for line in pack.risks] == [commitment.terms.lot.contract.reference]
    assert "donnez votre visa" in pack.duties[0].sentence
    subject, text = mail_of(pack, "https://exemple.fr/lundi/")
    assert "1\u00a0lot à risque" in subject
    assert "il manque 773\u00a0h (6\u00a0personnes à temps plein, 1\u00a0mois)" in text
    assert "https://exemple.fr/lundi/" in text
    assert "Canarinet" not in subject + text


def test_at_most_three_duties_are_written(client: Client) -> None:
    commitment = late_clause()
    contract = commitment.terms.lot.contract
    for _ in range(5):
        row = make_contract(body_id=contract.body_id, buyer=contract.buyer, stage=Stage.BUYER_VISA)
        make_commitment(make_terms(make_lot(row)))
    pack = pack_of(as_reader(contract.buyer), contract.buyer, ON)
    assert len(pack.duties) == 5
    assert mail_of(pack, "u")[1].count("donnez votre visa") == MOST_DUTIES


def test_the_job_writes_once_a_week_to_each_reader(client: Client) -> None:
    buyer = late_clause().terms.lot.contract.buyer
    add(Contact(organisation=buyer, rank=1, name="Claire Aubin", email="claire@exemple.fr"))
    keep()
    assert run() == "1\u00a0point du lundi écrit."
    run()
    (message,) = db.session.query(OutboxMessage).all()
    assert message.to == "claire@exemple.fr"
    assert message.unsubscribe
    assert "Canarinet" not in message.text + message.subject + message.html


def test_nothing_is_written_when_there_is_nothing_to_say(client: Client) -> None:
    buyer = make_organisation()
    assert send_pack(buyer, "u", ON) == 0
    assert readers_of(buyer) == []
    assert not Pack(buyer.id, buyer.name, ON, 0, [], []).is_worth_saying


def test_each_reads_its_own_pack(client: Client) -> None:
    commitment = late_clause()
    contract = commitment.terms.lot.contract
    other = late_clause().terms.lot.contract
    keep()
    client.as_role(Role.BUYER_READER, contract.buyer)
    page = client.get("monday.show")
    assert contract.reference in page.text
    assert other.reference not in page.text
    assert client.get("monday.buyer", buyer_id=other.buyer_id).status == 404
    client.as_role(Role.FACILITATOR, db.session.get(Organisation, contract.body_id))
    assert contract.buyer.name in client.get("monday.show").text
    assert contract.reference in client.get("monday.buyer", buyer_id=contract.buyer_id).text
    assert client.get("monday.buyer", buyer_id=other.buyer_id).status == 404


def test_a_buyer_reads_what_it_must_do_on_its_contract(client: Client) -> None:
    contract = make_contract(stage=Stage.BUYER_VISA)
    make_commitment(make_terms(make_lot(contract)))
    keep()
    client.as_role(Role.BUYER_VALIDATOR, contract.buyer)
    assert "donnez votre visa au bilan final" in client.get("contracts.show", contract_id=contract.id).text


def test_the_past_of_a_company_is_told_in_sums_from_three_contracts(client: Client) -> None:
    commitment = make_running()
    company = commitment.organisation
    for count in range(1, 4):
        old = make_commitment(
            make_terms(make_lot(make_contract(stage=Stage.CLOSED))), organisation=company, minutes=6000
        )
        add(CommitmentTotal(commitment_id=old.id, declared_minutes=6000, validated_minutes=6000,
                            counted_minutes=2000 * count))  # fmt: skip
        found = past_of(commitment.terms.lot.contract)
        assert bool(found) is (count == 3)
    (past,) = found
    assert (past.contracts, past.owed, past.done, past.reached) == (3, 18_000, 12_000, 1)


@pytest.mark.each_engine
def test_the_figures_of_the_packs_are_those_of_each_pack(app: Flask) -> None:
    body = make_body()
    first, second = late_clause(body), late_clause(body)
    row = db.session.query(ClauseStanding).filter_by(terms_id=first.terms_id).one()
    row.standing, row.start_by, row.people = ClauseState.WATCH, date(2026, 12, 1), 2
    for month in (7, 8):
        make_statement(second, date(2026, month, 1), due_on=date(2026, month + 1, 10))
    buyer = first.terms.lot.contract.buyer
    about: dict[str, Any] = {"body_id": body.id, "buyer": buyer}
    make_contract(**about, stage=Stage.BUYER_VISA)
    make_contract(**about, stage=Stage.NOTIFIED)
    make_contract(body_id=body.id, stage=Stage.NOTIFIED, kick_off_on=date(2026, 11, 2))
    make_contract(body_id=body.id, stage=Stage.BUYER_VISA)
    make_file(second, state=FileState.DRAFTED)
    keep()
    asker = Asker(1, 1, Role.FACILITATOR, body.id, "Essai", "Essai")
    found = overviews_of(asker, ON)
    for one in found:
        pack = pack_of(asker, db.session.get_one(Organisation, one.buyer_id), ON)
        late, risks, duties = pack.count(ClauseState.LATE), len(pack.risks), len(pack.duties)
        assert one == Overview(pack.buyer_id, pack.buyer, pack.followed, late, risks, duties)
    assert sorted((one.late, one.risks, one.duties) for one in found) == [(0, 0, 1), (0, 1, 3), (1, 1, 2)]
    assert said_of(pack_of(asker, buyer, ON).risks[0]).startswith("Marché ")
