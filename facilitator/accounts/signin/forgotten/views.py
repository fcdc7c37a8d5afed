"""Ask for a link, then choose a new password. Reading a link consumes nothing: scanners follow links."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.forgotten.forms import ForgottenForm, NewPasswordForm
from facilitator.accounts.signin.forgotten.queries import ask_reset, reset_of, use_reset
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("forgotten", __name__, url_prefix="/mot-de-passe")


@bp.get("/oublie")
@public
def ask() -> ResponseReturnValue:
    """Ask for a link."""
    return render_template("facilitator/accounts/forgotten/ask.html", form=ForgottenForm())


@bp.post("/oublie")
@public
def send() -> ResponseReturnValue:
    """Send the link; the answer is the same whether the address is known or not."""
    form = ForgottenForm()
    tries = cookie.address_tries()
    if not form.accepted():
        return render_template("facilitator/accounts/forgotten/ask.html", form=form)
    tries.tries += 1
    ask_reset(form.email.data)
    db.session.commit()
    return redirect(url_for(".sent"))


@bp.get("/envoye")
@public
def sent() -> ResponseReturnValue:
    """What happens next."""
    return render_template("facilitator/accounts/forgotten/sent.html")


@bp.get("/<token>")
@public
def new(token: str) -> ResponseReturnValue:
    """Choose a new password. Reading this page any number of times changes nothing."""
    return _new_page(token, NewPasswordForm())


def _new_page(token: str, form: NewPasswordForm) -> ResponseReturnValue:
    reset = reset_of(token)
    if reset is None:
        return render_template("facilitator/accounts/forgotten/dead.html"), 410
    return render_template("facilitator/accounts/forgotten/new.html", form=form, user=reset.user)


@bp.post("/<token>")
@public
def change(token: str) -> ResponseReturnValue:
    """Set the password and kill the link; whoever did it signs in with it, second factor included."""
    form = NewPasswordForm()
    reset = reset_of(token)
    if reset is None or not form.accepted():
        return _new_page(token, form)
    try:
        use_reset(reset, form.new_password.data)
    except RuleBroken as broken:
        form.refuse(broken)
        return _new_page(token, form)
    db.session.commit()
    session.clear()
    flash("Votre mot de passe est changé\u00a0: connectez-vous.", "success")
    return redirect(url_for("signin.sign_in"))
