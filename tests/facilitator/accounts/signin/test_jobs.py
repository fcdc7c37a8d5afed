"""What sign-in leaves behind is forgotten."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from facilitator.accounts.passkeys.models import SpentChallenge
from facilitator.accounts.passwords.models import AddressTries
from facilitator.accounts.signin.forgotten.models import PasswordReset
from facilitator.accounts.signin.jobs import forget_sign_ins
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.queries import open_session
from facilitator.clock import now
from facilitator.db import Base, db
from tests.conftest import keep
from tests.factories import add
from tests.factories_signin import make_member, make_reset

KINDS: tuple[type[Base], ...] = (SignInSession, PasswordReset, SpentChallenge, AddressTries)


def left() -> list[int]:
    """How many rows of each kind remain."""
    return [db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in KINDS]


def test_what_opens_nothing_any_more_is_forgotten(app: Flask) -> None:
    user = make_member().user
    for number, age in enumerate((timedelta(0), timedelta(days=31))):
        row, _token = open_session(user, second_factor=True)
        row.created_at = now() - age
        make_reset(user, f"token {number}", created_at=now() - age)
        add(SpentChallenge(digest=f"{number}", at=now() - age))
        add(AddressTries(address_key=f"{number}", tries=3, since=now() - age))
    keep()

    assert forget_sign_ins().startswith("1")

    assert left() == [1, 1, 1, 1]
    assert forget_sign_ins().startswith("0")
