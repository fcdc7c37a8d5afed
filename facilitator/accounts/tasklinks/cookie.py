"""The browser's side of a task link: the signed cookie holds the session's token, a long one the device's."""

from datetime import UTC, datetime

from flask import Response, current_app, g, request, session

from facilitator.accounts.tasklinks.models import TaskLink, TaskSession
from facilitator.accounts.tasklinks.queries import session_of
from facilitator.accounts.tasklinks.rules import DEVICE_LASTS
from facilitator.clock import now


def load() -> TaskSession | None:
    """The living session of this request, which is seen now; forgotten when it is dead."""
    g.task_row = None
    token, seen = session.get("task"), session.get("task_seen")
    if not token or not seen:
        return None
    g.task_row = session_of(token, datetime.fromtimestamp(seen, UTC))
    if g.task_row is None:
        session.pop("task")
    else:
        session["task_seen"] = int(now().timestamp())
    return current()


def current() -> TaskSession | None:
    """The living session of this request."""
    row: TaskSession | None = g.get("task_row")
    return row


def begin(token: str, pointer: str) -> None:
    """Start the cookie anew: nothing of the anonymous one, nor of an account, survives (fixation)."""
    session.clear()
    session["task"] = token
    session["task_seen"] = int(now().timestamp())
    session["pointer"] = pointer


def remember_question(pointer: str, nonce: str) -> None:
    """This browser asked for a code."""
    session["pointer"], session["nonce"] = pointer, nonce


def nonce() -> str:
    """What ties the code to this browser; '' when it asked for none."""
    return str(session.get("nonce", ""))


def pointer() -> str:
    """The last link this browser asked to open: it points, it has no authority."""
    return str(session.get("pointer", ""))


def device_name() -> str:
    """The name of the long cookie."""
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def device() -> str:
    """The token of this device; '' when it has none."""
    return request.cookies.get(device_name(), "")


def keep_device(response: Response, token: str) -> None:
    """Give the device its token, for thirty days."""
    response.set_cookie(
        device_name(),
        token,
        max_age=int(DEVICE_LASTS.total_seconds()),
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )


def opens_same(link: TaskLink) -> bool:
    """Whether this browser has this very link open."""
    row = current()
    return row is not None and row.link_id == link.id


def forget() -> None:
    """Leave nothing of the link in this browser; the device stays trusted, the message is needed again."""
    session.clear()
