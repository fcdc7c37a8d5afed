"""Field by field: who reads what of a person, and what a form may never change (E3 and E6)."""

from datetime import date

import pytest

from clauses.people.eligibility.models import CertifiedCriterion
from clauses.people.employments.rules import EmployerKind
from clauses.people.participants.models import Participant
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.conftest import Client
from tests.factories import add, make_body, make_organisation
from tests.factories_hours import make_certificate, make_employment, make_participant, make_running

FIELDS = {
    "family_name": "Nomcanari",
    "given_name": "Prenomcanari",
    "phone": "+33698765432",
    "email": "canari@essai.example",
    "postcode": "63987",
    "city": "Villecanari",
    "notes": "Notescanari",
    "birth_date": date(1993, 2, 19),
}
SHOWN = {**FIELDS, "phone": "06 98 76 54 32", "birth_date": "1993", "referrer": "Suiveurcanari"}
CRITERION = "rsa_recipient"
NAMES = frozenset({"family_name", "given_name"})
REACH = NAMES | {"phone", "email", "postcode", "city"}
EVERYTHING = frozenset(SHOWN)


@pytest.fixture
def people(app: object) -> dict[str, Organisation]:
    """A person with everything said, certified, lent by a GEIQ to a company, followed by a structure."""
    body, geiq = make_body(), make_organisation(OrganisationKind.GEIQ)
    referrer = make_organisation(OrganisationKind.REFERRER, name="Suiveurcanari")
    person = make_participant(body, referrer_id=referrer.id, **FIELDS)
    certificate = make_certificate(person)
    add(
        CertifiedCriterion(
            certificate=certificate,
            criterion=CRITERION,
            proof="attestation",
            seen_on=date(2026, 3, 2),
            seen_by_id=certificate.decided_by_id,
        )
    )
    commitment = make_running(body)
    make_employment(commitment, person, employer=geiq, employer_kind=EmployerKind.GEIQ)
    own = make_running(body)
    make_employment(own, person)
    return {
        "body": body,
        "lent to": commitment.organisation,
        "lends": geiq,
        "employs": own.organisation,
        "follows": referrer,
        "buys": own.terms.lot.contract.buyer,
        "elsewhere": make_body(),
    }


@pytest.mark.parametrize(
    ("who", "role", "reads"),
    [
        ("body", Role.FACILITATOR, EVERYTHING),
        ("body", Role.HEAD, EVERYTHING),
        ("lent to", Role.DECLARANT, NAMES),
        ("lent to", Role.COMPANY_ADMIN, NAMES),
        ("employs", Role.DECLARANT, REACH),
        ("lends", Role.PARTNER, REACH),
        ("follows", Role.PARTNER, REACH | {"referrer"}),  # its own name heads its pages
        ("buys", Role.BUYER_VALIDATOR, frozenset()),
        ("buys", Role.BUYER_READER, frozenset()),
        ("elsewhere", Role.FACILITATOR, frozenset()),
    ],
)
def test_each_reader_reads_its_own_fields(
    client: Client, people: dict[str, Organisation], who: str, role: Role, reads: frozenset[str]
) -> None:
    person = db.session.query(Participant).one()
    urls = [
        client.url("people.show", participant_id=person.id),
        client.url("people.index"),
        client.url("people.index_file", ending="csv"),
        client.url("home.search", q="Nomcanari"),
    ]
    client.as_role(role, people[who])
    said = "".join(client.ask("GET", url).get_data(as_text=True) for url in urls)
    said = said.replace("\u00a0", " ").replace("« Nomcanari »", "").replace('value="Nomcanari"', "")
    said = said.replace("q=Nomcanari", "").replace("FR", "")
    found = {name for name, text in SHOWN.items() if str(text) in said}

    assert found == reads
    assert CRITERION not in said
    assert "RSA" not in said


@pytest.mark.parametrize("column", [column.name for column in Participant.__table__.columns])
def test_a_form_changes_nothing_that_it_does_not_show(client: Client, column: str) -> None:
    body = make_body()
    person = make_participant(body, family_name="Faure", given_name="Camille", birth_date=None)
    other = make_participant(body)
    client.as_role(Role.FACILITATOR, body)
    shown = {"family_name": "Faure", "given_name": "Camille", "referrer_id": "0"}
    hidden = {"id", "body_id", "merged_into_id", "archived_on", "created_on", "search_key"}
    before = {name: getattr(person, name) for name in hidden}
    sent = {column: str(other.id)} if column in hidden else {}
    version = {"shown_version": str(person.version)}
    client.post("people.edit", shown | version | sent, participant_id=person.id)
    row = db.session.get_one(Participant, person.id)

    assert {name: getattr(row, name) for name in hidden} == before
