"""Sign in, choose a membership, sign out."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.oidc.queries import farewell_address, provider
from facilitator.accounts.passkeys.queries import sign_in_options
from facilitator.accounts.passwords.queries import forget_failures, user_who_signs_in
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.forms import MembershipForm, SignInForm
from facilitator.accounts.signin.queries import choose, live_memberships, open_session, revoke
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.setting import absolute
from facilitator.words import RuleBroken

bp = Blueprint("signin", __name__)

REFUSED = (
    "L’adresse ou le mot de passe ne convient pas. "
    "Après dix essais manqués, il faut attendre un quart d’heure."
)


@bp.get("/connexion")
@public
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return _sign_in_page(SignInForm())


def _sign_in_page(form: SignInForm) -> ResponseReturnValue:
    options = sign_in_options(cookie.party())
    cookie.keep_challenge(options)
    template = "facilitator/accounts/signin/sign_in.html"
    return render_template(template, form=form, options=options, next=cookie.next_address())


@bp.post("/connexion")
@public
def check_password() -> ResponseReturnValue:
    """Open a session for whoever knows the password; the same refusal whatever is wrong."""
    form = SignInForm()
    tries = cookie.address_tries()
    if not form.accepted():
        return _sign_in_page(form)
    user = user_who_signs_in(form.email.data, form.password.data)
    if user is None:
        tries.tries += 1
        db.session.commit()
        form.refuse(RuleBroken(REFUSED))
        return _sign_in_page(form)
    row, token = open_session(user, second_factor=False, browser=cookie.browser())
    if not row.factor_expected:
        forget_failures(user)
    record("signin.password", user)
    db.session.commit()
    cookie.begin(token)
    return redirect(cookie.next_address())


@bp.get("/connexion/role")
@public
def choose_membership() -> ResponseReturnValue:
    """Pick the membership to act under."""
    row = cookie.required()
    if row.factor_expected and row.second_factor_at is None:
        return redirect(url_for("second.challenge", next=cookie.next_address()))
    return _membership_page(MembershipForm(membership=row.membership_id))


def _membership_page(form: MembershipForm) -> ResponseReturnValue:
    memberships = live_memberships(cookie.required().user_id)
    form.membership.choices = [(one.id, one.role.label) for one in memberships]
    template = "facilitator/accounts/signin/choose_membership.html"
    return render_template(template, form=form, memberships=memberships, next=cookie.next_address())


@bp.post("/connexion/role")
@public
def take_membership() -> ResponseReturnValue:
    """Act under the chosen membership; one that is not the person's own is refused."""
    row = cookie.required()
    if row.factor_expected and row.second_factor_at is None:
        return redirect(url_for("second.challenge"))
    form = MembershipForm()
    form.membership.choices = [(one.id, one.role.label) for one in live_memberships(row.user_id)]
    token = choose(row, form.membership.data) if form.accepted() else None
    if token is None:
        return _membership_page(form)
    db.session.commit()
    cookie.keep(token)
    return redirect(cookie.next_address())


@bp.get("/deconnexion")
@public
def signed_out() -> ResponseReturnValue:
    """What is read after signing out."""
    return render_template("facilitator/accounts/signin/signed_out.html")


@bp.post("/deconnexion")
@public
def sign_out() -> ResponseReturnValue:
    """End the session on the server, then forget it in the browser; harmless twice."""
    row = cookie.current()
    id_token = row.id_token if row else None
    if row is not None:
        revoke(row)
        db.session.commit()
    session.clear()
    house = provider()
    farewell = (
        farewell_address(house, id_token, absolute(url_for(".signed_out"))) if house and id_token else None
    )
    return redirect(farewell or url_for(".signed_out"))
