"""Factories of the sign-in: people with a password, with a second factor, and what they type."""

from datetime import timedelta
from typing import Any

import pyotp

from facilitator.access import Role
from facilitator.accounts.models import Membership, User
from facilitator.accounts.passwords.rules import hash_password
from facilitator.clock import now
from tests.conftest import Client, keep
from tests.factories import make_membership, make_user
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
