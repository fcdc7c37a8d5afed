"""Make a link, send its code, use the code once, know a trusted device. The caller commits."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hmac import compare_digest

from sqlalchemy import func, select

from facilitator.access import Asker, Role, asking
from facilitator.accounts.models import Contact
from facilitator.accounts.queries import meeting_of
from facilitator.accounts.signin.rules import is_alive
from facilitator.accounts.tasklinks.models import TaskCode, TaskLink, TaskSession, TrustedDevice
from facilitator.accounts.tasklinks.rules import (
    CODES_AN_HOUR,
    DEVICE_LASTS,
    LINK_LASTS,
    OTHER_BROWSER,
    LinkState,
    check_code,
    digest,
    new_code,
    new_pointer,
    seal,
    wrong_code,
)
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import NBSP
from facilitator.mail.queries import post
from facilitator.mail.sms.queries import post_sms
from facilitator.setting import absolute
from facilitator.words import RuleBroken

PATH = "/d/"


def new_link(
    body_id: int, contact: Contact, purpose: str, title: str, months: Iterable[date] = (), key: str = ""
) -> tuple[TaskLink, str]:
    """A link for this contact, and its address for the message; nothing is sent by itself.

    Leaves `link.sent`. Raises `RuleBroken` when the contact can be reached in no way.
    """
    if not (contact.email or contact.phone):
        raise RuleBroken("Ce contact n’a ni adresse électronique ni téléphone : ajoutez-en un.")
    pointer, asker = new_pointer(), asking.get()
    link = TaskLink(
        body_id=body_id,
        pointer_hash=digest(pointer),
        key=key or None,
        organisation_id=contact.organisation_id,
        purpose=purpose,
        title=title,
        contact_name=contact.name,
        email=contact.email.lower(),
        phone=contact.phone,
        months=sorted(month.isoformat() for month in months),
        created_at=now(),
        created_by_id=asker.account_id if asker else None,
        expires_at=now() + LINK_LASTS,
    )
    db.session.add(link)
    record("link.sent", link, organisation=link.organisation_id, purpose=purpose)
    return link, absolute(PATH + pointer)


def link_of(pointer: str) -> TaskLink | None:
    """The link this pointer names, whatever its state; None for any other text."""
    return db.session.scalar(select(TaskLink).where(TaskLink.pointer_hash == digest(pointer)))


def state_of(link: TaskLink, at: datetime) -> LinkState:
    """Where it stands: a contact that has gone, or an organisation put away, ends it as a revocation does."""
    meeting = meeting_of(link.body_id, link.organisation_id)
    if link.revoked_at is not None or meeting is None or meeting.archived_on is not None:
        return LinkState.REVOKED
    if not _is_contact(link):
        return LinkState.REVOKED
    return LinkState.LIVE if at < link.expires_at else LinkState.EXPIRED


def _is_contact(link: TaskLink) -> bool:
    known = select(Contact.email, Contact.phone).where(Contact.organisation_id == link.organisation_id)
    reached = [email.lower() if link.email else phone for email, phone in db.session.execute(known)]
    return link.address in reached


def contact_of(link: TaskLink) -> Contact | None:
    """The contact it was sent to, as the register knows it today."""
    same = select(Contact).where(Contact.organisation_id == link.organisation_id).order_by(Contact.rank)
    for contact in db.session.scalars(same):
        if link.address == (contact.email.lower() if link.email else contact.phone):
            return contact
    return None


def send_code(link: TaskLink) -> tuple[str, str]:
    """Send a new code to the link's contact: the nonce that the asking browser must keep, and the code.

    Leaves `link.code_sent`. Raises `RuleBroken` after five codes in an hour.
    """
    lately = select(func.count()).where(
        TaskCode.link_id == link.id, TaskCode.created_at > now() - timedelta(hours=1)
    )
    if (db.session.scalar(lately) or 0) >= CODES_AN_HOUR:
        raise RuleBroken("Cinq codes ont été envoyés en une heure : attendez un peu, puis recommencez.")
    nonce, code = secrets.token_urlsafe(16), new_code()
    db.session.add(
        TaskCode(
            link_id=link.id, nonce_hash=digest(nonce), sealed=seal(code, nonce, link.id), created_at=now()
        )
    )
    record("link.code_sent", link)
    tell_code(link, code)
    return nonce, code


def tell_code(link: TaskLink, code: str) -> None:
    """The message that holds the code: a mail, or an SMS to whoever has no address."""
    shown = f"{code[:3]}{NBSP}{code[3:]}"
    organisation_id, body_id = link.organisation_id, link.body_id
    if not link.email:
        said = f"Facilitator : votre code est {code}. Il sert dix minutes."
        post_sms("Code", link.phone, said, organisation_id=organisation_id, body_id=body_id, urgent=True)
        return
    post(
        "Code",
        link.email,
        f"Votre code : {shown}",
        f"Bonjour,\n\nVotre code est {code}. Saisissez-le dans la page où vous l’avez demandé : il sert une "
        "seule fois, pendant dix minutes.\n\nSi vous n’avez rien demandé, ne faites rien.\n",
        organisation_id=organisation_id,
        body_id=body_id,
        urgent=True,
    )


def use_code(link: TaskLink, nonce: str, typed: str) -> None:
    """Use the code that this browser asked for this link, once. Leaves `link.code_used`, or
    `link.code_refused`: the try counts, so the caller commits a refusal too.

    Raises `RuleBroken` on `code`: wrong, too old, dead after five tries, used, or of another browser.
    """
    asked = select(TaskCode).where(TaskCode.link_id == link.id, TaskCode.nonce_hash == digest(nonce))
    code = db.session.scalar(asked.with_for_update()) if nonce else None
    try:
        _check(code, link, nonce, "".join(filter(str.isdigit, typed))).used_at = now()
    except RuleBroken:
        record("link.code_refused", link)
        raise
    record("link.code_used", link)


def _check(code: TaskCode | None, link: TaskLink, nonce: str, digits: str) -> TaskCode:
    if code is None:
        raise RuleBroken(OTHER_BROWSER, "code")
    db.session.refresh(code)
    check_code(code.state(now()))
    if not compare_digest(code.sealed, seal(digits, nonce, link.id)):
        code.tries += 1
        raise wrong_code(code.tries)
    return code


def open_task(link: TaskLink, browser: str = "") -> str:
    """A session for this link, and its token for the cookie. Leaves `link.opened`."""
    token = secrets.token_urlsafe(32)
    db.session.add(TaskSession(token_hash=digest(token), link_id=link.id, created_at=now(), browser=browser))
    record("link.opened", link)
    return token


def session_of(token: str, last_seen: datetime) -> TaskSession | None:
    """The living session of this cookie, whose link lives; None otherwise."""
    row = db.session.scalar(
        select(TaskSession).where(TaskSession.token_hash == digest(token), TaskSession.revoked_at.is_(None))
    )
    if row is None or not is_alive(row.created_at, last_seen, now()):
        return None
    return row if state_of(row.link, now()) is LinkState.LIVE else None


def asker_of(row: TaskSession) -> Asker:
    """Who asks through this session: the contact, for her organisation, as far as the link reaches."""
    link = row.link
    return Asker(
        account_id=None,
        membership_id=None,
        role=Role.LINK,
        organisation_id=link.organisation_id,
        name=link.contact_name,
        organisation_name=link.organisation.name,
        memberships=0,
        scope=link.scope,
    )


def close_task(row: TaskSession) -> None:
    """End this session. Leaves `link.closed`."""
    row.revoked_at = now()
    record("link.closed", row.link)


def _device(link: TaskLink, token: str) -> TrustedDevice | None:
    return db.session.scalar(
        select(TrustedDevice).where(
            TrustedDevice.token_hash == digest(token),
            TrustedDevice.body_id == link.body_id,
            TrustedDevice.organisation_id == link.organisation_id,
            TrustedDevice.address == link.address,
        )
    )


def is_trusted(link: TaskLink, token: str) -> bool:
    """Whether this device was trusted for the contact of this link, and still is."""
    device = _device(link, token) if token else None
    return device is not None and device.revoked_at is None and now() < device.expires_at


def trust(link: TaskLink, token: str, browser: str) -> str:
    """Trust this device for thirty days, and the token it must keep: its own when we gave it, else a new
    one. Leaves `device.trusted`.
    """
    known = select(TrustedDevice.id).where(TrustedDevice.token_hash == digest(token)).limit(1)
    if not token or db.session.scalar(known) is None:
        token = secrets.token_urlsafe(32)
    device = _device(link, token)
    if device is None:
        device = TrustedDevice(
            token_hash=digest(token),
            body_id=link.body_id,
            organisation_id=link.organisation_id,
            address=link.address,
        )
        db.session.add(device)
    device.browser, device.revoked_at = browser, None
    device.created_at, device.expires_at = now(), now() + DEVICE_LASTS
    record("device.trusted", device, organisation=link.organisation_id)
    return token


def revoke_link(link: TaskLink) -> None:
    """Nobody opens it any more, and whoever had is out at the next request. Leaves `link.revoked`."""
    if link.revoked_at is None:
        link.revoked_at = now()
        record("link.revoked", link, organisation=link.organisation_id)


def revoke_device(device: TrustedDevice) -> None:
    """It must give a code again. Leaves `device.revoked`."""
    if device.revoked_at is None:
        device.revoked_at = now()
        record("device.revoked", device, organisation=device.organisation_id)
