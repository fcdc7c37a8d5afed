"""The packs: one buyer's, those of a body, and who receives them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain

from sqlalchemy import func, select

from clauses.compliance.board.queries import levels_of
from clauses.compliance.board.rules import Grouping
from clauses.compliance.monday.rules import Overview, Pack, mail_of
from clauses.compliance.portal.queries import (
    at_risk,
    counted_at_risk,
    counted_by_buyer,
    duties_of,
    followed_by,
)
from clauses.contracts.models import Contract
from clauses.contracts.rules import Stage
from facilitator.access import BUYER_ROLES, Asker, Role
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.mail.digests.queries import settings_url
from facilitator.mail.queries import queue
from facilitator.prepared import PREPARED, Prepared

KIND = "Point du lundi"
OVER = (Stage.PREPARATION, Stage.CLOSED)


def pack_of(asker: Asker, buyer: Organisation, on: date) -> Pack:
    """The pack of a buyer, inside what the asker may see of its contracts."""
    found = followed_by(asker, on, buyer.id)
    lines, whole = at_risk(found), levels_of(found, Grouping.BODY)
    followed = whole[0].clauses if whole else 0
    return Pack(buyer.id, buyer.name, on, followed, lines, duties_of(asker, lines, buyer.id))


@lru_cache(maxsize=PREPARED)
def _counted(asker: Asker, on: date) -> tuple[Prepared, ...]:
    """The figures of the clauses, then what waits for the buyer besides, each by buyer."""
    lines = followed_by(asker, on).subquery()
    whose = (lines.c.buyer_id, lines.c.buyer)
    clauses = select(*whose, func.count(), *counted_at_risk(lines)).group_by(*whose)
    return (Prepared(clauses), *map(Prepared, counted_by_buyer(asker)))


def overviews_of(asker: Asker, on: date) -> list[Overview]:
    """The packs of the buyers that a body works for, in figures, by name: three selects, no line is read."""
    clauses, *others = (prepared.rows() for prepared in _counted(asker, on))
    found = {row[0]: Overview(*row) for row in clauses}
    for buyer_id, buyer, count in chain(*others):
        known = found.get(buyer_id) or Overview(buyer_id, buyer)
        found[buyer_id] = replace(known, duties=known.duties + count)
    return sorted(found.values(), key=lambda one: (one.buyer, one.buyer_id))


def _buyers(body_id: int) -> list[int]:
    found = select(Contract.buyer_id).where(
        Contract.body_id == body_id, Contract.archived_on.is_(None), Contract.stage.not_in(OVER)
    )
    return list(db.session.scalars(found.distinct()))


def buyer_of(asker: Asker, buyer_id: int) -> Organisation | None:
    """A buyer whose pack the asker may read: its own, or one its body works for."""
    own = asker.role in BUYER_ROLES and asker.organisation_id == buyer_id
    if not own and (asker.body_id is None or buyer_id not in _buyers(asker.body_id)):
        return None
    return db.session.get(Organisation, buyer_id)


def buyers() -> Iterator[Organisation]:
    """Every buyer that has a contract under way."""
    seen = select(Contract.buyer_id).where(Contract.archived_on.is_(None), Contract.stage.not_in(OVER))
    yield from db.session.scalars(
        select(Organisation).where(Organisation.id.in_(seen)).order_by(Organisation.id)
    ).all()


def as_reader(buyer: Organisation) -> Asker:
    """Who reads the pack that is sent: a reader of the buyer, and nobody who sees more."""
    return Asker(None, None, Role.BUYER_READER, buyer.id, buyer.name, buyer.name)


def readers_of(buyer: Organisation) -> list[str]:
    """The addresses of a buyer: its accounts, else its first contact."""
    accounts = list(
        db.session.scalars(
            select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == buyer.id,
                Membership.role.in_(BUYER_ROLES),
                Membership.revoked_at.is_(None),
            )
            .distinct()
            .order_by(User.email)
        )
    )
    return accounts or [one.email for one in buyer.contacts if one.email][:1]


def send_pack(buyer: Organisation, url: str, on: date) -> int:
    """Write the pack of a Monday to a buyer's readers, once; how many. Leaves `pack.sent`."""
    pack = pack_of(as_reader(buyer), buyer, on)
    readers = readers_of(buyer)
    if not pack.is_worth_saying or not readers:
        return 0
    subject, text = mail_of(pack, url)
    for to in readers:
        page = settings_url(to)
        queue(KIND, to, subject, text, key=f"pack of {on}", organisation_id=buyer.id, unsubscribe=page)
    record("pack.sent", buyer, on=on.isoformat(), readers=len(readers), risks=len(pack.risks))
    return len(readers)
