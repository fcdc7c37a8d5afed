"""Access to the members of an organisation and to its invitations."""

from typing import Any

from facilitator.access import Role
from facilitator.accounts.invitations.queries import send_invitation
from facilitator.accounts.models import Membership
from facilitator.clock import now
from facilitator.db import db
from tests.factories import make_membership, make_user
from tests.matrix import ADMINS, BODY, COMPANY_ADMINS, HEADS, NOBODY, Corner, Line

KEEPERS = BODY | ADMINS | COMPANY_ADMINS
# A partner's accounts are kept by the body; what a company's administrator may do is in test_views.
PARTNERS_KEEPERS = {"GET": BODY | ADMINS, "POST": BODY | ADMINS}


def company(corner: Corner) -> dict[str, Any]:
    """The company of the corner."""
    return {"organisation_id": corner.company.id}


def partner(corner: Corner) -> dict[str, Any]:
    """Its partner."""
    return {"organisation_id": corner.partner.id}


def membership(corner: Corner) -> dict[str, Any]:
    """Somebody of its partner; in the archive, her membership is revoked."""
    user = make_user(name=f"{corner.canary} membre")
    row = make_membership(Role.PARTNER, corner.partner, user=user)
    row.revoked_at = now() if corner.archived_on else None
    return {"membership_id": row.id}


def equipped(corner: Corner) -> dict[str, Any]:
    """Somebody of its partner who has a second factor."""
    args = membership(corner)
    db.session.get_one(Membership, args["membership_id"]).user.totp_secret = "A" * 32
    db.session.flush()
    return args


def invitation(corner: Corner) -> dict[str, Any]:
    """An invitation to its partner."""
    email = f"{corner.canary}@essai.example".lower()
    row = send_invitation(corner.partner, Role.PARTNER, email)
    return {"invitation_id": row.id}


LINES = (
    Line("members.home", HEADS | COMPANY_ADMINS),
    Line("members.index", KEEPERS, company),
    Line("members.offer", KEEPERS, partner, methods=PARTNERS_KEEPERS),
    Line("members.remove", KEEPERS, membership, archived=NOBODY, methods=PARTNERS_KEEPERS),
    Line("members.reset", KEEPERS, equipped, archived=NOBODY, methods=PARTNERS_KEEPERS),
    Line("members.withdraw", KEEPERS, invitation, methods=PARTNERS_KEEPERS),
)
