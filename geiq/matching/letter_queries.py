"""Tell a company of people proposed, with a link to answer without account. The caller commits."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.queries import post
from geiq.matching.letters import LABEL, PURPOSE, subject, text
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.rules import ProposalState


def send_proposals(request: StaffingRequest, proposals: Sequence[Proposal]) -> str | None:
    """Post the message to the first contact with an address: the link; None when nobody is reachable."""
    contact = next((one for one in request.organisation.contacts if one.email), None)
    return _send(request, proposals, contact, "") if contact and proposals else None


def _send(request: StaffingRequest, proposals: Sequence[Proposal], contact: Contact, key: str) -> str:
    body = db.session.get_one(Organisation, request.body_id)
    link, url = new_link(body.id, contact, PURPOSE, LABEL, key=key)
    answer_by = min(one.answer_by for one in proposals)
    post(
        "Personnes proposées",
        link.email,
        subject(request, len(proposals)),
        text(request, len(proposals), answer_by, url, body.name),
        organisation_id=request.organisation_id,
        body_id=body.id,
    )
    return url


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, what is still to be answered."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {today():%Y-%m-%d}"
    waiting = (
        select(Proposal)
        .join(Proposal.request)
        .where(
            StaffingRequest.organisation_id == link.organisation_id,
            StaffingRequest.body_id == link.body_id,
            Proposal.state == ProposalState.SENT,
        )
        .order_by(Proposal.sent_on)
    )
    proposals = db.session.scalars(waiting).all()
    contact = contact_of(link)
    known = db.session.scalar(select(TaskLink.id).where(TaskLink.key == key))
    if known is None and contact is not None and proposals:
        first = proposals[0].request
        _send(first, [one for one in proposals if one.request_id == first.id], contact, key)
