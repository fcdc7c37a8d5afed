"""The list of pathways as an asker knows them, and what its forms offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.people.participants.models import Participant
from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.queries import partners_of
from facilitator.db import db
from facilitator.formats import search_key
from geiq.pathways.course.rules import PathwayStanding, standing
from geiq.pathways.knowing.queries import followed_by, follows, known_to
from geiq.pathways.models import Pathway, PathwayFollower
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.rules import TRIES
from geiq.pathways.scheme_models import SupportScheme
from geiq.pathways.schemes.queries import schemes_of

Choices = list[tuple[int, str]]


@dataclass(frozen=True)
class PathwayRow:
    """A line of the list: what whoever does not follow may know."""

    pathway: Pathway
    standing: PathwayStanding
    follower: str
    mine: bool


def find_pathways(asker: Asker, values: Mapping[str, str], on: date) -> Select[Pathway]:
    """The pathways that answer the list's filters."""
    found = known_to(asker).join(Pathway.participant).join(Pathway.scheme)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Participant.search_key.contains(word))
    if scheme := values.get("dispositif"):
        found = found.where(Pathway.scheme_id == int(scheme))
    if phase := values.get("phase"):
        found = found.where(Pathway.phase == phase)
    if values.get("suivi"):
        found = found.where(follows(asker))
    if values.get("page"):
        found = found.where(page_locked(on))
    if state := values.get("etat"):
        found = found.where(stands(PathwayStanding(state), on))
    return found


def page_locked(on: date) -> ColumnElement[bool]:
    """Whether the address of the person's page is locked after wrong codes."""
    locked = select(PageLink.pathway_id).where(PageLink.revoked_at.is_(None), PageLink.tries >= TRIES)
    return and_(Pathway.id.in_(locked), Pathway.ended_on.is_(None), Pathway.planned_end_on >= on)


def stands(state: PathwayStanding, on: date) -> ColumnElement[bool]:
    """Whether a pathway stands so on a day: the same words as `rules.standing`."""
    running, planned = Pathway.ended_on.is_(None), Pathway.planned_end_on
    soon = SupportScheme.alert_days >= _days_until(on)
    return {
        PathwayStanding.OVER: ~running,
        PathwayStanding.OVERDUE: and_(running, planned < on),
        PathwayStanding.SOON: and_(running, planned >= on, soon),
        PathwayStanding.RUNNING: and_(running, planned >= on, ~soon),
    }[state]


def _days_until(on: date) -> ColumnElement[int]:
    """How many days before the planned end, on either engine."""
    if db.session.get_bind().dialect.name == "sqlite":
        return func.julianday(Pathway.planned_end_on) - func.julianday(on.isoformat())
    return Pathway.planned_end_on - literal(on)  # type: ignore[return-value]


def ordered(found: Select[Pathway], sort: str) -> Select[Pathway]:
    """The list in the order of its address."""
    keys: dict[str, Any] = {
        "nom": Participant.search_key,
        "entree": Pathway.starts_on,
        "fin": Pathway.planned_end_on,
    }
    key = keys.get(sort.removeprefix("-"), Pathway.planned_end_on)
    return found.order_by(key.desc() if sort.startswith("-") else key, Pathway.id).options(
        joinedload(Pathway.scheme),
        joinedload(Pathway.participant),
        joinedload(Pathway.organisation),
        selectinload(Pathway.followers).joinedload(PathwayFollower.user),
    )


def rows_of(asker: Asker, pathways: Sequence[Pathway], on: date) -> list[PathwayRow]:
    """The lines of a list of pathways."""
    ids = [one.id for one in pathways]
    own = followed_by(asker).where(Pathway.id.in_(ids)).with_only_columns(Pathway.id)
    mine = set(db.session.scalars(own))
    return [
        PathwayRow(
            one,
            standing(one.planned_end_on, one.ended_on, one.scheme.alert_days, on),
            followed_by_name(one),
            one.id in mine,
        )
        for one in pathways
    ]


def followed_by_name(pathway: Pathway) -> str:
    """Who follows it, as anybody of the body may know: the referent, the partner."""
    names = [pathway.referent.name] if pathway.referent else []
    if pathway.organisation is not None:
        names.append(pathway.organisation.name)
    return ", ".join(names)


def count_of(found: Select[Pathway]) -> int:
    """How many."""
    ids = found.with_only_columns(Pathway.id).order_by(None)
    return db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def pathways_of_person(asker: Asker, participant_id: int) -> Sequence[Pathway]:
    """A person's pathways that the asker knows to exist, the latest first."""
    found = known_to(asker).where(Pathway.participant_id == participant_id)
    return db.session.scalars(ordered(found.join(Pathway.participant), "-entree")).unique().all()


def schemes_offered(asker: Asker) -> Choices:
    """(id, name) of the schemes that somebody may enter."""
    found = schemes_of(asker).where(SupportScheme.archived_on.is_(None)).order_by(SupportScheme.search_key)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def users_offered(body_id: int) -> Choices:
    """(id, name) of the users of a body."""
    found = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == body_id,
            Membership.role.in_(BODY_ROLES),
            Membership.revoked_at.is_(None),
        )
        .distinct()
        .order_by(User.name)
    )
    return [(row[0], row[1]) for row in db.session.execute(found)]


def partners_offered(asker: Asker) -> Choices:
    """(id, name) of the partners that may follow somebody."""
    found = partners_of(asker).order_by(Organisation.name)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def scheme_in(asker: Asker, scheme_id: int) -> SupportScheme:
    """The chosen scheme (offered, so it is there)."""
    return db.session.scalars(schemes_of(asker).where(SupportScheme.id == scheme_id)).one()


def user_in(user_id: int | None) -> User | None:
    """The chosen user (offered, so she is there)."""
    return db.session.get_one(User, user_id) if user_id else None


def organisation_in(organisation_id: int | None) -> Organisation | None:
    """The chosen organisation (offered, so it is there)."""
    return db.session.get_one(Organisation, organisation_id) if organisation_id else None
