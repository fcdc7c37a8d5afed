"""One click and a newcomer is inside: in a demonstration only; anywhere else there is no such page."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.demonstration.queries import user_of
from facilitator.accounts.demonstration.rules import DOORS, Door, door
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.queries import open_session
from facilitator.audit.queries import is_demonstration, record
from facilitator.db import db

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")


@bp.app_context_processor
def offer() -> dict[str, Any]:
    """The doors, for the sign-in page: none but in a demonstration."""
    doors: tuple[Door, ...] = DOORS if current_app.extensions["is_demo"]() else ()
    return {"demo_doors": doors}


@bp.post("/entrer/<key>")
@public
def enter(key: str) -> ResponseReturnValue:
    """Sign in as this demonstration account, second factor included."""
    opened = door(key)
    if opened is None or not is_demonstration():
        abort(404)
    user = user_of(opened) or abort(404)
    _row, token = open_session(user, second_factor=True, browser=cookie.browser())
    record("demo.entered", user, door=key)
    db.session.commit()
    cookie.begin(token)
    return redirect(url_for("home.index"))
