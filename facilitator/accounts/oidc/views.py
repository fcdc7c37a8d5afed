"""Sign in by another house, or link its identity to one's account."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import asking, public, signed_in
from facilitator.accounts.oidc.forms import AnswerForm
from facilitator.accounts.oidc.queries import (
    authorization_address,
    identity,
    link,
    provider,
    unlink,
    user_known_as,
)
from facilitator.accounts.oidc.rules import REFUSED, Attempt, Provider, gives_second_factor
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.queries import open_session
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.setting import absolute
from facilitator.words import RuleBroken

bp = Blueprint("oidc", __name__)


@bp.app_context_processor
def offer() -> dict[str, Any]:
    """The provider, for the sign-in page and « Mon compte »; None when the settings name none."""
    return {"oidc": provider()}


def _house() -> Provider:
    return provider() or abort(404)


def _back() -> str:
    return absolute(url_for("oidc.back"))


@bp.get("/connexion/service")
@public
def start() -> ResponseReturnValue:
    """Go and sign in there. `rattacher` says that the identity is to be linked to the present account."""
    house = _house()
    linking = "rattacher" in request.args and asking.get() is not None
    attempt = Attempt.begin(cookie.next_address(), linking)
    try:
        address = authorization_address(house, attempt, _back())
    except RuleBroken as broken:
        return _refused(broken, linking)
    session["oidc"] = attempt.kept()
    return redirect(address)


@bp.get("/connexion/service/retour")
@public
def back() -> ResponseReturnValue:
    """The provider sends the browser here; a script, or the button, hands its answer over."""
    house = _house()
    attempt = Attempt.read(session.get("oidc"))
    state, code = request.args.get("state", ""), request.args.get("code", "")
    if attempt is None or not code or not attempt.is_answered_by(state):
        session.pop("oidc", None)
        return _refused(REFUSED, attempt is not None and attempt.linking)
    if request.args.get("iss", house.issuer) != house.issuer:  # RFC 9207: the answer of another house
        session.pop("oidc", None)
        return _refused(REFUSED, attempt.linking)
    form = AnswerForm(code=code, state=state)
    return render_template("facilitator/accounts/oidc/back.html", form=form, linking=attempt.linking)


@bp.post("/connexion/service/retour")
@public
def finish() -> ResponseReturnValue:
    """Check the provider's answer, then sign in or link; an attempt is answered once."""
    house = _house()
    attempt = Attempt.read(session.pop("oidc", None))
    form = AnswerForm()
    linking = attempt is not None and attempt.linking
    cookie.address_tries()
    try:
        if attempt is None or not attempt.is_answered_by(form.state.data or ""):
            raise REFUSED
        db.session.rollback()  # nothing is locked while the provider is asked
        claims, id_token = identity(house, attempt, form.code.data or "", _back())
        return _link(house, claims) if linking else _sign_in(house, attempt, claims, id_token)
    except RuleBroken as broken:
        db.session.rollback()
        cookie.address_tries().tries += 1
        record("signin.failed", "identity")
        db.session.commit()
        return _refused(broken, linking)


def _sign_in(house: Provider, attempt: Attempt, claims: dict[str, Any], id_token: str) -> ResponseReturnValue:
    user = user_known_as(house.issuer, claims["sub"])
    if user is None:
        raise RuleBroken(
            f"Ce compte {house.label} n’est rattaché à aucun compte Facilitator. Si vous avez un compte, "
            "connectez-vous avec votre mot de passe, puis rattachez-le depuis «\u00a0Mon compte\u00a0». "
            "Sinon, demandez une invitation."
        )
    row, token = open_session(user, gives_second_factor(claims), cookie.browser())
    row.id_token = id_token
    record("signin.identity", user, issuer=house.issuer)
    db.session.commit()
    cookie.begin(token)
    return redirect(attempt.next)


def _link(house: Provider, claims: dict[str, Any]) -> ResponseReturnValue:
    if asking.get() is None:
        raise RuleBroken(
            "Votre session s’est interrompue\u00a0: connectez-vous, puis rattachez votre compte."
        )
    link(cookie.required().user, house.issuer, claims["sub"])
    db.session.commit()
    flash(f"Votre compte {house.label} est rattaché\u00a0: il ouvre désormais Facilitator.", "success")
    return redirect(url_for("profile.index"))


def _refused(broken: RuleBroken, linking: bool) -> ResponseReturnValue:
    flash(broken.message, "error")
    return redirect(url_for("profile.index" if linking else "signin.sign_in"))


@bp.get("/compte/service/retirer")
@signed_in
def confirm_unlink() -> ResponseReturnValue:
    """Ask before removing the link."""
    return render_template("facilitator/accounts/oidc/unlink.html", user=cookie.required().user)


@bp.post("/compte/service/retirer")
@signed_in
def forget() -> ResponseReturnValue:
    """Remove the link."""
    try:
        unlink(cookie.required().user)
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(url_for("profile.index"))
    db.session.commit()
    flash("L’identité n’ouvre plus votre compte.", "success")
    return redirect(url_for("profile.index"))
