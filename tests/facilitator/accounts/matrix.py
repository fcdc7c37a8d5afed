"""Access to sign-in, organisations and users."""

from typing import Any

from tests.factories import make_user
from tests.factories_signin import make_invitation, make_passkey, make_reset
from tests.matrix import EVERYONE, NOBODY, PUBLIC, Corner, Line

NEVER = {"GET": NOBODY, "POST": NOBODY}


def reset_link(corner: Corner) -> dict[str, Any]:
    """The link of somebody who forgot her password."""
    token = f"forgotten {corner.relation}"
    make_reset(make_user(), token)
    return {"token": token}


def invitation_link(corner: Corner) -> dict[str, Any]:
    """The link of somebody who is invited."""
    token = f"invited {corner.relation}"
    make_invitation(corner.body, token=token)
    return {"token": token}


def passkey_of_somebody(corner: Corner) -> dict[str, Any]:
    """The key of somebody else: it is nobody's but hers."""
    return {"passkey_id": make_passkey(make_user(), name=corner.canary).id}


LINES = (
    Line("signin.sign_in", PUBLIC),
    Line("signin.check_password", PUBLIC),
    Line("signin.choose_membership", PUBLIC),
    Line("signin.take_membership", PUBLIC),
    Line("signin.signed_out", PUBLIC),
    Line("signin.sign_out", PUBLIC),
    Line("second.challenge", PUBLIC),
    Line("second.check_code", PUBLIC),
    Line("second.choose", PUBLIC),
    Line("second.new_totp", PUBLIC),
    Line("second.add_totp", PUBLIC),
    Line("second.codes", PUBLIC),
    Line("second.renew_codes", PUBLIC),
    Line("passkeys.new", PUBLIC),
    Line("passkeys.add", PUBLIC),
    Line("passkeys.check", PUBLIC),
    Line("passkeys.sign_in", PUBLIC),
    Line("forgotten.ask", PUBLIC),
    Line("forgotten.send", PUBLIC),
    Line("forgotten.sent", PUBLIC),
    Line("forgotten.new", PUBLIC, reset_link),
    Line("forgotten.change", PUBLIC, reset_link),
    Line("invited.show", PUBLIC, invitation_link),
    Line("invited.make", PUBLIC, invitation_link),
    Line("invited.take", PUBLIC, invitation_link),
    Line("profile.index", EVERYONE),
    Line("profile.name", EVERYONE),
    Line("profile.rename", EVERYONE),
    Line("profile.password", EVERYONE),
    Line("profile.set_password", EVERYONE),
    Line("profile.close_others", EVERYONE),
    Line("profile.confirm_totp", EVERYONE),
    Line("profile.forget_totp", EVERYONE),
    Line("profile.confirm_passkey", EVERYONE, passkey_of_somebody, methods=NEVER),
    Line("profile.forget_passkey", EVERYONE, passkey_of_somebody, methods=NEVER),
    Line("oidc.start", PUBLIC, methods=NEVER),
    Line("oidc.back", PUBLIC, methods=NEVER),
    Line("oidc.finish", PUBLIC, methods=NEVER),
    Line("oidc.confirm_unlink", EVERYONE),
    Line("oidc.forget", EVERYONE),
)
