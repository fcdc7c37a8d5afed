"""Invite, find by token, accept once, call back."""

import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import exists, select

from facilitator.access import Asker, Role
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.invitations.rules import (
    INVITATION_LASTS,
    check_addressee,
    check_usable,
    roles_to_offer,
)
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.queries import organisations_of
from facilitator.accounts.rules import check_role
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import NBSP, day
from facilitator.mail.queries import post
from facilitator.mail.rules import check_header, parse_email
from facilitator.setting import absolute
from facilitator.words import RuleBroken

PATH = "/invitation/"


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def offers(asker: Asker, organisation: Organisation) -> tuple[Role, ...]:
    """The roles that the asker may offer there; none when she does not see the organisation."""
    if db.session.scalar(organisations_of(asker).where(Organisation.id == organisation.id)) is None:
        return ()
    has_admin = db.session.scalar(
        select(
            exists().where(
                Membership.organisation_id == organisation.id,
                Membership.role == Role.COMPANY_ADMIN,
                Membership.revoked_at.is_(None),
            )
        )
    )
    at_home = organisation.id == asker.organisation_id
    return roles_to_offer(asker.role, organisation.kind, at_home, bool(has_admin))


def invite(asker: Asker, organisation: Organisation, role: Role, email: str, name: str = "") -> Invitation:
    """Offer a membership by mail; one pending for the same address and role is replaced.

    Adds the invitation, its mail and its event to the transaction; the caller commits.
    """
    if role not in offers(asker, organisation):
        raise RuleBroken("Vous ne pouvez pas donner ce rôle dans cette organisation.", "role")
    email = parse_email(email)
    if name:
        check_header(name, "name")
    _refuse_member(organisation, role, email)
    for older in pending(organisation):
        if older.email == email and older.role == role:
            older.revoked_at = now()
    return send_invitation(organisation, role, email, name, asker.user_id)


def send_invitation(
    organisation: Organisation, role: Role, email: str, name: str = "", by: int | None = None
) -> Invitation:
    """The bare act, without asking who may: also used where nobody is signed in yet (first administrator)."""
    check_role(role, organisation.kind)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=token_hash(token),
        organisation_id=organisation.id,
        role=role,
        email=email,
        name=name,
        invited_by_id=by,
        created_at=now(),
        expires_at=now() + INVITATION_LASTS,
    )
    db.session.add(invitation)
    record("invitation.sent", invitation, organisation=organisation.id, role=str(role))
    post(
        "Invitation",
        email,
        "Votre invitation à Facilitator",
        _text(organisation, role, invitation, absolute(PATH + token)),
        organisation_id=organisation.id,
        key=invitation.token_hash,
    )
    return invitation


def _text(organisation: Organisation, role: Role, invitation: Invitation, link: str) -> str:
    return (
        "Bonjour,\n\n"
        f"Vous êtes invité à rejoindre «{NBSP}{organisation.name}{NBSP}» dans Facilitator, "
        f"l’outil des clauses sociales, avec le rôle «{NBSP}{role.label}{NBSP}».\n\n"
        f"Pour accepter, ouvrez cette page avant le {day(invitation.expires_at.date())}{NBSP}:\n{link}\n\n"
        "Ce lien ne sert qu’une fois. Si vous n’attendiez pas cette invitation, ne faites rien.\n"
    )


def _refuse_member(organisation: Organisation, role: Role, email: str) -> None:
    member = db.session.scalar(
        select(Membership)
        .join(Membership.user)
        .where(
            User.email == email,
            Membership.organisation_id == organisation.id,
            Membership.role == role,
            Membership.revoked_at.is_(None),
        )
    )
    if member is not None:
        raise RuleBroken("Cette personne a déjà ce rôle dans cette organisation.", "email")


def invitation_of(token: str) -> Invitation | None:
    """The invitation that this token points to, whatever its state; None for any other text."""
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))


def accept(invitation: Invitation, user: User) -> Membership:
    """Give the user the membership, once (the caller commits).

    Raises `RuleBroken` when the invitation was used, called back or is too old, or was sent to
    another address than the user's.
    """
    db.session.refresh(invitation, with_for_update=True)
    check_usable(invitation.state)
    check_addressee(invitation.email, user.email)
    membership = db.session.scalar(
        select(Membership).where(
            Membership.user_id == user.id,
            Membership.organisation_id == invitation.organisation_id,
            Membership.role == invitation.role,
        )
    )
    if membership is None:
        membership = Membership(
            user_id=user.id,
            organisation_id=invitation.organisation_id,
            role=invitation.role,
            created_at=now(),
        )
        db.session.add(membership)
    membership.revoked_at = None
    invitation.accepted_at, invitation.accepted_by_id = now(), user.id
    record("invitation.accepted", invitation, organisation=invitation.organisation_id, user=user.id)
    return membership


def pending(organisation: Organisation) -> Sequence[Invitation]:
    """The invitations of an organisation that may still be accepted, the latest first."""
    return db.session.scalars(
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation.id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now(),
        )
        .order_by(Invitation.id.desc())
    ).all()


def call_back(invitation: Invitation) -> None:
    """Revoke a pending invitation (the caller commits); one already dead stays as it is."""
    if invitation.accepted_at is None and invitation.revoked_at is None:
        invitation.revoked_at = now()
        record("invitation.revoked", invitation, organisation=invitation.organisation_id)
