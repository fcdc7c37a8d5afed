"""Sign in, choose a membership, sign out."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public

bp = Blueprint("signin", __name__)


@bp.get("/connexion")
@public
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return render_template("facilitator/accounts/sign_in.html")


@bp.get("/connexion/role")
@public
def choose_membership() -> ResponseReturnValue:
    """Pick the membership to act under."""
    session.clear()
    return redirect(url_for(".sign_in"))


@bp.get("/connexion/second-facteur")
@public
def second_factor() -> ResponseReturnValue:
    """Enrol a second factor."""
    return redirect(url_for(".sign_in"))
