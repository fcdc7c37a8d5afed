"""Whom to reach in many companies at once; raise and close the requests to confirm. The caller commits."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.rules import ContactReason, Person, Told, check_told
from facilitator.access import Asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.queries import owned
from facilitator.accounts.rules import is_mobile, parse_phone
from facilitator.audit.queries import record
from facilitator.clock import PARIS, now, today
from facilitator.db import db
from facilitator.mail.bounces.queries import clear_bounce
from facilitator.mail.models import BouncedAddress
from facilitator.mail.rules import parse_email
from facilitator.prepared import Prepared, padded, several
from facilitator.words import RuleBroken

OPEN = ContactRequest.closed_at.is_(None)
KNOWN = Prepared(
    select(Contact.id, Contact.organisation_id, Contact.rank, Contact.name)
    .add_columns(Contact.email, Contact.phone, Contact.confirmed_on)
    .where(Contact.organisation_id.in_(several("ids")))
    .order_by(Contact.organisation_id, Contact.rank)
)
REFUSED = Prepared(
    select(BouncedAddress.address, BouncedAddress.since).where(
        BouncedAddress.address.in_(several("addresses"))
    )
)
WAITING = Prepared(
    select(ContactRequest.organisation_id, ContactRequest.reason, ContactRequest.contact_id).where(
        ContactRequest.body_id == bindparam("body"), OPEN
    )
)


def people_of(body_id: int, organisations: Collection[int]) -> dict[int, tuple[Person, ...]]:
    """The contacts of each organisation, in their order, with what is known of them; three selects."""
    rows = KNOWN.rows({"ids": padded(organisations)})
    refused, left = refusals([row[4] for row in rows if row[4]]), departed(body_id)
    found: dict[int, list[Person]] = defaultdict(list)
    for key, organisation, rank, name, email, phone, confirmed_on in rows:
        since = refused.get(email.lower())
        found[organisation].append(
            Person(
                key,
                rank,
                name,
                email,
                phone,
                is_mobile(phone) if phone else False,
                confirmed_on,
                bounced=since is not None and _after(since, confirmed_on),
                left=key in left,
            )
        )
    return {organisation: tuple(people) for organisation, people in found.items()}


def _after(at: datetime, confirmed_on: date | None) -> bool:
    """Whether a refusal came after the contact was last confirmed."""
    return confirmed_on is None or at >= datetime.combine(confirmed_on, time(), PARIS)


def refusals(addresses: Iterable[str]) -> dict[str, datetime]:
    """By address that does not receive: since when."""
    asked = padded({one.lower() for one in addresses})
    return dict(REFUSED.rows({"addresses": asked})) if asked else {}


def waiting_of(body_id: int) -> list[tuple[int, ContactReason, int | None]]:
    """The requests of a body that wait: company, reason, contact."""
    return WAITING.rows({"body": body_id})


def departed(body_id: int) -> set[int]:
    """The contacts of whom it was said, and not yet mended, that they have left."""
    return {
        contact
        for _, reason, contact in waiting_of(body_id)
        if reason is ContactReason.LEFT and contact is not None
    }


def open_counts(body_id: int) -> Counter[int]:
    """How many requests wait, by organisation."""
    return Counter(organisation for organisation, _, _ in waiting_of(body_id))


def raise_request(
    body_id: int,
    organisation_id: int,
    reason: ContactReason,
    cause: str,
    *,
    contact: Contact | Person | None = None,
    raised_by: str = "",
) -> ContactRequest | None:
    """Ask that the contacts of a company be confirmed; None when the same cause was told before, or when
    the same thing is already asked. Leaves `contact_request.raised`."""
    known = select(ContactRequest.id).where(
        ContactRequest.body_id == body_id, ContactRequest.organisation_id == organisation_id
    )
    same = known.where(ContactRequest.reason == reason, ContactRequest.cause == cause)
    waiting = known.where(ContactRequest.reason == reason, OPEN)
    if contact is not None:
        waiting = waiting.where(ContactRequest.contact_id == contact.id)
    if db.session.scalar(same.limit(1)) or db.session.scalar(waiting.limit(1)):
        return None
    raised = ContactRequest(
        body_id=body_id,
        organisation_id=organisation_id,
        reason=reason,
        cause=cause,
        contact_id=contact.id if contact else None,
        contact_name=contact.name if contact else "",
        raised_at=now(),
        raised_by=raised_by[:120],
    )
    db.session.add(raised)
    record("contact_request.raised", raised, reason=reason.value, organisation=organisation_id)
    return raised


def say_left(body_id: int, contact: Contact, raised_by: str) -> ContactRequest | None:
    """Somebody says that a contact has left the company: nothing is written to it any more."""
    cause = f"contact {contact.id} {today():%Y-%m-%d}"
    return raise_request(
        body_id, contact.organisation_id, ContactReason.LEFT, cause, contact=contact, raised_by=raised_by
    )


def requests_of(asker: Asker, *conditions: ColumnElement[bool]) -> Select[ContactRequest]:
    """The requests of the asker's body that wait, the oldest first."""
    return (
        owned(ContactRequest, asker)
        .where(OPEN, *conditions)
        .options(joinedload(ContactRequest.organisation))
        .order_by(ContactRequest.raised_at, ContactRequest.id)
    )


