"""Make the account of an invited person. The caller commits."""

from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.invitations.queries import accept
from facilitator.accounts.models import User
from facilitator.accounts.passwords.queries import create_password_for
from facilitator.accounts.passwords.rules import normal_email
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db


def make_account(invitation: Invitation, name: str, password: str) -> User:
    """A new user with this password, who takes the membership offered (`RuleBroken` says what lacks)."""
    user = User(email=normal_email(invitation.email), name=name[:120], created_at=now())
    db.session.add(user)
    db.session.flush()
    record("user.created", user)
    create_password_for(user, password)
    accept(invitation, user)
    return user
