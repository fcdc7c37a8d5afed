"""The pages of the reminders: list, preview, sending, what is blocked, calls, holds, ladder, messages."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from clauses.compliance.chase.ladder.queries import ladders_of
from clauses.compliance.chase.letters.models import LetterVersion
from clauses.compliance.chase.models import ChaseHold, PhoneCall, Reminder
from clauses.compliance.chase.rules import STANDARD, ChaseStep
from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.rules import ContactReason
from clauses.hours.ledger.models import Statement
from facilitator.access import Role
from facilitator.accounts.models import Contact, Organisation
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories_chase import make_owing
from tests.factories_links import make_link, open_link

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-18 09:00+01:00") as traveller:
        yield traveller


@pytest.fixture
def statement(app: Flask) -> Statement:
    """Two companies owe October; the first on two contracts."""
    first = make_owing(title="Chantier 1")
    body = db.session.get_one(Organisation, first.body_id)
    make_owing(body, first.organisation, title="Chantier 2")
    make_owing(body, title="Chantier 3")
    return first


@pytest.fixture
def facilitator(client: Client, statement: Statement) -> Client:
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, statement.body_id))
    return client


def on(facilitator: Client, statement: Statement, clock: time_machine.Traveller, day: str) -> None:
    """Another morning: she signs in again."""
    clock.move_to(f"{day} 09:00+01:00")
    facilitator.as_role(Role.FACILITATOR, db.session.get_one(Organisation, statement.body_id))


def company_of(statement: Statement) -> str:
    return str(statement.organisation_id)


def send(facilitator: Client, statement: Statement, **more: str) -> None:
    page = facilitator.get("chase.preview", choix=company_of(statement))
    key = str(page.one("input[name=form_key]")["value"])
    facilitator.post("chase.send_many", {"form_key": key, "choix": company_of(statement), **more})


def test_one_line_a_company_whatever_its_contracts(facilitator: Client, statement: Statement) -> None:
    page = facilitator.get("chase.index")
    assert len(page.select("tbody tr")) == 2
    assert "Premier retard" in page.text
    assert page.text.count(statement.organisation.name) >= 1


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"etape": "late"}, 2),
        ({"etape": "call"}, 0),
        ({"retard": "0"}, 2),
        ({"retard": "5"}, 0),
        ({"nature": "hours"}, 2),
        ({"nature": "returned"}, 0),
        ({"contact": "reached"}, 2),
        ({"tour": "ladder"}, 2),
        ({"suivi": "moi"}, 0),
        ({"q": "personne de ce nom"}, 0),
    ],
)
def test_the_list_is_filtered_by_its_address(
    facilitator: Client, filters: dict[str, str], count: int
) -> None:
    page = facilitator.get("chase.index", **filters)
    assert len(page.select("tbody tr")) == count
    assert page.select(".chips li")


def test_the_list_is_exported(facilitator: Client, statement: Statement) -> None:
    page = facilitator.web.get(facilitator.url("chase.index_file", ending="csv"))
    assert statement.organisation.name in page.text
    assert facilitator.web.get(facilitator.url("chase.index_file", ending="xlsx")).status_code == 200
    assert facilitator.web.get(facilitator.url("chase.index_file", ending="pdf")).status_code == 404


def test_the_list_is_empty_when_everything_is_done(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    assert "Personne à relancer" in client.get("chase.index").text


def test_every_message_is_read_before_it_leaves_and_an_unticked_one_does_not(
    facilitator: Client, statement: Statement
) -> None:
    both = [one.organisation_id for one in db.session.query(Statement)]
    page = facilitator.get("chase.preview", choix=both)
    assert len(page.select("pre.letter")) == 2
    assert "[lien personnel]" in page.text
    key = {"form_key": str(page.one("input[name=form_key]")["value"]), "choix": company_of(statement)}
    for _ in range(2):  # pressed twice
        sent = facilitator.follow(facilitator.post("chase.send_many", key))
        assert "1 entreprise relancée" in sent.text.replace(NBSP, " ")
    assert db.session.query(OutboxMessage).count() == 1
    kept = db.session.query(Reminder).one()
    assert (kept.step, kept.organisation_id) == (ChaseStep.LATE, statement.organisation_id)
    assert kept.author_id is not None


def test_a_second_message_is_blocked_until_a_reason_is_given(
    facilitator: Client, statement: Statement
) -> None:
    send(facilitator, statement)
    page = facilitator.get("chase.preview", choix=company_of(statement))
    assert "Déjà relancées" in page.text
    assert not page.select("input[name=choix][checked]")
    key = {"form_key": str(page.one("input[name=form_key]")["value"]), "choix": company_of(statement)}
    refused = facilitator.post("chase.send_many", {**key, "montre": company_of(statement)})
    assert "a déjà été relancée le 18/11/2026" in refused.text
    assert db.session.query(OutboxMessage).count() == 1
    facilitator.post("chase.send_many", {**key, f"motif-{company_of(statement)}": "Elle me l’a demandé"})
    assert db.session.query(OutboxMessage).count() == 2
    assert db.session.query(Reminder).order_by(Reminder.id.desc()).first().reason == "Elle me l’a demandé"


def test_the_last_reminder_is_shown_wherever_the_company_appears(
    facilitator: Client, statement: Statement
) -> None:
    send(facilitator, statement)
    contract = statement.commitment.terms.lot.contract
    assert "Dernières relances" in facilitator.get("contracts.show", contract_id=contract.id).text
    assert "Dernière relance le" in facilitator.get("statements.show", statement_id=statement.id).text
    shown = facilitator.get("organisations.show", organisation_id=statement.organisation_id).text
    assert "Dernière relance" in shown
    page = facilitator.get("chase.company", organisation_id=statement.organisation_id)
    assert "Messages envoyés" in page.text


def test_nothing_ticked_says_so(facilitator: Client, statement: Statement) -> None:
    assert "Cochez d’abord" in facilitator.follow(facilitator.get("chase.preview")).text
    refused = facilitator.post("chase.send_many", {"form_key": "x", "montre": company_of(statement)})
    assert "Cochez au moins une entreprise" in refused.text


def test_the_home_page_counts_the_companies(facilitator: Client) -> None:
    assert "2 entreprises à relancer" in facilitator.get("home.index").text.replace(NBSP, " ")


def test_what_leaves_tomorrow_is_shown_and_may_be_held(
    facilitator: Client, statement: Statement, clock: time_machine.Traveller
) -> None:
    on(facilitator, statement, clock, "2026-11-09")
    assert len(facilitator.get("chase.tomorrow").select("tbody tr")) == 2
    at = {"organisation_id": statement.organisation_id}
    assert facilitator.get("chase_holds.make", **at).status == 200
    refused = facilitator.post(
        "chase_holds.make", {"until": "2026-11-01", "reason": "x", "contract_id": 0}, **at
    )
    assert refused.errors
    contract = statement.commitment.terms.lot.contract_id
    held = {"until": "2026-11-27", "reason": "Chantier arrêté", "contract_id": contract}
    facilitator.post("chase_holds.make", held, **at)
    facilitator.post("chase_holds.make", {**held, "contract_id": 0}, **at)
    assert len(facilitator.get("chase.tomorrow").select("tbody tr")) == 1
    assert "Suspendu" in facilitator.get("chase.index").text
    for hold in db.session.query(ChaseHold):
        facilitator.post("chase_holds.lift_hold", hold_id=hold.id)
    assert len(facilitator.get("chase.tomorrow").select("tbody tr")) == 2


def test_a_call_is_kept_by_one_press_and_a_departure_asks_for_another_contact(
    facilitator: Client, statement: Statement, clock: time_machine.Traveller
) -> None:
    on(facilitator, statement, clock, "2026-12-16")
    page = facilitator.get("calls.index")
    assert len(page.select("article.panel")) == 2
    assert "06 12 34 56 78" in page.text.replace(NBSP, " ")
    contact = statement.organisation.contacts[0]
    data = {"form_key": "k1", "contact_id": contact.id, "outcome": "left", "note": "Elle est partie en mai"}
    at = {"organisation_id": statement.organisation_id}
    for _ in range(2):
        facilitator.follow(facilitator.post("calls.keep", data, **at))
    assert db.session.query(PhoneCall).count() == 1
    (asked,) = db.session.query(ContactRequest)
    assert (asked.reason, asked.contact_id) == (ContactReason.LEFT, contact.id)
    assert "Contact à trouver" in facilitator.get("chase.index").text


def test_a_call_answered_leaves_the_list_for_a_while(
    facilitator: Client, statement: Statement, clock: time_machine.Traveller
) -> None:
    on(facilitator, statement, clock, "2026-12-16")
    at = {"organisation_id": statement.organisation_id}
    facilitator.post("calls.keep", {"form_key": "k1", "contact_id": 0, "outcome": "will_do"}, **at)
    assert len(facilitator.get("calls.index").select("article.panel")) == 1
    on(facilitator, statement, clock, "2026-12-23")
    assert len(facilitator.get("calls.index").select("article.panel")) == 2
    facilitator.post("calls.keep", {"form_key": "k2", "outcome": "nothing"}, **at)
    assert db.session.query(PhoneCall).count() == 1


def test_the_ladder_is_changed_kept_and_restored(facilitator: Client, statement: Statement) -> None:
    body, buyer = statement.body_id, statement.commitment.terms.lot.contract.buyer_id
    assert "10 jours ouvrés après" in facilitator.get("ladder.index").text.replace(NBSP, " ")
    steps = {"before": "-3", "due": "0", "late": "4", "later": "", "second": "", "third": "", "call": "9"}
    assert facilitator.post("ladder.edit", {**steps, "late": "0"}).errors
    facilitator.post("ladder.edit", steps)
    facilitator.post("ladder.edit", {**steps, "late": "6"}, acheteur=buyer)
    found = ladders_of(body, today())
    assert found.own.offsets[ChaseStep.LATE] == 4
    assert found.of(buyer).offsets[ChaseStep.LATE] == 6
    assert "la sienne" in facilitator.get("ladder.index").text
    assert "Échelles précédentes" in facilitator.get("ladder.edit", acheteur=buyer).text
    facilitator.post("ladder.reset", acheteur=buyer)
    facilitator.post("ladder.reset")
    found = ladders_of(body, today())
    assert (found.own, found.of(buyer)) == (STANDARD, STANDARD)
    assert facilitator.get("ladder.edit", acheteur=999999).status == 404


def test_a_message_is_changed_checked_kept_and_restored(facilitator: Client, statement: Statement) -> None:
    page = facilitator.get("letters.edit", step="late")
    assert "Entreprise d’exemple" in page.text
    words = {"subject": "Bonjour {entreprise}", "text": "{liste}\n\n{lien}", "sms": "{lien}"}
    for wrong in ({"text": "{liste}"}, {"sms": "{nom} {lien}"}, {"subject": "{entreprise"}):
        assert facilitator.post("letters.edit", {**words, **wrong}, step="late").errors
    facilitator.post("letters.edit", words, step="late")
    send(facilitator, statement)
    message = db.session.query(OutboxMessage).one()
    assert message.subject == f"Bonjour {statement.organisation.name}"
    assert "De votre structure" in facilitator.get("letters.index").text
    assert "Versions précédentes" in facilitator.get("letters.edit", step="late").text
    facilitator.post("letters.reset", step="late")
    assert "De votre structure" not in facilitator.get("letters.index").text
    assert db.session.query(LetterVersion).count() == 2
    assert facilitator.get("letters.edit", step="call").status == 404


def test_a_company_says_by_its_link_whom_to_reach(client: Client, statement: Statement) -> None:
    body = db.session.get_one(Organisation, statement.body_id)
    contact = statement.organisation.contacts[0]
    link, _ = make_link(body, statement.organisation)
    name, _, value = open_link(client.app, link).partition("=")
    client.web.set_cookie(name, value)
    keep()
    assert "Qui joindre dans votre entreprise" in client.get("contact_requests.ours").text
    client.post("contact_requests.our_left", contact_id=contact.id)
    assert db.session.query(ContactRequest).one().reason is ContactReason.LEFT
    told = {"name_1": "Alix Durand", "email_1": "pas une adresse"}
    assert client.post("contact_requests.ours", told).errors
    assert client.post("contact_requests.ours", {"name_1": ""}).errors
    answer = client.post("contact_requests.ours", {**told, "email_1": "alix@essai.example"})
    assert "Merci" in client.follow(answer).text
    db.session.expire_all()
    assert db.session.query(ContactRequest).one().closed_at is not None
    kept = db.session.query(Contact).filter_by(organisation_id=statement.organisation_id).one()
    assert (kept.name, kept.confirmed_on) == ("Alix Durand", today())


def test_the_facilitator_confirms_after_a_call(facilitator: Client, statement: Statement) -> None:
    contact = statement.organisation.contacts[0]
    at = {"organisation_id": statement.organisation_id}
    facilitator.post("contact_requests.left", contact_id=contact.id, **at)
    assert "Parti de l’entreprise" in facilitator.get("contact_requests.index").text
    csv = facilitator.web.get(facilitator.url("contact_requests.index_file", ending="csv", motif="left"))
    assert statement.organisation.name in csv.text
    facilitator.post(
        "contact_requests.confirm_for", {"name_1": "Alix Durand", "phone_1": "06 12 34 56 78"}, **at
    )
    assert "Aucun contact à confirmer" in facilitator.get("contact_requests.index").text


def test_a_second_message_cannot_be_forced_on_a_held_company(
    facilitator: Client, statement: Statement
) -> None:
    at = {"organisation_id": statement.organisation_id}
    held = {"until": "2026-11-27", "reason": "Accord", "contract_id": 0}
    facilitator.post("chase_holds.make", held, **at)
    page = facilitator.get("chase.preview", choix=company_of(statement))
    assert "relances suspendues" in page.text
    refused = facilitator.post("chase.send_many", {"form_key": "z", "choix": company_of(statement)})
    assert "Cochez au moins" in refused.text
