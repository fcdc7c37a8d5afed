"""The demonstration's organisations, their contacts, and one account per role."""

from datetime import timedelta
from random import Random

from sqlalchemy import select

from facilitator.accounts.demonstration.people import POSITIONS, person, phone
from facilitator.accounts.demonstration.places import NAMED, Place, companies, place
from facilitator.accounts.demonstration.rules import DOORS, Door
from facilitator.accounts.models import Contact, Membership, Organisation, User
from facilitator.accounts.passwords.queries import create_password_for
from facilitator.accounts.queries import meet
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import search_key

SEED = 63113
"""Of every choice made by chance here: the same territory each time (INSEE code of Clermont-Ferrand)."""
CONFIRMED_DAYS_AGO = (5, 20, 45, 90, 150, 200, 420, None)
"""Contacts confirmed lately, long ago (to confirm again), or never."""


def organisation(wanted: Place) -> Organisation:
    """The organisation of this name, once the territory is built."""
    return db.session.scalars(select(Organisation).where(Organisation.name == wanted.name)).one()


def named(key: str) -> Organisation:
    """A named organisation of the territory: `body`, `metropole`, `geiq`, `company`…"""
    return organisation(place(key))


def build_organisations() -> str:
    """The body, its buyers, sixty companies and its partners, with whom to call there."""
    chance = Random(SEED)
    rows = [_create(wanted) for wanted in (*NAMED.values(), *companies())]
    body = rows[0]
    for row in rows[2:]:
        meet(body.id, row)
        _add_contacts(row, chance)
    record("demo.organisations_created", "organisation", count=len(rows))
    return f"{len(rows)} organisations"


def _create(wanted: Place) -> Organisation:
    row = Organisation(
        kind=wanted.kind,
        name=wanted.name,
        siret=wanted.siret,
        city=wanted.city,
        postcode=wanted.postcode,
        departments="63" if wanted is NAMED["body"] else "",
    )
    db.session.add(row)
    db.session.flush()
    return row


def _add_contacts(row: Organisation, chance: Random) -> None:
    domain = search_key(row.name).replace(" ", "-")[:40].strip("-")
    for rank in range(1, chance.choice((0, 1, 1, 1, 2, 2, 3)) + 1):
        name = person(chance)
        ago = chance.choice(CONFIRMED_DAYS_AGO)
        contact = Contact(
            organisation_id=row.id,
            rank=rank,
            name=name,
            position=chance.choice(POSITIONS),
            email=f"{search_key(name).replace(' ', '.')}@{domain}.example",
            phone=phone(chance),
            confirmed_on=None if ago is None else today() - timedelta(days=ago),
        )
        db.session.add(contact)


def build_accounts() -> str:
    """One account per role, and one person who has two."""
    for door in DOORS:
        _create_account(door)
    return f"{len(DOORS)} comptes"


def _create_account(door: Door) -> None:
    user = User(
        name=door.name,
        email=door.email,
        totp_secret=door.totp_secret,
        created_at=now(),
    )
    db.session.add(user)
    db.session.flush()
    create_password_for(user, door.password)
    for role, key in door.memberships:
        where = named(key)
        db.session.add(Membership(user_id=user.id, organisation_id=where.id, role=role, created_at=now()))
        record("membership.granted", user, role=role.value, organisation=where.id)


PARTS = (
    DemoPart("organisations", "Organisations", build_organisations),
    DemoPart("accounts", "Comptes", build_accounts),
)
