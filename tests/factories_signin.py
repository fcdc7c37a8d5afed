"""Factories of the sign-in: people with a password, with a second factor, and what they type."""

import secrets
from datetime import timedelta
from typing import Any

import pyotp

from facilitator.access import EVERY_ROLE, Role
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.passkeys.models import Passkey
from facilitator.accounts.passwords.rules import hash_password
from facilitator.accounts.rules import kinds_for
from facilitator.accounts.signin.forgotten.models import PasswordReset
from facilitator.accounts.signin.queries import token_hash
from facilitator.clock import now
from tests.conftest import Client, keep
from tests.factories import add, make_membership, make_user, numbers
from tests.page import Page

PASSWORD = "quatre vélos rouges attendent la pluie"
SECRET = pyotp.random_base32()
_hash = hash_password(PASSWORD)


def make_user_with_password(**over: Any) -> User:
    """Somebody whose password is `PASSWORD`."""
    return make_user(**{"password_hash": _hash} | over)


def make_member(role: Role = Role.DECLARANT, **over: Any) -> Membership:
    """A membership of somebody who has a password; `totp=True` for the second factor as well."""
    factor = {"totp_secret": SECRET} if over.pop("totp", False) else {}
    return make_membership(role, user=make_user_with_password(**factor), **over)


def make_passkey(user: User, **over: Any) -> Passkey:
    """A passkey that no device answers for."""
    values = {"credential_id": secrets.token_bytes(16), "public_key": b"none", "name": "Téléphone"}
    return add(Passkey(user_id=user.id, created_at=now(), **values | over))


def make_reset(user: User, token: str, **over: Any) -> PasswordReset:
    """The link of a forgotten password, asked just now."""
    values = {"token_hash": token_hash(token), "created_at": now()}
    return add(PasswordReset(user_id=user.id, **values | over))


def make_invitation(organisation: Organisation, token: str, **over: Any) -> Invitation:
    """An invitation sent just now to somebody unknown."""
    values = {
        "token_hash": token_hash(token),
        "role": sorted(role for role in EVERY_ROLE if organisation.kind in kinds_for(role))[0],
        "email": f"invitee{next(numbers)}@essai.example",
        "created_at": now(),
        "expires_at": now() + timedelta(days=14),
    }
    return add(Invitation(organisation_id=organisation.id, **values | over))


def present_code(steps: int = 0) -> str:
    """The one-time code of now, or of some steps later."""
    return pyotp.TOTP(SECRET).at(now() + timedelta(seconds=30 * steps))


def type_password(client: Client, user: User, password: str = PASSWORD, **args: Any) -> Page:
    """Fill the sign-in form."""
    keep()
    return client.post("signin.check_password", {"email": user.email, "password": password}, **args)


def saved_cookie(client: Client) -> str:
    """The session cookie as a thief would copy it."""
    cookie = client.web.get_cookie("facilitator")
    return cookie.value if cookie else ""


def with_cookie(client: Client, value: str) -> Client:
    """Another browser that carries this stolen cookie."""
    thief = Client(client.app, client.app.test_client())
    thief.web.set_cookie("facilitator", value)
    return thief
