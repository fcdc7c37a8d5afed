"""Who may offer which role, and how long an invitation lives."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.access import Role
from facilitator.accounts.invitations.rules import (
    InvitationState,
    check_addressee,
    check_usable,
    roles_to_offer,
    state_of,
)
from facilitator.accounts.rules import OrganisationKind as Kind
from facilitator.words import RuleBroken

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)
BUYER_ROLES = (Role.BUYER_VALIDATOR, Role.BUYER_READER)


@pytest.mark.parametrize(
    ("role", "kind", "at_home", "has_admin", "offered"),
    [
        (Role.HEAD, Kind.FACILITATION_BODY, True, False, (Role.FACILITATOR,)),
        (Role.HEAD, Kind.AUTHORITY, False, False, BUYER_ROLES),
        (Role.FACILITATOR, Kind.FACILITATION_BODY, True, False, ()),
        (Role.FACILITATOR, Kind.COMPANY, False, False, (Role.COMPANY_ADMIN,)),
        (Role.FACILITATOR, Kind.COMPANY, False, True, ()),
        (Role.FACILITATOR, Kind.GEIQ, False, False, (Role.COMPANY_ADMIN, Role.PARTNER)),
        (Role.FACILITATOR, Kind.AUTHORITY, False, False, BUYER_ROLES),
        (Role.COMPANY_ADMIN, Kind.COMPANY, True, True, (Role.DECLARANT, Role.COMPANY_ADMIN)),
        (Role.DECLARANT, Kind.COMPANY, True, True, ()),
        (Role.PARTNER, Kind.GEIQ, True, False, ()),
        (Role.PLATFORM_ADMIN, Kind.FACILITATION_BODY, False, False, (Role.HEAD,)),
        (Role.PLATFORM_ADMIN, Kind.COMPANY, False, True, (Role.COMPANY_ADMIN,)),
        (Role.PLATFORM_ADMIN, Kind.AUTHORITY, False, False, ()),
        (Role.PLATFORM_ADMIN, Kind.OPERATOR, True, False, (Role.PLATFORM_ADMIN,)),
    ],
)
def test_each_role_offers_what_it_may(
    role: Role, kind: Kind, at_home: bool, has_admin: bool, offered: tuple[Role, ...]
) -> None:
    assert roles_to_offer(role, kind, at_home, has_admin) == offered


@pytest.mark.parametrize(
    ("accepted", "revoked", "at", "state"),
    [
        (None, None, LATER - timedelta(seconds=1), InvitationState.PENDING),
        (None, None, LATER, InvitationState.EXPIRED),
        (None, NOON, NOON, InvitationState.REVOKED),
        (NOON, None, LATER, InvitationState.ACCEPTED),
    ],
)
def test_an_invitation_lives_fourteen_days_and_serves_once(
    accepted: datetime | None, revoked: datetime | None, at: datetime, state: InvitationState
) -> None:
    assert state_of(accepted, revoked, LATER, at) is state


def test_what_is_dead_says_why() -> None:
    check_usable(InvitationState.PENDING)
    for state in set(InvitationState) - {InvitationState.PENDING}:
        with pytest.raises(RuleBroken, match="Cette invitation"):
            check_usable(state)


def test_another_account_cannot_take_the_invitation() -> None:
    check_addressee("a@riom.example", "A@riom.example")
    with pytest.raises(RuleBroken, match="autre adresse"):
        check_addressee("a@riom.example", "b@riom.example")
