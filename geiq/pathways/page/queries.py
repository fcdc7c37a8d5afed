"""Make the address of a page, open it with its code, end it; what the page says. The caller commits."""

from dataclasses import dataclass, replace
from hmac import compare_digest

from sqlalchemy import select

from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.languages.rules import Tongue, plain
from facilitator.mail.queries import post
from facilitator.mail.rules import Channel
from facilitator.mail.sms.queries import post_sms
from facilitator.words import RuleBroken
from geiq.pathways.course.rules import check_open
from geiq.pathways.models import Pathway
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.rules import (
    TRIES,
    PageState,
    new_code,
    new_pointer,
    pointer_hash,
    seal,
    withheld,
)
from geiq.pathways.slip.queries import contact_known, slip_of
from geiq.pathways.slip.rules import BOOK, Slip

KIND = "Page d’une personne"


@dataclass(frozen=True)
class Told:
    """What a page says, and the texts that it leaves out."""

    slip: Slip
    left_out: tuple[str, ...]


def living(pathway: Pathway) -> PageLink | None:
    """The last address of a pathway that was not cancelled, whatever its state."""
    found = select(PageLink).where(PageLink.pathway_id == pathway.id, PageLink.revoked_at.is_(None))
    return db.session.scalar(found.order_by(PageLink.id.desc()).limit(1))


def make_link(pathway: Pathway, tongue: Tongue, author_id: int) -> tuple[str, str]:
    """A new address and its code, told this once; the ones before open nothing more. Leaves `page.made`."""
    check_open(pathway.ended_on)
    if pathway.planned_end_on < today():
        raise RuleBroken("La fin prévue de ce parcours est passée : prolongez-le d’abord.")
    revoke(pathway)
    pointer, code = new_pointer(), new_code()
    link = PageLink(
        body_id=pathway.body_id,
        pathway=pathway,
        pointer_hash=pointer_hash(pointer),
        sealed=seal(code, pointer),
        tongue=tongue,
        made_at=now(),
        made_by_id=author_id,
    )
    db.session.add(link)
    db.session.flush()
    record("page.made", link, pathway=pathway.id)
    return pointer, code


def revoke(pathway: Pathway) -> None:
    """Its addresses open nothing from now on. Leaves `page.revoked` for each."""
    held = select(PageLink).where(PageLink.pathway_id == pathway.id, PageLink.revoked_at.is_(None))
    for link in db.session.scalars(held):
        link.revoked_at = now()
        record("page.revoked", link, pathway=pathway.id)


def link_of(pointer: str) -> PageLink | None:
    """The living address that this text writes; None for any other, whatever the reason."""
    link = db.session.scalar(select(PageLink).where(PageLink.pointer_hash == pointer_hash(pointer)))
    return link if link is not None and link.state is PageState.LIVE else None


def use_code(link: PageLink, pointer: str, code: str) -> bool:
    """Whether the code is this address's; a wrong one counts (the caller commits it too), the fifth in a row
    locks.

    Leaves `page.opened`, or `page.code_refused`, then `page.locked`.
    """
    db.session.refresh(link, with_for_update=True)
    if link.tries >= TRIES:
        return False
    if compare_digest(link.sealed, seal(code, pointer)):
        link.tries, link.opened_at = 0, now()
        record("page.opened", link)
        return True
    link.tries += 1
    record("page.locked" if link.tries >= TRIES else "page.code_refused", link)
    return False


def told_on(pathway: Pathway) -> Told:
    """What the page of a person says: no surname, no scheme, no text that seems to speak of health."""
    person, whole = pathway.participant, slip_of(pathway.participant, [pathway])
    names = (person.family_name, pathway.scheme.name)
    step, contact, left_out = whole.step, whole.contact, []
    if step is not None and withheld(step.title, names):
        left_out.append(step.title)
        step = replace(step, title="")
    if step is not None and withheld(step.place, names):
        left_out.append(step.place)
        step = replace(step, place="")
    if withheld(contact, names):
        left_out.append(contact)
        contact = contact_known(person, [pathway])
    return Told(replace(whole, name=person.given_name, step=step, contact=contact), tuple(left_out))


def send(link: PageLink, channel: Channel, address: str) -> None:
    """Send the address alone, never the code, by SMS or by mail; twice sends once. Leaves `page.sent`."""
    person = link.pathway.participant
    told = BOOK.line(link.tongue, "sent", url=address)
    said = dict.fromkeys((plain(told.own), plain(told.french)))
    text, body, key = "\n\n".join(said), link.body_id, f"page {link.id}"
    if channel is Channel.SMS:
        post_sms(KIND, person.phone, text, body_id=body, key=key)
    else:
        title = plain(BOOK.line(Tongue.FR, "page_title").own)
        post(KIND, person.email, title, f"{text}\n", body_id=body, key=key)
    record("page.sent", link, by=channel.value)
