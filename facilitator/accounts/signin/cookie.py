"""The browser's side of a session: the signed cookie holds its token and when it was last seen."""

from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for

from facilitator.accounts.passkeys.rules import CHALLENGE_LASTS, RelyingParty, relying_party
from facilitator.accounts.passwords.models import AddressTries
from facilitator.accounts.passwords.queries import is_throttled, tries_from
from facilitator.accounts.passwords.rules import address_key
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.rules import Visit, browser_label, safe_next
from facilitator.clock import now
from facilitator.db import db


def begin(token: str) -> None:
    """Start a signed-in cookie anew: nothing of the anonymous one survives (fixation)."""
    session.clear()
    keep(token)


def keep(token: str) -> None:
    """Put a rotated token in the cookie."""
    session["token"] = token
    session["seen"] = int(now().timestamp())


def visit() -> Visit | None:
    """What the guard read of the living session of this request, complete or not."""
    found: Visit | None = g.get("visit")
    return found


def current() -> SignInSession | None:
    """The living session of this request, complete or not, as a row."""
    found = visit()
    return None if found is None else db.session.get(SignInSession, found.session_id)


def required() -> SignInSession:
    """The living session of this request, complete or not; whoever has none goes to sign in."""
    row = current()
    if row is None:
        abort(redirect(url_for("signin.sign_in")))
    return row


def browser() -> str:
    """The browser of this request, in two words."""
    return browser_label(request.user_agent.string)


def next_address() -> str:
    """Where the person was going (`next`), a path of this site whatever was handed in."""
    return safe_next(request.values.get("next"))


def address_tries() -> AddressTries:
    """The wrong tries from this network address; 429 when there were too many."""
    row = tries_from(address_key(current_app.config["SECRET_KEY"], request.remote_addr))
    if is_throttled(row):
        abort(429)
    return row


def party() -> RelyingParty:
    """To whom the passkeys answer: the address in the settings, never the one a request claims."""
    return relying_party(current_app.config["BASE_URL"])


def keep_challenge(options: dict[str, Any]) -> None:
    """Remember the challenge sent to the browser, until it is answered once or too old."""
    session["challenge"] = options["challenge"]
    session["challenged"] = int(now().timestamp())


def take_challenge() -> str:
    """The challenge to be answered, forgotten at once; '' when there is none or it is too old."""
    challenge, at = session.pop("challenge", ""), session.pop("challenged", 0)
    return challenge if now().timestamp() - at < CHALLENGE_LASTS.total_seconds() else ""
