"""The list of organisations, and what is asked of it."""

from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import selectinload

from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.models import Contact, Meeting, Organisation
from facilitator.accounts.organisations.rules import ContactsState, Link
from facilitator.accounts.queries import known_to, organisations_of
from facilitator.accounts.rules import OrganisationKind, confirm_before
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.formats import fold, search_key

SORTS = {
    "nom": Organisation.search_key,
    "ville": Organisation.city,
    "type": Organisation.kind,
}


def listed(asker: Asker, listing: Listing, today: date) -> Select[Organisation]:
    """The organisations that answer the filters, sorted."""
    archived = listing["lien"] == Link.ARCHIVED
    found = _archived(asker) if archived else organisations_of(asker)
    if listing["type"]:
        found = found.where(Organisation.kind == OrganisationKind(listing["type"]))
    if listing["contacts"]:
        found = found.where(_reached(ContactsState(listing["contacts"]), today))
    for word in search_key(listing["q"]).split():
        found = found.where(Organisation.search_key.contains(word, autoescape=True))
    if listing["ville"]:
        found = found.where(Organisation.city == listing["ville"])
    column = SORTS.get(listing.sort_by, Organisation.search_key)
    order = column.desc() if listing.descends else column.asc()
    return found.order_by(order, Organisation.id).options(selectinload(Organisation.contacts))


def towns_of(asker: Asker) -> list[str]:
    """The towns of the organisations that the asker knows, in the order of the alphabet."""
    known = known_to(asker).subquery()
    towns = db.session.scalars(select(known.c.city).where(known.c.city != "").distinct())
    return sorted(towns, key=fold)


def _archived(asker: Asker) -> Select[Organisation]:
    gone = select(Meeting.organisation_id).where(
        Meeting.body_id == asker.body_id, Meeting.archived_on.is_not(None)
    )
    return known_to(asker).where(Organisation.id.in_(gone))


def _reached(state: ContactsState, today: date) -> ColumnElement[bool]:
    anyone = exists().where(Contact.organisation_id == Organisation.id)
    stale = anyone.where(_is_stale(today))
    return {
        ContactsState.NONE: ~anyone,
        ContactsState.STALE: stale,
        ContactsState.FRESH: anyone & ~stale,
    }[state]


def _is_stale(today: date) -> ColumnElement[bool]:
    return or_(Contact.confirmed_on.is_(None), Contact.confirmed_on < confirm_before(today))


def count_to_confirm(asker: Asker, today: date) -> int:
    """How many organisations the asker's body works with have a contact to confirm."""
    if asker.role not in BODY_ROLES:
        return 0
    found = organisations_of(asker).where(_reached(ContactsState.STALE, today))
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def organisation_known(asker: Asker, organisation_id: int) -> Organisation | None:
    """One organisation that the asker sees, archived or not."""
    return db.session.scalar(known_to(asker).where(Organisation.id == organisation_id))


def organisation_live(asker: Asker, organisation_id: int) -> Organisation | None:
    """One organisation that the asker sees and works with."""
    return db.session.scalar(organisations_of(asker).where(Organisation.id == organisation_id))


def bodies_of(organisation: Organisation) -> list[Organisation]:
    """The bodies that work with an organisation, by name."""
    met = select(Meeting.body_id).where(
        Meeting.organisation_id == organisation.id, Meeting.archived_on.is_(None)
    )
    found = select(Organisation).where(Organisation.id.in_(met)).order_by(Organisation.search_key)
    return list(db.session.scalars(found))


def contact_in(organisation: Organisation, contact_id: int) -> Contact | None:
    """One contact of this organisation."""
    return next((contact for contact in organisation.contacts if contact.id == contact_id), None)


def exchange_ranks(organisation: Organisation, contact: Contact, rank: int) -> None:
    """Give the contact this rank; whoever had it takes the contact's (the caller commits)."""
    other = next((one for one in organisation.contacts if one.rank == rank), None)
    mine = contact.rank
    if other is None or other is contact:
        contact.rank = rank
        return
    for one, becomes in ((contact, 0), (other, mine), (contact, rank)):
        one.rank = becomes
        db.session.flush()
