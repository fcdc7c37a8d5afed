"""« Mon compte »: what a person may do with her own account, whatever her role."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import signed_in
from facilitator.accounts.factors.queries import factor_count, remove_passkey, remove_totp, unused_codes
from facilitator.accounts.passkeys.queries import passkey_of, passkeys_of
from facilitator.accounts.passwords.queries import change_password
from facilitator.accounts.profile.forms import ChangePasswordForm, NameForm
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.forgotten.queries import tell_password_changed
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.queries import live_memberships, revoke_sessions, rotate_token, sessions_of
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.mail.digests.queries import frequency_of, token_of
from facilitator.words import RuleBroken

bp = Blueprint("profile", __name__, url_prefix="/compte")


@bp.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Everything about one's own account, each line with what changes it."""
    row = cookie.required()
    return render_template("facilitator/accounts/profile/index.html", **_facts(row))


def _facts(row: SignInSession) -> dict[str, Any]:
    user = row.user
    return {
        "user": user,
        "frequency": frequency_of(user.email),
        "frequency_url": url_for("digests.show", token=token_of(user.email)),
        "present": row,
        "passkeys": passkeys_of(user),
        "factors": factor_count(user),
        "codes_left": len(unused_codes(user)),
        "sessions": sessions_of(user.id),
        "memberships": live_memberships(user.id),
    }


@bp.get("/nom")
@signed_in
def name() -> ResponseReturnValue:
    """Change how one is named."""
    form = NameForm(name=cookie.required().user.name)
    return render_template("facilitator/accounts/profile/name.html", form=form)


@bp.post("/nom")
@signed_in
def rename() -> ResponseReturnValue:
    """Keep the new name."""
    form = NameForm()
    if not form.accepted():
        return render_template("facilitator/accounts/profile/name.html", form=form)
    user = cookie.required().user
    user.name = form.name.data
    record("user.renamed", user)
    db.session.commit()
    flash("Votre nom est enregistré.", "success")
    return redirect(url_for(".index"))


@bp.get("/mot-de-passe")
@signed_in
def password() -> ResponseReturnValue:
    """Change the password."""
    return render_template("facilitator/accounts/profile/password.html", form=ChangePasswordForm())


@bp.post("/mot-de-passe")
@signed_in
def set_password() -> ResponseReturnValue:
    """Keep the new password and end every other session."""
    form = ChangePasswordForm()
    row = cookie.required()
    if not form.accepted():
        return render_template("facilitator/accounts/profile/password.html", form=form)
    try:
        change_password(row.user, form.current_password.data, form.new_password.data)
    except RuleBroken as broken:
        db.session.commit()
        form.refuse(broken)
        return render_template("facilitator/accounts/profile/password.html", form=form)
    revoke_sessions(row.user_id, but=row.id)
    tell_password_changed(row.user)
    token = rotate_token(row)
    db.session.commit()
    cookie.keep(token)
    flash("Votre mot de passe est changé, vos autres sessions sont fermées.", "success")
    return redirect(url_for(".index"))


@bp.post("/autres-sessions/fermer")
@signed_in
def close_others() -> ResponseReturnValue:
    """End every session but this one."""
    row = cookie.required()
    revoke_sessions(row.user_id, but=row.id)
    record("session.others_closed", row.user)
    db.session.commit()
    flash("Vos autres sessions sont fermées.", "success")
    return redirect(url_for(".index"))


@bp.get("/application/retirer")
@signed_in
def confirm_totp() -> ResponseReturnValue:
    """Ask before removing the one-time codes."""
    return _confirm("L’application de codes")


@bp.post("/application/retirer")
@signed_in
def forget_totp() -> ResponseReturnValue:
    """Remove the one-time codes."""
    return _removed(lambda row: remove_totp(row.user))


@bp.get("/cle-d-acces/<int:passkey_id>/retirer")
@signed_in
def confirm_passkey(passkey_id: int) -> ResponseReturnValue:
    """Ask before removing a passkey."""
    passkey = passkey_of(cookie.required().user, passkey_id) or abort(404)
    return _confirm(passkey.name)


@bp.post("/cle-d-acces/<int:passkey_id>/retirer")
@signed_in
def forget_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove a passkey of one's own."""
    passkey = passkey_of(cookie.required().user, passkey_id) or abort(404)
    return _removed(lambda row: remove_passkey(row.user, passkey))


def _confirm(name: str) -> ResponseReturnValue:
    return render_template("facilitator/accounts/profile/remove.html", name=name)


def _removed(remove: Any) -> ResponseReturnValue:
    """Remove a factor, or say why it must stay."""
    row = cookie.required()
    try:
        remove(row)
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(url_for(".index"))
    db.session.commit()
    flash("Le second facteur est retiré.", "success")
    return redirect(url_for(".index"))
