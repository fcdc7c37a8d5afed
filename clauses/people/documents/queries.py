"""Receive, look at, seal and delete supporting documents. The caller commits, save `delete_due`."""

from datetime import date
from typing import IO

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.rules import DocumentKind, DocumentState, check_sealing, delete_day
from clauses.people.documents.storage import erase, keep_bytes, strays
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import Base, db, unaudited
from facilitator.exchange.listing import Listing

ORDERS = {
    "recu": SupportingDocument.received_at,
    "suppression": SupportingDocument.delete_on,
    "nature": SupportingDocument.kind,
}


def documents_of(asker: Asker) -> Select[SupportingDocument]:
    """What the asker's body received, or what the asker's company sent; nothing for anybody else."""
    if asker.body_id is not None:
        return owned(SupportingDocument, asker)
    if asker.role in COMPANY_ROLES:
        return select(SupportingDocument).where(SupportingDocument.organisation_id == asker.organisation_id)
    return select(SupportingDocument).where(false())


def document_of(asker: Asker, document_id: int) -> SupportingDocument | None:
    """One document, if the asker may see it."""
    return db.session.scalar(documents_of(asker).where(SupportingDocument.id == document_id))


def documents_about(asker: Asker, participant_id: int) -> list[SupportingDocument]:
    """What was received about a person, the latest first."""
    found = documents_of(asker).where(SupportingDocument.participant_id == participant_id)
    return list(db.session.scalars(found.order_by(SupportingDocument.id.desc())))


def receive(
    stream: IO[bytes],
    kind: DocumentKind,
    body_id: int,
    *,
    organisation_id: int | None = None,
    participant_id: int | None = None,
    subject: Base | None = None,
    retention: int | None = None,
) -> SupportingDocument:
    """Keep a file that somebody sends. Leaves `document.received`.

    `organisation_id` is the company that sends it (None: the body itself); `subject` what it proves
    something for (a statement); `retention` its days on the disk (None: the body's setting). Raises
    `RuleBroken` on field `file` for what is neither PDF, JPEG nor PNG, is empty, or is above 10 MB.
    """
    days = retention if retention is not None else whole(settings_for(body_id, today()), "document_days")
    kept = keep_bytes(stream)
    document = SupportingDocument(
        body_id=body_id,
        kind=kind,
        organisation_id=organisation_id,
        participant_id=participant_id,
        subject_kind=subject.__tablename__ if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        fingerprint=kept.fingerprint,
        media_type=kept.media.media_type,
        size=kept.size,
        path=kept.path,
        received_at=now(),
        delete_on=delete_day(today(), days),
    )
    db.session.add(document)
    record("document.received", document, kind=kind.value, size=kept.size)
    return document


def seal(asker: Asker, document: SupportingDocument, kind: DocumentKind) -> None:
    """« Vu »: the asker looked at it. Its kind as seen, the day and who are kept. Leaves `document.seen`."""
    check_sealing(bool(document.path), document.checked_on)
    document.kind, document.checked_on, document.checked_by_id = kind, today(), asker.user_id
    record("document.seen", document, kind=kind.value, fingerprint=document.fingerprint)


def delete_file(document: SupportingDocument, why: str) -> None:
    """Remove the bytes; the row and its fingerprint stay. Leaves `document.deleted`, once."""
    if not document.path:
        return
    erase(document.path)
    document.path, document.deleted_at = "", now()
    record("document.deleted", document, why=why)


def delete_due(on: date) -> int:
    """Remove the files whose day has come, each in its own transaction; how many. Commits.

    The bytes go first: stopped in between, the next run finds the row and ends the work.
    """
    due = select(SupportingDocument.id).where(
        SupportingDocument.delete_on <= on, SupportingDocument.path != ""
    )
    count = 0
    for identifier in db.session.scalars(due).all():
        document = db.session.get_one(SupportingDocument, identifier)
        delete_file(document, "schedule")
        db.session.commit()
        count += 1
    return count


def sweep() -> int:
    """Remove the files of sendings that were never ended; how many."""
    with unaudited(db.session, "files that no row knows are removed"):
        known = set(db.session.scalars(select(SupportingDocument.path)))
        found = list(strays(known, now().timestamp()))
        for path in found:
            erase(path)
        db.session.commit()
    return len(found)


def proved_by(asker: Asker, fingerprint: str) -> list[SupportingDocument]:
    """The documents received with this fingerprint: the very same bytes."""
    same = documents_of(asker).where(SupportingDocument.fingerprint == fingerprint)
    return list(db.session.scalars(same.order_by(SupportingDocument.id)))


def listed(asker: Asker, listing: Listing) -> Select[SupportingDocument]:
    """The documents that answer a list's filters, sorted."""
    found = documents_of(asker).options(joinedload(SupportingDocument.checked_by))
    if listing["nature"]:
        found = found.where(SupportingDocument.kind == DocumentKind(listing["nature"]))
    gone = SupportingDocument.path == ""
    seen = SupportingDocument.checked_on.is_not(None)
    if listing["etat"]:
        wanted = {
            DocumentState.TO_SEE: ~gone & ~seen,
            DocumentState.SEEN: ~gone & seen,
            DocumentState.DELETED: gone,
        }[DocumentState(listing["etat"])]
        found = found.where(wanted)
    if listing["personne"].isdigit():
        found = found.where(SupportingDocument.participant_id == int(listing["personne"]))
    column = ORDERS.get(listing.sort_by, SupportingDocument.received_at)
    way = column.desc() if listing.descends else column.asc()
    return found.order_by(way, SupportingDocument.id.desc())


def count_to_see(asker: Asker) -> int:
    """How many files wait to be looked at."""
    waiting = documents_of(asker).where(
        SupportingDocument.path != "", SupportingDocument.checked_on.is_(None)
    )
    return db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
