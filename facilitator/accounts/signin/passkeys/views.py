"""Make a passkey, use it as a second factor, or to sign in with nothing else."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.passkeys.queries import enrol, enrolment_options, owner_of
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.queries import grant_second_factor, open_session
from facilitator.accounts.signin.second.forms import NewPasskeyForm, PasskeyForm
from facilitator.accounts.signin.second.views import enrolled, may_enrol
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("passkeys", __name__, url_prefix="/connexion/cle-d-acces")


@bp.get("/ajouter")
@public
def new() -> ResponseReturnValue:
    """Ask for a name, then let the device make the key."""
    return _new_page(may_enrol(), NewPasskeyForm())


def _new_page(row: SignInSession, form: NewPasskeyForm) -> ResponseReturnValue:
    options = enrolment_options(row.user, cookie.party())
    cookie.keep_challenge(options)
    template = "facilitator/accounts/passkeys/new.html"
    return render_template(template, form=form, options=options, next=cookie.next_address())


@bp.post("/ajouter")
@public
def add() -> ResponseReturnValue:
    """Keep the public key that the device made."""
    row = may_enrol()
    form = NewPasskeyForm()
    try:
        enrol(row.user, cookie.party(), cookie.take_challenge(), form.credential.data, form.name.data or "")
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return _new_page(may_enrol(), form)
    return enrolled(row)


@bp.post("/second-facteur")
@public
def check() -> ResponseReturnValue:
    """Complete a sign-in: the passkey of the person who gave the password, of nobody else."""
    row = cookie.required()
    cookie.address_tries()
    try:
        owner_of(cookie.party(), cookie.take_challenge(), PasskeyForm().credential.data or "", row.user)
    except RuleBroken as broken:
        return _refused(broken, "second.challenge")
    token = grant_second_factor(row)
    db.session.commit()
    cookie.keep(token)
    return redirect(cookie.next_address())


@bp.post("")
@public
def sign_in() -> ResponseReturnValue:
    """Sign in without an address nor a password: the device knows who it belongs to, and checked it."""
    cookie.address_tries()
    try:
        user = owner_of(cookie.party(), cookie.take_challenge(), PasskeyForm().credential.data or "")
    except RuleBroken as broken:
        return _refused(broken, "signin.sign_in")
    _row, token = open_session(user, second_factor=True, browser=cookie.browser())
    record("signin.passkey", user)
    db.session.commit()
    cookie.begin(token)
    return redirect(cookie.next_address())


def _refused(broken: RuleBroken, back: str) -> ResponseReturnValue:
    """Count the failure and go back to where it was tried."""
    db.session.rollback()
    cookie.address_tries().tries += 1
    record("signin.failed", "passkey")
    db.session.commit()
    flash(broken.message, "error")
    return redirect(url_for(back, next=cookie.next_address()))
