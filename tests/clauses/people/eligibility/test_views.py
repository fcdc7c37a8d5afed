"""The pages of the eligibility: decide in one click; a company learns only yes or no."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from clauses.people.documents.queries import receive
from clauses.people.documents.rules import DocumentKind
from clauses.people.eligibility.models import EligibilityCertificate, EligibilityDraft, EligibilityRequest
from clauses.people.eligibility.queries import eligible_until_of, windows_of
from clauses.people.eligibility.rules import Decision, RequestState
from clauses.people.participants.models import Participant
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.clauses.people.documents.samples import stream
from tests.clauses.people.eligibility.factories import make_decided, make_draft, make_request
from tests.conftest import Client
from tests.factories import make_body, make_contact, make_organisation
from tests.factories_hours import make_participant

RECENT = (today() - timedelta(days=20)).isoformat()


@pytest.fixture
def body(app: Flask, client: Client) -> Organisation:
    """The body of the facilitator who is signed in."""
    body = make_body(name="Maison de l’emploi")
    client.as_role(Role.FACILITATOR, body)
    return body


def asked(body: Organisation) -> tuple[Participant, EligibilityRequest]:
    """A person whom a company that can be reached asks about."""
    person = make_participant(body, family_name="Roussel", given_name="Inès")
    company = make_organisation(name="Limagne TP")
    make_contact(company, email="chantier@limagne.example")
    return person, make_request(person, company)


def test_one_click_decides_answers_the_company_and_says_nothing_of_why(
    client: Client, body: Organisation
) -> None:
    person, request = asked(body)
    make_draft(person)
    page = client.get("eligibility.index")
    assert "Limagne TP" in page.text
    assert page.one("table form button").get_text(strip=True) == "Valider l’éligibilité"
    client.post("eligibility.certify", participant_id=person.id)
    client.post("eligibility.certify", participant_id=person.id)
    certificate = db.session.scalars(select(EligibilityCertificate)).one()
    assert (certificate.decision, certificate.starts_on) == (Decision.ELIGIBLE, today())
    assert [one.criterion for one in certificate.criteria] == ["rsa"]
    assert certificate.criteria[0].proof_valid_until is not None
    assert (request.state, request.certificate_id) == (RequestState.ANSWERED, certificate.id)
    assert db.session.scalar(select(EligibilityDraft)) is None
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert mail.to == "chantier@limagne.example"
    assert "Inès Roussel est éligible jusqu’au" in mail.text
    assert "RSA" not in mail.text + mail.subject
    assert "Éligible" in client.get("eligibility.show", participant_id=person.id).text


def test_what_follows_is_said_at_each_sending_and_nothing_is_kept(client: Client, body: Organisation) -> None:
    person = make_participant(body)
    page = client.post("deciding.send", {"act": "look"}, participant_id=person.id)
    assert "Cochez au moins un critère" in page.text
    ticked = {"act": "look", "c_rsa": "y", "p_rsa": "benefit"}
    page = client.post("deciding.send", ticked, participant_id=person.id)
    assert "indiquez la date" in page.text
    page = client.post("deciding.send", ticked | {"d_rsa": RECENT}, participant_id=person.id)
    assert "Les heures compteront du" in page.text
    assert page.one("#c_rsa").has_attr("checked")
    assert db.session.scalar(select(EligibilityDraft)) is None
    assert db.session.scalar(select(EligibilityCertificate)) is None


def test_what_was_seen_is_kept_then_decided_by_somebody_else(client: Client, body: Organisation) -> None:
    person, _ = asked(body)
    sent = {"c_rsa": "y", "p_rsa": "benefit", "d_rsa": RECENT, "form_key": "abc"}
    client.post("deciding.send", sent | {"act": "keep"}, participant_id=person.id)
    assert windows_of([person.id]) == {}
    client.as_role(Role.HEAD, body)
    page = client.get("deciding.decide", participant_id=person.id)
    assert "Les heures compteront du" in page.text
    assert page.one("#d_rsa")["value"] == RECENT
    client.post("eligibility.certify", participant_id=person.id)
    assert eligible_until_of([person.id], today())[person.id] > today()


def test_the_same_decision_sent_twice_opens_one_window(client: Client, body: Organisation) -> None:
    person = make_participant(body)
    sent = {"act": "decide", "c_rsa": "y", "p_rsa": "benefit", "d_rsa": RECENT, "form_key": "once"}
    first = client.post("deciding.send", sent, participant_id=person.id)
    again = client.post("deciding.send", sent, participant_id=person.id)
    assert first.location == again.location
    assert len(db.session.scalars(select(EligibilityCertificate)).all()) == 1
    other = client.post("deciding.send", sent | {"form_key": "other"}, participant_id=person.id)
    assert other.status == 422
    assert "Déjà éligible" in other.text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"c_youth": "y", "p_youth": "identity", "c_senior": "y", "p_senior": "identity"},
            "ne vont pas ensemble",
        ),
        ({"c_rsa": "y", "p_rsa": "benefit"}, "indiquez la date"), ({}, "Cochez au moins un critère"),
        ({"c_motivated": "y", "p_motivated": "opinion", "d_motivated": RECENT}, "avis motivé"),
        ({"c_insertion_structure": "y", "p_insertion_structure": ""}, "choisissez le justificatif"),
    ],
)  # fmt: skip
def test_a_decision_that_lacks_something_is_refused_with_what_to_do(
    client: Client, body: Organisation, sent: dict[str, str], sentence: str
) -> None:
    person = make_participant(body)
    page = client.post("deciding.send", {"act": "decide"} | sent, participant_id=person.id)
    assert page.status == 422
    assert sentence in page.text
    assert db.session.scalar(select(EligibilityCertificate)) is None


def test_the_file_that_a_decision_rests_on_is_sealed_with_it(client: Client, body: Organisation) -> None:
    person, other = make_participant(body), make_participant(body)
    mine = receive(stream(), DocumentKind.ELIGIBILITY, body.id, participant_id=person.id)
    theirs = receive(stream(), DocumentKind.ELIGIBILITY, body.id, participant_id=other.id)
    assert mine.number in client.get("deciding.decide", participant_id=person.id).text
    sent = {"act": "decide", "c_rsa": "y", "p_rsa": "benefit", "d_rsa": RECENT}
    page = client.post("deciding.send", sent | {"f_rsa": str(theirs.id)}, participant_id=person.id)
    assert "pas de cette personne" in page.text
    client.post("deciding.send", sent | {"f_rsa": str(mine.id)}, participant_id=person.id)
    certificate = db.session.scalars(select(EligibilityCertificate)).one()
    assert certificate.criteria[0].document_id == mine.id
    assert (mine.checked_on, theirs.checked_on) == (today(), None)
    assert "fichier reçu" in client.get("eligibility.show", participant_id=person.id).text


@pytest.mark.parametrize("scheme", ["iae", "geiq", "anru"])
def test_each_scheme_has_its_own_criteria(client: Client, body: Organisation, scheme: str) -> None:
    person = make_participant(body)
    page = client.get("deciding.decide", participant_id=person.id, dispositif=scheme)
    assert len(page.select(".criterion")) == {"iae": 19, "geiq": 25, "anru": 1}[scheme]
    assert client.get("deciding.decide", participant_id=person.id, dispositif="autre").status == 404


def test_a_company_that_asks_for_somebody_eligible_is_told_without_a_new_window(
    client: Client, body: Organisation
) -> None:
    person, request = asked(body)
    make_decided(person)
    assert "Confirmer à l’entreprise" in client.get("eligibility.index").text
    for _ in range(2):
        client.post("eligibility.confirm", participant_id=person.id)
    assert request.state is RequestState.ANSWERED
    assert "est éligible jusqu’au" in db.session.scalars(select(OutboxMessage)).one().text
    assert len(db.session.scalars(select(EligibilityCertificate)).all()) == 1


def test_a_refusal_keeps_its_reason_and_tells_the_company_no(client: Client, body: Organisation) -> None:
    person, request = asked(body)
    assert "pourquoi" in client.post("eligibility.refuse", {"reason": " "}, participant_id=person.id).text
    client.post("eligibility.refuse", {"reason": "Aucun justificatif"}, participant_id=person.id)
    assert request.state is RequestState.ANSWERED
    assert "Aucun justificatif" in client.get("eligibility.show", participant_id=person.id).text
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert "n’est pas éligible" in mail.text
    assert "justificatif" not in mail.text
    assert "Non éligible" in client.get("eligibility.index", etat="refused").text


def test_an_eligibility_is_stopped_from_tomorrow_and_the_past_stays(
    client: Client, body: Organisation
) -> None:
    person = make_participant(body)
    certificate = make_decided(person, ends_on=today() + timedelta(days=400))
    sent = {"on": today().isoformat(), "reason": "Dossier faux"}
    page = client.post("eligibility.revoke", sent, certificate_id=certificate.id)
    assert "au plus tôt" in page.text
    tomorrow = today() + timedelta(days=1)
    client.post("eligibility.revoke", sent | {"on": tomorrow.isoformat()}, certificate_id=certificate.id)
    assert certificate.counts_until == today()
    assert windows_of([person.id])[person.id][0].ends_on == today()
    again = {"on": (tomorrow + timedelta(days=1)).isoformat(), "reason": "Encore"}
    page = client.post("eligibility.revoke", again, certificate_id=certificate.id)
    assert "se termine déjà" in page.text
    assert "Dossier faux" in client.get("eligibility.show", participant_id=person.id).text


def test_the_list_shows_what_waits_first_and_its_filters_agree_with_it(
    client: Client, body: Organisation
) -> None:
    people = {
        name: make_participant(body, family_name=name) for name in ("Asked", "Soon", "Long", "Ended", "None")
    }
    make_request(people["Asked"])
    for name, last in (("Soon", 10), ("Long", 500), ("Ended", -1)):
        start = date(2024, 1, 1)
        make_decided(people[name], starts_on=start, ends_on=today() + timedelta(days=last))
    rows = [row.get_text() for row in client.get("eligibility.index").select("tbody th")]
    assert [row.split()[-1] for row in rows] == ["Asked", "Soon", "Long", "None", "Ended"]
    expected = {"asked": "Asked", "ending": "Soon", "eligible": "Long", "ended": "Ended", "undecided": "None"}
    for state, name in expected.items():
        page = client.get("eligibility.index", etat=state)
        assert [row.get_text().split()[-1] for row in page.select("tbody th")] == [name], state
    assert [row.get_text() for row in client.get("eligibility.index", q="lon").select("tbody th")] == [
        "Camille Long"
    ]
    home = client.get("home.index")
    assert "1 demande d’éligibilité à examiner" in home.text
    assert "1 éligibilité qui se termine bientôt" in home.text


def test_the_file_of_criteria_is_asked_with_its_purpose_and_noted(client: Client, body: Organisation) -> None:
    make_decided(make_participant(body), "rsa")
    make_decided(make_participant(make_body()), "aah")
    assert "RSA" not in client.ask("GET", client.url("eligibility.export", ending="csv")).get_data(
        as_text=True
    )
    assert client.post("eligibility.criteria_file", {"reason": "", "ending": "csv"}).errors
    data = {"csrf_token": client.token(), "reason": "audit", "ending": "csv"}
    answer = client.ask("POST", client.url("eligibility.criteria_file"), data=data)
    told = answer.get_data(as_text=True)
    assert "Bénéficiaire du RSA" in told
    assert "AAH" not in told
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "eligibility.criteria_exported")
    ).one()
    assert event.details == {"count": 1, "why": "audit"}