def requests_about(organisation_id: int, body_id: int | None = None) -> Sequence[ContactRequest]:
    """What waits about one company, whatever the body or for one."""
    found = select(ContactRequest).where(ContactRequest.organisation_id == organisation_id, OPEN)
    if body_id is not None:
        found = found.where(ContactRequest.body_id == body_id)
    return db.session.scalars(found.order_by(ContactRequest.raised_at)).all()


def confirm(organisation: Organisation, told: Sequence[Told], by: str) -> int:
    """The contacts of a company are these, today; its open requests are closed. How many were.

    Raises `RuleBroken` (fields `name_1`, `email_2`…). Leaves `contact.confirmed`,
    `contact_request.closed`.
    """
    read = [_read(one) for one in told]
    check_told(read, [one.phone for one in read if is_mobile(one.phone)])
    known = {contact.rank: contact for contact in organisation.contacts}
    for one in read:
        _write(organisation, known.get(one.rank), one)
    record("contact.confirmed", organisation, count=sum(bool(one.name) for one in read))
    waiting = requests_about(organisation.id)
    for request in waiting:
        request.closed_at, request.closed_by = now(), by[:120]
        record("contact_request.closed", request, reason=request.reason.value)
    return len(waiting)


def _read(told: Told) -> Told:
    """As typed, checked; each refusal on its own field."""
    if not told.name:
        return Told(told.rank)
    try:
        email = parse_email(told.email) if told.email else ""
    except RuleBroken as broken:
        raise RuleBroken(broken.message, f"email_{told.rank}") from None
    try:
        phone = parse_phone(told.phone)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, f"phone_{told.rank}") from None
    if not email and not phone:
        raise RuleBroken("Indiquez une adresse électronique ou un téléphone.", f"email_{told.rank}")
    return Told(told.rank, told.name, told.position, email, phone)


def _write(organisation: Organisation, contact: Contact | None, told: Told) -> None:
    if not told.name:
        if contact is not None:
            organisation.contacts.remove(contact)
        return
    if contact is None:
        contact = Contact(organisation_id=organisation.id, rank=told.rank)
        organisation.contacts.append(contact)
    if told.email:
        clear_bounce(told.email)  # whoever confirms an address has it tried again
    contact.name, contact.position = told.name, told.position
    contact.email, contact.phone, contact.confirmed_on = told.email, told.phone, today()


def count_open(asker: Asker) -> int:
    """How many requests of the asker's body wait."""
    waiting = owned(ContactRequest, asker).where(OPEN).with_only_columns(func.count(ContactRequest.id))
    return db.session.scalar(waiting) or 0
