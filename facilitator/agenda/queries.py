"""Make, find and end the calendars that are read by a secret address. The caller commits."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.models import Membership
from facilitator.agenda import reads
from facilitator.agenda.feed_rules import MINE, TERRITORY, new_token, token_hash
from facilitator.agenda.models import CalendarFeed
from facilitator.agenda.rules import Party
from facilitator.appointments import Subject
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import subjects_of
from facilitator.setting import absolute, setting


def host() -> str:
    """What ends the identity of an appointment: the public host, which must not change."""
    return urlsplit(absolute("/")).hostname or "facilitator"


def house() -> Party:
    """Who invites when no person does: the sender of every message."""
    name, email = parseaddr(setting("MAIL_FROM"))
    return Party(email, name)


def living_feeds() -> Select[CalendarFeed]:
    """The calendars that may still be read: neither revoked, nor of a membership that has ended."""
    alive = (CalendarFeed.revoked_at.is_(None), Membership.revoked_at.is_(None))
    reach = joinedload(CalendarFeed.membership).joinedload(Membership.organisation)
    return select(CalendarFeed).join(CalendarFeed.membership).where(*alive).options(reach)


def feeds_of(asker: Asker) -> Select[CalendarFeed]:
    """The calendars of whoever asks, under any of her memberships; of nobody else, whatever the role."""
    return living_feeds().where(Membership.user_id == asker.user_id).order_by(CalendarFeed.id)


def feed_of_token(token: str) -> CalendarFeed | None:
    """The living calendar at this address."""
    return db.session.scalar(living_feeds().where(CalendarFeed.token_hash == token_hash(token)))


def offered(asker: Asker) -> list[Subject]:
    """All that the asker may take a calendar of."""
    own = [Subject(MINE, 0, "Mon agenda")]
    if asker.role in BODY_ROLES:
        own.append(
            Subject(TERRITORY, asker.organisation_id, f"Tout le territoire : {asker.organisation_name}")
        )
    return own + subjects_of(asker)


def create(asker: Asker, subject: Subject) -> tuple[CalendarFeed, str]:
    """A new calendar, and the secret of its address, that nobody is told again. Leaves `feed.created`."""
    token = new_token()
    row = CalendarFeed(
        token_hash=token_hash(token),
        membership_id=asker.membership_id or 0,
        about=subject.about,
        thing_id=subject.thing_id,
        label=subject.label[:200],
        created_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    reads.forget(row.id)
    record("feed.created", row, about=row.about, thing=row.thing_id)
    return row, token


def renew(row: CalendarFeed) -> str:
    """Another address: the former one is dead at once. Leaves `feed.renewed`."""
    token = new_token()
    row.token_hash, row.renewed_at = token_hash(token), now()
    reads.forget(row.id)
    record("feed.renewed", row)
    return token


def revoke(row: CalendarFeed) -> None:
    """Nobody reads it any more. Leaves `feed.revoked`."""
    row.revoked_at = now()
    reads.forget(row.id)
    record("feed.revoked", row)
