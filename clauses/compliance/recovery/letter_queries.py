"""Tell a company of candidates, with a link to answer without account. The caller commits."""

from sqlalchemy import select

from clauses.compliance.recovery.letters import LABEL, PURPOSE, subject, text
from clauses.compliance.recovery.models import CandidateOffer
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.queries import post


def send_offer(offer: CandidateOffer) -> str | None:
    """Post the message to the first contact with an address: the link; None when nobody is reachable."""
    contact = next((one for one in offer.organisation.contacts if one.email), None)
    return _send(offer, contact, "") if contact else None


def _send(offer: CandidateOffer, contact: Contact, key: str) -> str:
    body = db.session.get_one(Organisation, offer.body_id)
    link, url = new_link(body.id, contact, PURPOSE, LABEL, key=key)
    post(
        "Candidats proposés",
        link.email,
        subject(offer),
        text(offer, url, body.name),
        organisation_id=offer.organisation_id,
        body_id=body.id,
    )
    return url


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, what is still to be answered."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {today():%Y-%m-%d}"
    waiting = select(CandidateOffer).where(
        CandidateOffer.organisation_id == link.organisation_id,
        CandidateOffer.body_id == link.body_id,
        CandidateOffer.answered_on.is_(None),
    )
    offer = db.session.scalar(waiting.order_by(CandidateOffer.offered_on).limit(1))
    contact = contact_of(link)
    known = db.session.scalar(select(TaskLink.id).where(TaskLink.key == key))
    if known is None and contact is not None and offer is not None:
        _send(offer, contact, key)
