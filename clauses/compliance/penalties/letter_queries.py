"""Tell a company that it may comment, with a link that needs no account. The caller commits."""

from sqlalchemy import select

from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import FileState
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import NBSP, day
from facilitator.mail.queries import post

PURPOSE = "comments"
"""Of the links that lead to a company's files."""
LABEL = "Présenter vos observations"


def invite(file: PenaltyFile) -> str | None:
    """Post the message to the first contact with an address: the link; None when nobody is reachable."""
    contact = next((one for one in file.organisation.contacts if one.email), None)
    return _send(file, contact, "") if contact else None


def text(file: PenaltyFile, url: str, body: str) -> str:
    """The message. It names nobody, and no amount."""
    until = day(file.until)
    return (
        "Bonjour,\n\nL’acheteur vous a écrit au sujet de la clause d’insertion du marché "
        f"«{NBSP}{file.contract.title}{NBSP}». Vous pouvez présenter vos observations jusqu’au {until} : "
        "ce que vous avez fait, ce qui vous en a empêché. Elles sont jointes au dossier, que l’acheteur lit "
        f"avant de décider.\n\n{LABEL} :\n{url}\n\nCe lien est pour vous : un code vous sera "
        f"envoyé à cette adresse quand vous l’ouvrirez.\n\n{body}\n"
    )


def _send(file: PenaltyFile, contact: Contact, key: str) -> str:
    body = db.session.get_one(Organisation, file.body_id)
    link, url = new_link(body.id, contact, PURPOSE, LABEL, key=key)
    about = f"Vos observations avant le {day(file.until)} – dossier {file.number}"
    post(
        "Observations sur une pénalité",
        link.email,
        about,
        text(file, url, body.name),
        organisation_id=file.organisation_id,
        body_id=body.id,
    )
    return url


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, while a window is open."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {today():%Y-%m-%d}"
    waiting = select(PenaltyFile).where(
        PenaltyFile.organisation_id == link.organisation_id,
        PenaltyFile.body_id == link.body_id,
        PenaltyFile.state.in_((FileState.SENT, FileState.COMMENTED)),
        PenaltyFile.until >= today(),
    )
    file = db.session.scalar(waiting.order_by(PenaltyFile.until).limit(1))
    contact = contact_of(link)
    known = db.session.scalar(select(TaskLink.id).where(TaskLink.key == key))
    if known is None and contact is not None and file is not None:
        _send(file, contact, key)
