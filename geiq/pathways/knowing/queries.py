"""Which pathways an asker knows to exist, which she may read; break the glass, say it was looked at.

Everything of a pathway is reached through here: `known_to` gives what a list shows, `reach_of` how far.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.accounts.models import Membership, User
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from geiq.pathways.knowing.rules import GLASS_LASTS, Reach, check_glass, check_reading
from geiq.pathways.models import BrokenGlass, Pathway, PathwayFollower

WHOLE = (
    joinedload(Pathway.scheme),
    joinedload(Pathway.participant),
    joinedload(Pathway.organisation),
    selectinload(Pathway.followers).joinedload(PathwayFollower.user),
)


def known_to(asker: Asker) -> Select[Pathway]:
    """The pathways that an asker knows to exist: her body's; for a partner, those that it follows."""
    if asker.body_id is not None:
        return owned(Pathway, asker)
    if asker.role is Role.PARTNER:
        return select(Pathway).where(Pathway.organisation_id == asker.organisation_id)
    return select(Pathway).where(false())


def followed_by(asker: Asker) -> Select[Pathway]:
    """The pathways that an asker follows today: what she may read without saying why."""
    return known_to(asker).where(follows(asker))


def follows(asker: Asker) -> ColumnElement[bool]:
    """Whether a pathway is followed by the asker herself, or by her organisation."""
    if asker.role is Role.PARTNER:
        return Pathway.organisation_id == asker.organisation_id
    if asker.body_id is None:
        return false()
    return exists().where(
        PathwayFollower.pathway_id == Pathway.id,
        PathwayFollower.user_id == asker.user_id,
        PathwayFollower.since <= today(),
        or_(PathwayFollower.until.is_(None), PathwayFollower.until >= today()),
    )


def people_followed(asker: Asker) -> Select[Participant]:
    """The people whom an asker follows."""
    mine = followed_by(asker).with_only_columns(Pathway.participant_id)
    return select(Participant).where(Participant.id.in_(mine), Participant.merged_into_id.is_(None))


def pathway_of(asker: Asker, pathway_id: int) -> Pathway | None:
    """One pathway that the asker knows to exist."""
    return db.session.scalar(known_to(asker).where(Pathway.id == pathway_id).options(*WHOLE))


def followed(asker: Asker, pathway_id: int) -> Pathway | None:
    """One pathway that the asker follows."""
    return db.session.scalar(followed_by(asker).where(Pathway.id == pathway_id).options(*WHOLE))


def reach_of(asker: Asker, pathway: Pathway) -> Reach:
    """How far an asker may read a pathway that she knows to exist."""
    mine = select(Pathway.id).where(Pathway.id == pathway.id, follows(asker))
    if db.session.scalar(mine) is not None:
        return Reach.FOLLOWS
    return Reach.GLASS if open_glass(asker, pathway) else Reach.EXISTS


def open_glass(asker: Asker, pathway: Pathway) -> BrokenGlass | None:
    """The glass that this user broke less than an hour ago, under a role of the same body."""
    found = owned(BrokenGlass, asker).where(
        BrokenGlass.pathway_id == pathway.id,
        BrokenGlass.user_id == asker.account_id,
        BrokenGlass.until > now(),
    )
    return db.session.scalar(found.order_by(BrokenGlass.until.desc()).limit(1))


def break_glass(asker: Asker, pathway: Pathway, reason: str) -> BrokenGlass:
    """Let this user read a pathway for an hour; `telling` tells the head and its followers.

    Leaves `pathway.glass_broken` (no name, no reason: those are in its row). The caller commits.
    """
    reason = check_glass(reason)
    at = now()
    glass = BrokenGlass(
        body_id=pathway.body_id,
        pathway=pathway,
        user_id=asker.user_id,
        reason=reason,
        at=at,
        until=at + GLASS_LASTS,
    )
    db.session.add(glass)
    db.session.flush()
    record("pathway.glass_broken", glass, pathway=pathway.id)
    return glass


def heads_of(body_id: int) -> Sequence[User]:
    """The users who head a body today."""
    found = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == body_id,
            Membership.role == Role.HEAD,
            Membership.revoked_at.is_(None),
        )
        .order_by(User.id)
    )
    return db.session.scalars(found).unique().all()


def glasses_of(asker: Asker) -> Select[BrokenGlass]:
    """The readings with a reason of the asker's body, the latest first (for its head)."""
    found = owned(BrokenGlass, asker).options(
        joinedload(BrokenGlass.user), joinedload(BrokenGlass.pathway).joinedload(Pathway.scheme)
    )
    return found.order_by(BrokenGlass.at.desc(), BrokenGlass.id.desc())


def unread(asker: Asker) -> int:
    """How many readings with a reason nobody has looked at."""
    found = owned(BrokenGlass, asker).where(BrokenGlass.read_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def say_read(glass: BrokenGlass, asker: Asker) -> None:
    """The head has looked at a reading; twice changes nothing. Leaves `pathway.glass_read`."""
    if glass.read_at is not None:
        return
    others = sum(head.id != asker.user_id for head in heads_of(glass.body_id))
    check_reading(glass.user_id, asker.user_id, others)
    glass.read_at, glass.read_by_id = now(), asker.user_id
    record("pathway.glass_read", glass)


def living_followers(pathway: Pathway) -> list[PathwayFollower]:
    """Who follows it today and still works for its body."""
    found = (
        select(PathwayFollower)
        .join(
            Membership,
            and_(
                Membership.user_id == PathwayFollower.user_id,
                Membership.organisation_id == pathway.body_id,
                Membership.revoked_at.is_(None),
            ),
        )
        .where(PathwayFollower.pathway_id == pathway.id, PathwayFollower.until.is_(None))
        .order_by(PathwayFollower.id)
    )
    return list(db.session.scalars(found).unique())
