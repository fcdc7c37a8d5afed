"""Ask the second factor; enrol the one-time codes; give recovery codes."""

import segno
from flask import Blueprint, abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.factors.queries import (
    factor_count,
    opens_with_code,
    renew_recovery_codes,
    set_totp,
    unused_codes,
)
from facilitator.accounts.factors.rules import new_totp_secret, totp_address
from facilitator.accounts.passkeys.queries import passkeys_of, sign_in_options
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.queries import grant_second_factor
from facilitator.accounts.signin.second.forms import CodeForm, TotpForm
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("second", __name__, url_prefix="/connexion/second-facteur")

WRONG_CODE = (
    "Ce code ne convient pas, ou a déjà servi\u00a0: attendez le suivant. "
    "Après dix essais manqués, il faut attendre un quart d’heure."
)


def may_enrol() -> SignInSession:
    """The session, if it may add a factor: the first one needs the password, the next ones a factor."""
    row = cookie.required()
    if row.second_factor_at is None and factor_count(row.user):
        abort(redirect(url_for("second.challenge", next=cookie.next_address())))
    return row


@bp.get("")
@public
def challenge() -> ResponseReturnValue:
    """Ask the factor of whoever has one; the others choose one to enrol."""
    row = cookie.required()
    if not factor_count(row.user):
        return redirect(url_for(".choose", next=cookie.next_address()))
    return _challenge_page(row, CodeForm())


def _challenge_page(row: SignInSession, form: CodeForm) -> ResponseReturnValue:
    options = sign_in_options(cookie.party(), row.user) if passkeys_of(row.user) else None
    if options:
        cookie.keep_challenge(options)
    template = "facilitator/accounts/second/challenge.html"
    return render_template(template, form=form, user=row.user, options=options, next=cookie.next_address())


@bp.post("")
@public
def check_code() -> ResponseReturnValue:
    """Complete the sign-in with a one-time code or a recovery code."""
    row = cookie.required()
    form = CodeForm()
    tries = cookie.address_tries()
    if not form.accepted():
        return _challenge_page(row, form)
    if not opens_with_code(row.user, form.code.data):
        tries.tries += 1
        db.session.commit()
        form.code.data = ""
        form.refuse(RuleBroken(WRONG_CODE, "code"))
        return _challenge_page(row, form)
    token = grant_second_factor(row)
    db.session.commit()
    cookie.keep(token)
    return redirect(cookie.next_address())


@bp.get("/ajouter")
@public
def choose() -> ResponseReturnValue:
    """Which second factor to add."""
    row = may_enrol()
    template = "facilitator/accounts/second/choose.html"
    return render_template(template, user=row.user, next=cookie.next_address())


@bp.get("/application")
@public
def new_totp() -> ResponseReturnValue:
    """Show the secret, as a QR code and as text, to an authenticator application."""
    may_enrol()
    session.setdefault("totp", new_totp_secret())
    return _totp_page(TotpForm())


def _totp_page(form: TotpForm) -> ResponseReturnValue:
    secret = session["totp"]
    address = totp_address(secret, cookie.required().user.email)
    return render_template(
        "facilitator/accounts/second/totp.html",
        form=form,
        address=address,
        picture=segno.make(address, error="m").svg_data_uri(scale=5, border=2, light="#fff"),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        next=cookie.next_address(),
    )


@bp.post("/application")
@public
def add_totp() -> ResponseReturnValue:
    """Keep the secret once a code proves that the application has it."""
    row = may_enrol()
    form = TotpForm()
    if "totp" not in session:
        return redirect(url_for(".new_totp", next=cookie.next_address()))
    if not form.accepted():
        return _totp_page(form)
    if not set_totp(row.user, session["totp"], form.code.data):
        form.code.data = ""
        form.refuse(
            RuleBroken("Ce code ne convient pas\u00a0: recopiez celui que l’application montre.", "code")
        )
        return _totp_page(form)
    return enrolled(row)


def enrolled(row: SignInSession) -> ResponseReturnValue:
    """A factor was just proved: the sign-in is complete; recovery codes come next if there are none."""
    token = grant_second_factor(row)
    has_codes = bool(unused_codes(row.user))
    db.session.commit()
    session.pop("totp", None)
    cookie.keep(token)
    if has_codes:
        return redirect(cookie.next_address())
    return redirect(url_for("second.codes", next=cookie.next_address()))


@bp.get("/codes")
@public
def codes() -> ResponseReturnValue:
    """What recovery codes are for, and the button that makes ten."""
    row = with_factor()
    template = "facilitator/accounts/second/codes.html"
    return render_template(template, codes=None, left=len(unused_codes(row.user)), next=cookie.next_address())


@bp.post("/codes")
@public
def renew_codes() -> ResponseReturnValue:
    """Ten new codes, shown in this answer alone: no address ever shows them again."""
    row = with_factor()
    codes = renew_recovery_codes(row.user)
    db.session.commit()
    template = "facilitator/accounts/second/codes.html"
    return render_template(template, codes=codes, left=len(codes), next=cookie.next_address())


def with_factor() -> SignInSession:
    """The session, if its second factor was given."""
    row = cookie.required()
    if row.second_factor_at is None or not factor_count(row.user):
        abort(redirect(url_for("second.challenge", next=cookie.next_address())))
    return row
