"""Send each company the link to its final report. The caller commits."""

from sqlalchemy import select

from clauses.compliance.closing.letters import LABEL, PURPOSE, subject, text
from clauses.compliance.closing.models import FinalReport
from clauses.compliance.closing.queries import companies_of
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.queries import post


def ask_companies(report: FinalReport) -> list[str]:
    """Write to the first contact of each company that has an address; the names of the others."""
    silent = []
    for company in companies_of(report.contract):
        contact = next((one for one in company.contacts if one.email), None)
        if contact is None:
            silent.append(company.name)
        else:
            _send(report, contact, "")
    return silent


def _send(report: FinalReport, contact: Contact, key: str) -> None:
    body = db.session.get_one(Organisation, report.body_id)
    link, url = new_link(body.id, contact, PURPOSE, LABEL, key=key)
    post(
        "Bilan final",
        link.email,
        subject(report),
        text(report, url, body.name),
        organisation_id=contact.organisation_id,
        body_id=body.id,
    )


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, while comments are open."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {today():%Y-%m-%d}"
    mine = (
        select(Lot.contract_id)
        .join(ClauseTerms, ClauseTerms.lot_id == Lot.id)
        .join(Commitment, Commitment.terms_id == ClauseTerms.id)
        .where(Commitment.organisation_id == link.organisation_id)
    )
    waiting = (
        select(FinalReport)
        .join(FinalReport.contract)
        .where(FinalReport.contract_id.in_(mine), FinalReport.body_id == link.body_id)
        .where(FinalReport.replaced_on.is_(None), Contract.stage == Stage.COMPANY_COMMENTS)
        .where(FinalReport.comments_until >= today())
    )
    report = db.session.scalar(waiting.order_by(FinalReport.comments_until).limit(1))
    contact = contact_of(link)
    known = db.session.scalar(select(TaskLink.id).where(TaskLink.key == key))
    if known is None and contact is not None and report is not None:
        _send(report, contact, key)
