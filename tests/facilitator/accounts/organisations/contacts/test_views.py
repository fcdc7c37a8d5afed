"""Contacts: three at most, in an order, confirmed."""

from datetime import date

import pytest
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Contact, Organisation
from facilitator.audit.queries import history_of
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_contact

SOMEBODY = {"rank": "1", "name": "Ana Essai", "email": "ana@essai.example", "phone": "04 73 98 34 00"}


@pytest.fixture
def company(client: Client) -> Organisation:
    return client.as_role(Role.COMPANY_ADMIN).organisation


def ranks(company: Organisation) -> list[tuple[int, str]]:
    found = (
        select(Contact.rank, Contact.name).where(Contact.organisation_id == company.id).order_by(Contact.rank)
    )
    return [(rank, name) for rank, name in db.session.execute(found)]


def test_a_contact_is_added_checked_and_confirmed(client: Client, company: Organisation) -> None:
    page = client.follow(client.post("contacts.add", SOMEBODY, organisation_id=company.id))

    (contact,) = company.contacts
    assert (contact.phone, contact.confirmed_on) == ("+33473983400", today())
    assert "04 73 98 34 00" in page.text
    assert [event.action for event in history_of(contact)] == ["contact.added"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"phone": "12"}, "Ce numéro de téléphone n’existe pas"),
        ({"email": "ana@"}, "Cette adresse électronique n’est pas valable"),
        ({"email": "", "phone": ""}, "Indiquez une adresse électronique ou un téléphone."),
        ({"name": ""}, "Indiquez le nom du contact."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    client: Client, company: Organisation, wrong: dict[str, str], sentence: str
) -> None:
    page = client.post("contacts.add", SOMEBODY | wrong, organisation_id=company.id)

    assert sentence in page.errors
    assert ranks(company) == []


def test_a_rank_is_taken_once_and_there_are_three(client: Client, company: Organisation) -> None:
    for rank in (1, 2, 3):
        make_contact(company, rank=rank)

    page = client.post("contacts.add", SOMEBODY, organisation_id=company.id)

    assert "Il y a déjà un contact de rang 1." in page.errors
    shown = client.get("organisations.show", organisation_id=company.id)
    assert not shown.select("a[href$='/contacts/nouveau']")


def test_two_contacts_exchange_their_ranks(client: Client, company: Organisation) -> None:
    make_contact(company, rank=1, name="Première")
    second = make_contact(company, rank=2, name="Seconde")

    client.post(
        "contacts.edit", SOMEBODY | {"name": "Seconde"}, organisation_id=company.id, contact_id=second.id
    )

    assert ranks(company) == [(1, "Seconde"), (2, "Première")]


def test_a_contact_is_confirmed_today_by_one_button(client: Client, company: Organisation) -> None:
    contact = make_contact(company, confirmed_on=date(2020, 1, 1))
    assert "À confirmer" in client.get("organisations.show", organisation_id=company.id).text

    for _ in range(2):
        client.post("contacts.confirm", organisation_id=company.id, contact_id=contact.id)

    assert contact.confirmed_on == today()
    assert len(history_of(contact)) == 1
    assert "À confirmer" not in client.get("organisations.show", organisation_id=company.id).text


def test_a_contact_is_removed_after_a_question(client: Client, company: Organisation) -> None:
    contact = make_contact(company)

    page = client.get("contacts.remove", organisation_id=company.id, contact_id=contact.id)
    assert page.h1 == "Supprimer ce contact ?"
    client.post("contacts.remove", organisation_id=company.id, contact_id=contact.id)

    assert ranks(company) == []


def test_a_contact_of_another_organisation_is_not_found(client: Client, company: Organisation) -> None:
    elsewhere = make_contact(client.as_role(Role.COMPANY_ADMIN).organisation)
    client.as_role(Role.COMPANY_ADMIN, company)

    assert client.get("contacts.edit", organisation_id=company.id, contact_id=elsewhere.id).status == 404


def test_no_name_of_a_person_goes_into_the_journal(client: Client, company: Organisation) -> None:
    client.post("contacts.add", SOMEBODY, organisation_id=company.id)

    (contact,) = company.contacts
    assert "Ana" not in str([event.details for event in history_of(contact)])
