"""The pages of the people: the list, one person, the form, duplicates."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select

from clauses.people.employments.rules import EmployerKind
from clauses.people.participants.models import DistinctPair, Participant
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_organisation
from tests.factories_hours import make_certificate, make_employment, make_participant, make_running

INES = {"family_name": "Aït-Kaci", "given_name": "Inès", "birth_date": "1994-02-11", "referrer_id": "0"}


@pytest.fixture
def body(client: Client) -> Organisation:
    """A body, asked as its facilitator."""
    row = make_body()
    client.as_role(Role.FACILITATOR, row)
    return row


def test_somebody_is_entered_with_three_answers(client: Client, body: Organisation) -> None:
    page = client.follow(client.post("people.new", INES))

    assert page.h1 == "Inès Aït-Kaci"
    assert "Éligibilité non validée" in page.text
    assert "Personne ajoutée" in page.text


def test_a_name_is_owed_and_no_number_is_taken(client: Client, body: Organisation) -> None:
    page = client.post("people.new", INES | {"family_name": "", "notes": "1 85 05 78 006 084 91"})

    assert "Indiquez le nom." in page.errors
    assert "numéro de sécurité sociale" in page.errors
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 0


def test_whoever_exists_already_is_shown_before_anything_is_written(
    client: Client, body: Organisation
) -> None:
    client.post("people.new", INES)
    again = INES | {"family_name": "AIT KACI", "given_name": "Ines", "birth_date": "1994-11-02"}
    page = client.post("people.new", again)

    assert page.h1 == "Cette personne existe-t-elle déjà ?"
    assert "jour et mois de naissance inversés" in page.text
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 1

    seen = {name: page.one(f"[name={name}]")["value"] for name in ("seen", "form_key")}
    client.post("people.new", again | seen)
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 2
    assert db.session.scalar(select(func.count()).select_from(DistinctPair)) == 1
    assert "Aucun doublon possible" in client.get("duplicates.index").text


def test_a_form_sent_twice_enters_one_person(client: Client, body: Organisation) -> None:
    key = {"form_key": client.get("people.new").one("[name=form_key]")["value"]}
    first, second = client.post("people.new", INES | key), client.post("people.new", INES | key)

    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 1


def test_two_people_who_change_one_record_do_not_overwrite_each_other(
    client: Client, body: Organisation
) -> None:
    person = make_participant(body, family_name="Faure", city="Riom")
    form = client.get("people.edit", participant_id=person.id)
    values = {
        "family_name": person.family_name,
        "given_name": person.given_name,
        "referrer_id": "0",
        "shown_version": form.one("[name=shown_version]")["value"],
    }
    client.post("people.edit", values | {"city": "Thiers"}, participant_id=person.id)
    page = client.post("people.edit", values | {"city": "Issoire"}, participant_id=person.id)

    assert page.status == 409, page.errors
    assert "Thiers" in page.text
    assert page.one("[name=city]")["value"] == "Issoire"
    assert db.session.get_one(Participant, person.id).city == "Thiers"


def test_each_standing_has_its_people(client: Client, body: Organisation) -> None:
    ends = {"maintenant": 200, "bientot": 60, "finie": -1}
    for name, days in ends.items():
        person = make_participant(body, family_name=f"Zed-{name}")
        make_certificate(
            person, starts_on=today() - timedelta(days=400), ends_on=today() + timedelta(days=days)
        )
    make_participant(body, family_name="Zed-jamais")

    for name in (*ends, "jamais"):
        page = client.get("people.index", eligibilite=name)
        assert [link.text for link in page.select("tbody th a")] == [f"Zed-{name}"]
    soon = client.get("people.index", eligibilite="bientot")
    assert "Se termine bientôt" in soon.text


@pytest.mark.parametrize(
    ("days", "said"), [(212, "encore 213 jours"), (13, "encore 14 jours"), (0, "c’est le dernier jour")]
)
def test_the_days_left_are_counted_once_for_every_page(
    client: Client, body: Organisation, days: int, said: str
) -> None:
    person = make_participant(body)
    make_certificate(person, starts_on=today(), ends_on=today() + timedelta(days=days))
    pages = [
        client.get("people.show", participant_id=person.id),
        client.get("eligibility.show", participant_id=person.id),
    ]

    assert all(said in page.text.replace("\u00a0", " ") for page in pages)
    assert pages[0].text.count("Éligible jusqu’au") == 1


def test_a_company_reads_name_contract_and_until_when(client: Client, app: object) -> None:
    commitment = make_running()
    geiq = make_organisation(OrganisationKind.GEIQ)
    lent = make_employment(commitment, employer=geiq, employer_kind=EmployerKind.GEIQ)
    lent.participant.phone, lent.participant.notes = "+33612345678", "Secret de suivi"
    elsewhere = make_running()
    lent_elsewhere = make_employment(elsewhere, lent.participant, trade="Métier caché")
    client.as_role(Role.DECLARANT, commitment.organisation)
    page = client.get("people.show", participant_id=lent.participant_id)

    assert lent.participant.name in page.h1
    assert "Éligible jusqu’au" in page.text
    for hidden in ("06 12 34 56 78", "Secret de suivi", "Métier caché", "1990"):
        assert hidden not in page.text.replace("\u00a0", " ")
    assert elsewhere.terms.lot.contract.reference not in page.text
    hidden_work = client.get("employments.show", employment_id=lent_elsewhere.id)
    assert hidden_work.status == 404


def test_a_company_reaches_those_it_employs(client: Client, app: object) -> None:
    own = make_employment()
    own.participant.phone = "+33612345678"
    client.as_role(Role.COMPANY_ADMIN, own.employer)
    page = client.get("people.show", participant_id=own.participant_id)

    assert "06 12 34 56 78" in page.text.replace("\u00a0", " ")


def test_a_buyer_finds_nobody(client: Client, app: object) -> None:
    own = make_employment()
    client.as_role(Role.BUYER_READER, own.assignments[0].commitment.terms.lot.contract.buyer)

    assert client.get("people.show", participant_id=own.participant_id).status == 404
    assert client.get("people.index").status == 404


def test_the_search_box_finds_a_person_of_ones_own(client: Client, body: Organisation) -> None:
    mine = make_participant(body, family_name="Quintonine")
    make_participant(family_name="Quintonine")
    page = client.get("home.search", q="quintonine")

    assert len([link for link in page.select("main a") if "/personnes/" in str(link.get("href"))]) == 1
    assert client.url("people.show", participant_id=mine.id) in page.html


def test_the_contract_leads_to_its_people(client: Client, body: Organisation) -> None:
    work = make_employment(make_running(body))
    contract = work.assignments[0].commitment.terms.lot.contract
    page = client.get("contracts.show", contract_id=contract.id)

    assert "1 personne sur ce marché" in page.text.replace("\u00a0", " ")
    people = client.get("people.index", marche=contract.id)
    assert work.participant.family_name in people.text


def test_an_archived_person_leaves_the_list_and_comes_back(client: Client, body: Organisation) -> None:
    person = make_participant(body)
    client.post("people.archive", participant_id=person.id)

    assert person.family_name not in client.get("people.index").text
    assert person.family_name in client.get("people.index", archives="oui").text
    client.post("people.archive", participant_id=person.id)
    assert person.family_name in client.get("people.index").text


def test_two_records_become_one_and_two_again(client: Client, body: Organisation) -> None:
    born = date(1990, 5, 17)
    old = make_participant(body, family_name="El-Amrani", given_name="Khadija", birth_date=born)
    new = make_participant(body, family_name="Amrani", given_name="Khadidja", birth_date=born, city="Riom")
    work = make_employment(make_running(body), new)
    listed = client.get("duplicates.index")
    assert "El-Amrani" in listed.text

    page = client.get("duplicates.compare_two", first=old.id, second=new.id)
    assert page.h1 == "Est-ce la même personne ?"
    kept = client.follow(
        client.post("duplicates.compare_two", {"kept": str(old.id)}, first=old.id, second=new.id)
    )
    assert work.employer.name in kept.text
    assert client.get("people.show", participant_id=new.id).location == client.url(
        "people.show", participant_id=old.id
    )

    undo = kept.one("a[href*=fusions]")["href"]
    assert "Défaire cette fusion" in client.fetch(str(undo)).text
    back = client.follow(client.send(str(undo)))
    assert back.h1 == "Khadidja Amrani"
    assert work.employer.name in back.text
    assert work.employer.name not in client.get("people.show", participant_id=old.id).text


def test_two_different_people_are_not_asked_about_again(client: Client, body: Organisation) -> None:
    twins = [make_participant(body, family_name="Martin", given_name=name) for name in ("Julie", "Julia")]
    assert "Martin" in client.get("duplicates.index").text
    client.post("duplicates.distinct", first=twins[0].id, second=twins[1].id)
    client.post("duplicates.distinct", first=twins[1].id, second=twins[0].id)

    assert "Aucun doublon possible" in client.get("duplicates.index").text


def test_the_list_goes_to_a_file(client: Client, body: Organisation) -> None:
    make_meeting(body, make_organisation(OrganisationKind.REFERRER))
    make_participant(body, family_name="Zed")
    answer = client.ask("GET", client.url("people.index_file", ending="csv"))

    assert "Zed" in answer.get_data(as_text=True)


def test_a_person_takes_as_many_selects_whatever_she_did(client: Client, body: Organisation) -> None:
    person = make_participant(body)
    make_employment(make_running(body), person)
    few = selects_of(client, person)
    for _ in range(4):
        make_employment(make_running(body), person)
    assert selects_of(client, person) == few == 9


def selects_of(client: Client, person: Participant) -> int:
    """How many statements the database is asked for a person's page, once everything is compiled."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    client.get("people.show", participant_id=person.id)
    event.listen(db.engine, "before_cursor_execute", note)
    client.get("people.show", participant_id=person.id)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
