"""What an asker may see of the accounts; the one place where a body's things are scoped."""

from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Select, false, select
from sqlalchemy.exc import IntegrityError

from facilitator.access import Asker, Role
from facilitator.accounts.models import Contact, Meeting, Membership, Organisation, Owned
from facilitator.accounts.rules import DECLARING_KINDS, PARTNER_KINDS, OrganisationKind
from facilitator.db import db
from facilitator.formats import search_key

Thing = TypeVar("Thing", bound=Owned)


def asker_for(membership: Membership) -> Asker:
    """Who asks under a membership when she is not there to ask: a job, a calendar read by a program."""
    return Asker(
        account_id=membership.user_id,
        membership_id=membership.id,
        role=membership.role,
        organisation_id=membership.organisation_id,
        name=membership.user.name,
        organisation_name=membership.organisation.name,
    )


def owned(model: type[Thing], asker: Asker) -> Select[Thing]:
    """A select over what the asker's body owns; empty for whoever works for no body."""
    if asker.body_id is None:
        return select(model).where(false())
    return select(model).where(model.body_id == asker.body_id)


def organisations_of(asker: Asker) -> Select[Organisation]:
    """The organisations an asker may see: its own, and those its body works with.

    The platform's administrator, who keeps the register, sees them all.
    """
    if asker.role is Role.PLATFORM_ADMIN:
        return select(Organisation)
    if asker.body_id is None:
        return select(Organisation).where(Organisation.id == asker.organisation_id)
    met = select(Meeting.organisation_id).where(
        Meeting.body_id == asker.body_id, Meeting.archived_on.is_(None)
    )
    return select(Organisation).where(Organisation.id.in_(met) | (Organisation.id == asker.organisation_id))


def known_to(asker: Asker) -> Select[Organisation]:
    """As `organisations_of`, with those that the asker's body no longer works with."""
    if asker.body_id is None:
        return organisations_of(asker)
    met = select(Meeting.organisation_id).where(Meeting.body_id == asker.body_id)
    return select(Organisation).where(Organisation.id.in_(met) | (Organisation.id == asker.organisation_id))


def companies_of(asker: Asker) -> Select[Organisation]:
    """The organisations that may owe hours (companies, and employers that also hold contracts)."""
    return organisations_of(asker).where(Organisation.kind.in_(DECLARING_KINDS))


def buyers_of(asker: Asker) -> Select[Organisation]:
    """The contracting authorities that the asker may see."""
    return organisations_of(asker).where(Organisation.kind == OrganisationKind.AUTHORITY)


def partners_of(asker: Asker) -> Select[Organisation]:
    """GEIQs, insertion structures, training providers, referrers, temp agencies that the asker may see."""
    return organisations_of(asker).where(Organisation.kind.in_(PARTNER_KINDS))


def contacts_of(asker: Asker) -> Select[Contact]:
    """The people to reach in the organisations that the asker may see."""
    seen = organisations_of(asker).with_only_columns(Organisation.id)
    return select(Contact).where(Contact.organisation_id.in_(seen))


def by_siret(siret: str) -> Organisation | None:
    """The one organisation with this SIRET, whoever works with it."""
    return db.session.scalar(select(Organisation).where(Organisation.siret == siret))


def meeting_of(body_id: int, organisation_id: int) -> Meeting | None:
    """What says that the body works, or worked, with the organisation."""
    return db.session.scalar(
        select(Meeting).where(Meeting.body_id == body_id, Meeting.organisation_id == organisation_id)
    )


def meet(body_id: int, organisation: Organisation) -> Meeting:
    """The body works with the organisation, from now on or again (the caller records and commits)."""
    db.session.flush()
    meeting = meeting_of(body_id, organisation.id)
    if meeting is None:
        meeting = Meeting(body_id=body_id, organisation_id=organisation.id)
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(meeting)
        meeting = meeting_of(body_id, organisation.id) or meeting
    meeting.archived_on = None
    return meeting


def find_or_meet(
    body_id: int, kind: OrganisationKind, siret: str | None, name: str, city: str = "", postcode: str = ""
) -> Organisation:
    """The organisation that has this SIRET, made when nobody knows it yet; the body works with it.

    It exists once: found, it keeps its kind and its name. Without a SIRET, the body's own
    acquaintance of the same kind and the same folded name is taken. The caller records and commits.
    """
    found = by_siret(siret) if siret else _by_name(body_id, kind, name)
    if found is None:
        made = Organisation(kind=kind, name=name, siret=siret, city=city, postcode=postcode)
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(made)
        found = by_siret(siret) if siret else made
    assert found is not None
    meet(body_id, found)
    return found


def _by_name(body_id: int, kind: OrganisationKind, name: str) -> Organisation | None:
    met = select(Meeting.organisation_id).where(Meeting.body_id == body_id)
    alike = select(Organisation).where(
        Organisation.kind == kind,
        Organisation.siret.is_(None),
        Organisation.id.in_(met),
        Organisation.search_key.startswith(search_key(name), autoescape=True),
    )
    same = search_key(name)
    return next((one for one in db.session.scalars(alike) if search_key(one.name) == same), None)
