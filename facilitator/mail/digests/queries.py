"""Tell somebody of something, gather the morning's digests, keep how often each wants them."""

from collections.abc import Sequence
from datetime import datetime

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import delete, select

from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.mail.digests.models import MailPreference, Notice
from facilitator.mail.digests.rules import Frequency, check_sentence, html, settled, subject, text
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import post, said_today
from facilitator.mail.rules import check_header, parse_email
from facilitator.setting import absolute, setting

KIND = "Point du jour"
PATH = "/nouvelles/"
YEAR_SECONDS = 366 * 24 * 3600


def notify(
    to: str,
    kind: str,
    sentence: str,
    url: str = "",
    *,
    key: str,
    body_id: int | None = None,
    organisation_id: int | None = None,
    duty: bool = False,
) -> Notice | None:
    """Tell an address (of an account or a contact) of something that can wait, in the present transaction.

    It leaves at once, in the next morning's digest, or not at all, as its reader chose; what is a `duty` of a
    contract is never dropped. `key` names the thing: it is told once (None the second time, and for whoever
    wants nothing). `url` is absolute. The caller records the act and commits. Raises `RuleBroken`.
    """
    to = parse_email(to, "to")
    frequency = settled(frequency_of(to), duty)
    told = select(Notice.id).where(Notice.to == to, Notice.key == key)
    if frequency is Frequency.NONE or db.session.scalar(told) is not None:
        return None
    notice = Notice(
        to=to,
        key=key,
        kind=check_header(kind, "kind"),
        sentence=check_sentence(sentence),
        url=url,
        body_id=body_id,
        organisation_id=organisation_id,
        created_at=now(),
    )
    db.session.add(notice)
    if frequency is Frequency.IMMEDIATE:
        say([notice], f"notice {key}", sentence[:180])
    return notice


def say(notices: Sequence[Notice], key: str, title: str = "") -> OutboxMessage:
    """Post one message that says these things, all to one address, with the link that changes how often."""
    first = notices[0]
    lines = [notice.line for notice in notices]
    page = settings_url(first.to)
    bodies = {notice.body_id for notice in notices}
    message = post(
        first.kind if title else KIND,
        first.to,
        title or subject(lines),
        text(lines, page),
        html=html(lines, page),
        body_id=bodies.pop() if len(bodies) == 1 else None,
        organisation_id=first.organisation_id,
        key=key,
        unsubscribe=page,
    )
    db.session.flush()
    for notice in notices:
        notice.message_id = message.id
    return message


def waiting() -> list[str]:
    """The addresses that have something to be told this morning, and no digest yet today."""
    found = select(Notice.to).where(Notice.message_id.is_(None)).distinct().order_by(Notice.to)
    return [to for to in db.session.scalars(found).all() if not said_today(to, KIND)]


def digest(to: str) -> bool:
    """Post the day's digest of one address; whether there was something to say. The caller commits."""
    mine = select(Notice).where(Notice.to == to, Notice.message_id.is_(None)).order_by(Notice.id)
    notices = db.session.scalars(mine.with_for_update()).all()
    if notices:
        say(notices, f"digest {today()}")
    return bool(notices)


def forget_before(at: datetime) -> int:
    """Drop the notices that were said so long ago; how many. The caller commits."""
    old = delete(Notice).where(Notice.created_at < at, Notice.message_id.is_not(None)).returning(Notice.id)
    return len(db.session.scalars(old).all())


def frequency_of(address: str) -> Frequency:
    """How often this address wants to be told."""
    known = select(MailPreference.frequency).where(MailPreference.address == address.lower())
    return db.session.scalar(known) or Frequency.DAILY


def choose(address: str, frequency: Frequency) -> None:
    """Keep how often; with « jamais », what waits is dropped. Leaves `mail.frequency`, once for two clicks.

    The caller commits.
    """
    row = db.session.scalar(select(MailPreference).where(MailPreference.address == address.lower()))
    if row is not None and row.frequency is frequency:
        return
    if row is None:
        row = MailPreference(address=address.lower())
        db.session.add(row)
    row.frequency, row.changed_at = frequency, now()
    record("mail.frequency", row, frequency=frequency.value)
    if frequency is Frequency.NONE:
        db.session.execute(delete(Notice).where(Notice.to == row.address, Notice.message_id.is_(None)))


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(setting("SECRET_KEY"), salt="how often")


def token_of(address: str) -> str:
    """What proves, for a year, that the link was made for this address."""
    return str(_sealer().dumps(address.lower()))


def settings_url(address: str) -> str:
    """The page where this address chooses how often, without account."""
    return absolute(PATH + token_of(address))


def address_of(token: str) -> str | None:
    """The address that a link was made for; None for a link that is forged or too old."""
    try:
        return str(_sealer().loads(token, max_age=YEAR_SECONDS))
    except BadSignature:
        return None
