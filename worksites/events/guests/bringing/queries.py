"""The guest behind a link, and the link that her own page asks for. The caller commits."""

from sqlalchemy import select

from facilitator.access import Asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import PATH, contact_of, new_link
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.queries import post
from facilitator.words import RuleBroken
from worksites.events.guests.bringing.rules import KIND, PURPOSE, text, title_of
from worksites.events.guests.models import EventGuest, EventOpening

NOBODY = "Aucun contact de votre entreprise n’est connu : appelez l’organisateur."


def guest_behind_link(asker: Asker) -> EventGuest | None:
    """The invitation that the asker's link was made for; None for a link of another kind."""
    if asker.scope is None:
        return None
    return db.session.scalar(
        select(EventGuest).where(
            EventGuest.link_id == asker.scope.link_id,
            EventGuest.body_id == asker.scope.body_id,
            EventGuest.organisation_id == asker.organisation_id,
        )
    )


def opening_behind_link(asker: Asker, opening_id: int) -> EventOpening | None:
    """A job of that invitation."""
    guest = guest_behind_link(asker)
    found = select(EventOpening).where(EventOpening.id == opening_id)
    return db.session.scalar(found.where(EventOpening.guest_id == guest.id)) if guest else None


def open_link(guest: EventGuest) -> str:
    """A link for the first contact of the company: it asks for a code, sent to that contact. Raises
    `RuleBroken` when nobody is known there.
    """
    contacts = guest.organisation.contacts if guest.organisation is not None else []
    contact = next((one for one in contacts if one.email or one.phone), None)
    if contact is None:
        raise RuleBroken(NOBODY)
    url = _linked(guest, contact)
    return PATH + url.rpartition(PATH)[2]


def _linked(guest: EventGuest, contact: Contact, key: str = "") -> str:
    link, url = new_link(guest.body_id, contact, PURPOSE, title_of(guest.event.title), key=key)
    db.session.flush()
    guest.link_id = link.id
    return url


def renew(link_id: int) -> None:
    """Send the link again to the same contact, once a day at most, until the event begins."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {now():%Y-%m-%d}"
    guest = db.session.scalar(select(EventGuest).where(EventGuest.link_id == link.id))
    contact = contact_of(link)
    known = db.session.scalar(select(TaskLink.id).where(TaskLink.key == key))
    if guest is None or contact is None or not contact.email or known is not None:
        return
    if guest.event.starts_at > now():
        url, body = _linked(guest, contact, key), db.session.get_one(Organisation, guest.body_id)
        title = guest.event.title
        post(
            KIND, contact.email, title_of(title)[:190], text(title, url, body.name),
            organisation_id=guest.organisation_id, body_id=body.id,
        )  # fmt: skip
