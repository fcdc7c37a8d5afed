"""Invitations: how long they live, who may offer which role to whom."""

from datetime import datetime, timedelta

from facilitator.access import BODY_ROLES, Role
from facilitator.accounts.rules import OrganisationKind, kinds_for
from facilitator.words import RuleBroken, Word

INVITATION_LASTS = timedelta(days=14)
# What each role may offer in its own organisation…
AT_HOME = {
    Role.HEAD: (Role.FACILITATOR,),
    Role.COMPANY_ADMIN: (Role.DECLARANT, Role.COMPANY_ADMIN),
    Role.PLATFORM_ADMIN: (Role.PLATFORM_ADMIN,),
}
# …and in the organisations that it sees besides.
ELSEWHERE = {
    Role.FACILITATOR: (Role.COMPANY_ADMIN, Role.BUYER_VALIDATOR, Role.BUYER_READER, Role.PARTNER),
    Role.HEAD: (Role.COMPANY_ADMIN, Role.BUYER_VALIDATOR, Role.BUYER_READER, Role.PARTNER),
    Role.PLATFORM_ADMIN: (Role.HEAD, Role.COMPANY_ADMIN),
}


class InvitationState(Word):
    """Where an invitation stands."""

    PENDING = "pending", "En attente"
    ACCEPTED = "accepted", "Acceptée"
    REVOKED = "revoked", "Annulée"
    EXPIRED = "expired", "Expirée"


REFUSALS = {
    InvitationState.ACCEPTED: "Cette invitation a déjà servi : connectez-vous avec votre compte.",
    InvitationState.REVOKED: "Cette invitation a été annulée : demandez-en une nouvelle.",
    InvitationState.EXPIRED: "Cette invitation a expiré : demandez-en une nouvelle.",
}


def state_of(
    accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, at: datetime
) -> InvitationState:
    """The state at the given instant."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.PENDING if at < expires_at else InvitationState.EXPIRED


def check_usable(state: InvitationState) -> None:
    """Refuse an invitation that was used, called back or is too old, saying which."""
    if state is not InvitationState.PENDING:
        raise RuleBroken(REFUSALS[state])


def check_addressee(invited: str, email: str) -> None:
    """Refuse an account whose address is not the one invited: a shared browser must not mix people."""
    if invited.lower() != email.lower():
        raise RuleBroken(
            "Cette invitation a été envoyée à une autre adresse que celle de votre compte. "
            "Déconnectez-vous, ou demandez une invitation à votre adresse."
        )


def roles_to_offer(role: Role, kind: OrganisationKind, at_home: bool, has_admin: bool) -> tuple[Role, ...]:
    """The roles that somebody with `role` may offer in an organisation of this kind.

    `at_home`: it is the asker's own organisation. `has_admin`: it has a living company administrator;
    a facilitator offers the first one only, who then invites the others.
    """
    offered = AT_HOME.get(role, ()) if at_home else ELSEWHERE.get(role, ())
    return tuple(
        offer
        for offer in offered
        if kind in kinds_for(offer) and not (offer is Role.COMPANY_ADMIN and has_admin and role in BODY_ROLES)
    )
