"""The members of an organisation; a membership taken away."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from facilitator.access import Asker
from facilitator.accounts.factors.queries import factor_count, reset_factors
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.members.rules import may_revoke, sees_members
from facilitator.accounts.models import Membership, Organisation
from facilitator.accounts.queries import organisations_of
from facilitator.accounts.rules import check_not_last_admin
from facilitator.accounts.signin.queries import revoke_sessions
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db


def organisation_with_members(asker: Asker, organisation_id: int) -> Organisation | None:
    """The organisation, when the asker may see who its members are."""
    if not sees_members(asker.role, organisation_id == asker.organisation_id):
        return None
    return db.session.scalar(organisations_of(asker).where(Organisation.id == organisation_id))


def members_of(organisation: Organisation) -> Sequence[Membership]:
    """The living memberships of an organisation, the oldest first."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.organisation_id == organisation.id, Membership.revoked_at.is_(None))
        .order_by(Membership.id)
        .options(joinedload(Membership.user))
    ).all()


def revocable(asker: Asker, membership_id: int) -> Membership | None:
    """A living membership that the asker may take away."""
    membership = db.session.get(Membership, membership_id)
    if membership is None or membership.revoked_at is not None:
        return None
    organisation = organisation_with_members(asker, membership.organisation_id)
    at_home = membership.organisation_id == asker.organisation_id
    return membership if organisation and may_revoke(asker.role, membership.role, at_home) else None


def resettable(asker: Asker, membership_id: int) -> Membership | None:
    """A membership whose owner's factors the asker may reset: somebody else's, all of whose roles she keeps.

    Whoever also acts elsewhere is for the platform's administrator: nobody weakens another's house.
    """
    membership = revocable(asker, membership_id)
    if membership is None or membership.user_id == asker.user_id or not factor_count(membership.user):
        return None
    others = select(Membership.id).where(
        Membership.user_id == membership.user_id, Membership.revoked_at.is_(None)
    )
    kept = all(revocable(asker, one) is not None for one in db.session.scalars(others))
    return membership if kept else None


def start_factors_over(membership: Membership) -> None:
    """Forget the factors of who has lost them; her sessions end, she is told (the caller commits)."""
    reset_factors(membership.user)
    revoke_sessions(membership.user_id)


def revoke(membership: Membership) -> None:
    """Take a membership away: dead at the next request, sessions closed (the caller commits).

    Locks the memberships of that role there, so that two administrators cannot remove one another.
    """
    alike = db.session.scalars(
        select(Membership)
        .where(
            Membership.organisation_id == membership.organisation_id,
            Membership.role == membership.role,
            Membership.revoked_at.is_(None),
        )
        .order_by(Membership.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    check_not_last_admin(membership.role, len(alike))
    if membership.revoked_at is not None:
        return
    membership.revoked_at = now()
    revoke_sessions(membership.user_id)
    record(
        "membership.revoked",
        membership,
        user=membership.user_id,
        organisation=membership.organisation_id,
        role=str(membership.role),
    )


def invitation_seen(asker: Asker, invitation_id: int) -> Invitation | None:
    """An invitation to an organisation whose members the asker sees, that she might have sent."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None:
        return None
    organisation = organisation_with_members(asker, invitation.organisation_id)
    at_home = invitation.organisation_id == asker.organisation_id
    return invitation if organisation and may_revoke(asker.role, invitation.role, at_home) else None
