"""An event promised in an offer is kept by one that was held, its evidence seen; else the contract waits."""

from datetime import date, timedelta

import pytest

from clauses.compliance.closing.gathering_queries import report_of
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from clauses.contracts.stages.queries import missing_for_next
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client
from tests.factories import add, make_body
from tests.factories_closing import asker_of
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.factories_events import make_event
from tests.worksites.events.test_views import body_of
from worksites.events.models import Event
from worksites.events.promises.models import EventPromise, PromiseKept
from worksites.events.promises.rules import PromiseState, check_evidence, check_promise, state_of
from worksites.events.rules import EventKind, EventState

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("number", "kept", "planned", "by_on", "broken", "state"),
    [
        (1, 1, 0, DAY - timedelta(days=1), False, PromiseState.KEPT),
        (1, 1, 0, None, True, PromiseState.KEPT),
        (2, 1, 1, DAY, False, PromiseState.PLANNED),
        (2, 1, 1, DAY - timedelta(days=1), False, PromiseState.LATE),
        (1, 0, 0, None, False, PromiseState.OPEN),
        (2, 0, 1, DAY, False, PromiseState.OPEN),
        (1, 0, 1, DAY, True, PromiseState.BROKEN),
    ],
)
def test_where_a_promise_stands(
    number: int, kept: int, planned: int, by_on: date | None, broken: bool, state: PromiseState
) -> None:
    assert state_of(number, kept, planned, by_on, broken, DAY) is state


@pytest.mark.parametrize(
    ("evidence", "seen_on", "state", "field"),
    [
        ("Feuille", DAY, EventState.ANNOUNCED, "evidence"),
        ("", DAY, EventState.HELD, "evidence"),
        ("Feuille", None, EventState.HELD, "seen_on"),
        ("Feuille", DAY - timedelta(days=9), EventState.HELD, "seen_on"),
        ("Feuille", DAY + timedelta(days=1), EventState.HELD, "seen_on"),
    ],
)
def test_evidence_that_cannot_be_is_refused_on_its_field(
    evidence: str, seen_on: date | None, state: EventState, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_evidence(evidence, seen_on, state, DAY - timedelta(days=8), DAY)

    assert refused.value.field == field


def test_no_evidence_yet_is_no_fault_and_a_promise_says_where_it_is_written() -> None:
    check_evidence("", None, EventState.ANNOUNCED, DAY, DAY)
    check_evidence("Feuille", DAY, EventState.HELD, DAY, DAY)
    for number, source in ((0, "x"), (51, "x"), (1, " ")):
        with pytest.raises(RuleBroken):
            check_promise(number, source)


def running(body: Organisation) -> Contract:
    """A contract that runs, with one company that owes hours."""
    contract = make_contract(body, stage=Stage.RUNNING)
    make_commitment(make_terms(make_lot(contract)))
    return contract


def past_event(body: Organisation) -> Event:
    """A job-discovery day that was held last week."""
    then = now() - timedelta(days=7)
    held = {"kind": EventKind.DISCOVERY, "state": EventState.HELD}
    return make_event(
        body, title="Journée étancheur", starts_at=then, ends_at=then + timedelta(hours=3), **held
    )


def test_a_promise_is_kept_by_its_evidence_and_the_report_says_it(client: Client) -> None:
    body = body_of(client)
    contract, event = running(body), past_event(body)
    assert "Noter un événement promis" in client.get("contracts.show", contract_id=contract.id).text
    sent = {"kind": "job_discovery", "number": "1", "by_on": today().isoformat(), "commitment_id": "0"}

    page = client.follow(
        client.post("event_promises.create", sent | {"source": "Offre, page 12"}, contract_id=contract.id)
    )

    assert "À programmer" in page.text
    promise = db.session.query(EventPromise).one()
    assert any(
        "1 événement promis n’est pas tenu" in one.replace("\u00a0", " ")
        for one in missing_for_next(contract, today())
    )
    assert "événement promis reste à tenir" in client.get("home.index").text
    assert promise.contract.reference in client.get("event_promises.index", proche="oui").text
    seen = {"event_id": str(event.id), "evidence": "Feuille de présence", "seen_on": today().isoformat()}
    page = client.follow(client.post("event_promises.keep", seen, promise_id=promise.id))
    assert "Tenue" in page.text
    assert not any("promis" in one for one in missing_for_next(contract, today()))
    told = report_of(asker_of(contract), contract, today(), 1, "").events
    assert any("Preuve vue" in one.what for one in told)
    assert event.title in client.get("contracts.show", contract_id=contract.id).text


def test_a_promise_found_broken_lets_the_contract_end_with_its_reason(client: Client) -> None:
    body = body_of(client)
    contract = running(body)
    promise = add(
        EventPromise(body_id=body.id, contract=contract, kind=EventKind.SITE_VISIT, number=1, source="CCAP 7")
    )
    assert any("promis" in one for one in missing_for_next(contract, today()))

    page = client.follow(
        client.post("event_promises.give_up", {"reason": "Chantier arrêté"}, promise_id=promise.id)
    )

    assert "Chantier arrêté" in page.text
    assert not any("promis" in one for one in missing_for_next(contract, today()))
    client.follow(client.post("event_promises.resume", promise_id=promise.id))
    assert promise.broken_on is None


def test_an_event_of_another_kind_does_not_count(client: Client) -> None:
    body = body_of(client)
    promise = add(
        EventPromise(
            body_id=body.id, contract=running(body), kind=EventKind.SITE_VISIT, number=1, source="CCAP 7"
        )
    )
    sent = {"event_id": str(past_event(body).id)}

    assert (
        "Choisissez dans la liste." in client.post("event_promises.keep", sent, promise_id=promise.id).errors
    )


def test_a_company_reads_its_own_promise_and_a_buyer_the_proof(client: Client) -> None:
    body, asker = make_body(), client.as_role(Role.DECLARANT)
    contract = running(body)
    mine = contract.lots[0].terms[0].commitments[0]
    other = make_commitment(contract.lots[0].terms[0])
    mine.organisation = db.session.get(Organisation, asker.organisation_id)
    for commitment, source in ((mine, "Notre offre"), (other, "Offre du concurrent")):
        row = add(
            EventPromise(
                body_id=body.id, contract=contract, commitment=commitment, kind=EventKind.DISCOVERY, number=1,
                source=source,
            )
        )  # fmt: skip
        add(PromiseKept(promise=row, event=past_event(body), evidence="Photographies", seen_on=today()))

    page = client.get("contracts.show", contract_id=contract.id)
    assert "Notre offre" in page.text
    assert "concurrent" not in page.text
    assert "Détacher" not in page.text

    buyer = client.as_role(Role.BUYER_READER)
    contract.buyer = db.session.get(Organisation, buyer.organisation_id)
    db.session.flush()
    page = client.get("contracts.show", contract_id=contract.id)
    assert "Photographies" in page.text
    assert len(client.get("event_promises.index").select("tbody tr")) == 2
