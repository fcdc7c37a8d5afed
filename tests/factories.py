"""Plain functions that make one row each, with sensible defaults; they flush, never commit."""

from itertools import count
from typing import Any

from stdnum import luhn

from facilitator.access import Role
from facilitator.accounts.models import Contact, Meeting, Membership, Organisation, User
from facilitator.accounts.rules import OrganisationKind, kinds_for
from facilitator.clock import now
from facilitator.db import Base, db

numbers = count(1)


def add(row: Base) -> Any:
    """Put the row in the session and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def make_siret() -> str:
    """A new SIRET with a valid key."""
    siren = f"9{next(numbers):07d}"
    siren += luhn.calc_check_digit(siren)
    siret = siren + "0001"
    return siret + luhn.calc_check_digit(siret)


def make_organisation(kind: OrganisationKind = OrganisationKind.COMPANY, **over: Any) -> Organisation:
    """An organisation, a company by default."""
    values = {"name": f"Organisation {next(numbers)}", "siret": make_siret(), "city": "Riom"}
    return add(Organisation(kind=kind, **values | over))


def make_body(**over: Any) -> Organisation:
    """A facilitation body."""
    return make_organisation(OrganisationKind.FACILITATION_BODY, **over)


def make_contact(organisation: Organisation, **over: Any) -> Contact:
    """A contact of rank 1."""
    values = {"rank": 1, "name": "Camille Essai", "email": "camille@essai.example"}
    return add(Contact(organisation_id=organisation.id, **values | over))


def make_user(**over: Any) -> User:
    """Somebody who can sign in (no password)."""
    index = next(numbers)
    values = {"email": f"personne{index}@essai.example", "name": f"Personne {index}"}
    return add(User(created_at=now(), **values | over))


def make_membership(role: Role, organisation: Organisation | None = None, **over: Any) -> Membership:
    """A membership, with a new user and a fitting organisation unless they are given."""
    if organisation is None:
        organisation = make_organisation(sorted(kinds_for(role))[0])
    user = over.pop("user", None) or make_user()
    values = {"user_id": user.id, "organisation_id": organisation.id, "created_at": now()}
    return add(Membership(role=role, **values | over))


def make_meeting(body: Organisation, organisation: Organisation) -> Meeting:
    """The body works with the organisation."""
    return add(Meeting(body_id=body.id, organisation_id=organisation.id))
