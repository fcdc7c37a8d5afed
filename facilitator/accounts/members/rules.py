"""Who may take a membership away, and who sees the members."""

from facilitator.access import BODY_ROLES, Role
from facilitator.accounts.invitations.rules import AT_HOME, ELSEWHERE


def sees_members(role: Role, at_home: bool) -> bool:
    """Whether this role sees the members of an organisation that it sees."""
    return role in BODY_ROLES or role is Role.PLATFORM_ADMIN or (at_home and role is Role.COMPANY_ADMIN)


def may_revoke(role: Role, target: Role, at_home: bool) -> bool:
    """Whether this role may take a membership with `target` away: who may give it may take it back.

    The platform's administrator may take any away: somebody must, when the others are gone.
    """
    if role is Role.PLATFORM_ADMIN:
        return True
    return target in (AT_HOME if at_home else ELSEWHERE).get(role, ())
