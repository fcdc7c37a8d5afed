"""Accept an invitation: with the account one has, or by making one. Reading the page accepts nothing."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.accounts.invitations.models import Invitation
from facilitator.accounts.invitations.queries import accept, invitation_of
from facilitator.accounts.invitations.rules import check_usable
from facilitator.accounts.passwords.queries import user_of
from facilitator.accounts.signin import cookie
from facilitator.accounts.signin.invited.forms import NewAccountForm
from facilitator.accounts.signin.invited.queries import make_account
from facilitator.accounts.signin.queries import choose, open_session
from facilitator.accounts.signin.rules import Step
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("invited", __name__, url_prefix="/invitation")


@bp.get("/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """What is offered, by whom, and how to accept."""
    invitation = invitation_of(token)
    return _page(invitation, NewAccountForm(name=invitation.name if invitation else ""))


def _page(invitation: Invitation | None, form: NewAccountForm) -> ResponseReturnValue:
    try:
        if invitation is None:
            raise RuleBroken(
                "Ce lien n’est pas celui d’une invitation\u00a0: vérifiez-le dans le message reçu."
            )
        check_usable(invitation.state)
    except RuleBroken as broken:
        return render_template("facilitator/accounts/invited/dead.html", sentence=broken.message), 410
    row = cookie.current()
    return render_template(
        "facilitator/accounts/invited/show.html",
        form=form,
        invitation=invitation,
        user=row.user if row else None,
        known=user_of(invitation.email) is not None,
    )


@bp.post("/<token>")
@public
def make(token: str) -> ResponseReturnValue:
    """Make the account, accept, and sign in: the second factor comes next where the role demands it."""
    invitation = invitation_of(token)
    form = NewAccountForm()
    if invitation is None or user_of(invitation.email) is not None or not form.accepted():
        return _page(invitation, form)
    try:
        user = make_account(invitation, form.name.data, form.new_password.data)
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return _page(invitation, form)
    _row, session_token = open_session(user, second_factor=False, browser=cookie.browser())
    record("signin.password", user)
    db.session.commit()
    cookie.begin(session_token)
    return redirect(url_for("home.index"))


@bp.post("/<token>/accepter")
@public
def take(token: str) -> ResponseReturnValue:
    """Accept with the account that is signed in, and act under the new role."""
    row, visit = cookie.required(), cookie.visit()
    invitation = invitation_of(token)
    if visit is not None and visit.missing_step is Step.SECOND_FACTOR:
        return redirect(url_for("second.challenge", next=url_for(".show", token=token)))
    if invitation is None:
        return _page(None, NewAccountForm())
    try:
        membership = accept(invitation, row.user)
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(url_for(".show", token=token))
    db.session.flush()
    session_token = choose(row, membership.id) or ""
    db.session.commit()
    cookie.keep(session_token)
    return redirect(url_for("home.index"))
