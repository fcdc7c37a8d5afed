"""Pages of the members: list, invitation, withdrawal."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.accounts.invitations.queries import call_back, invite, offers, pending
from facilitator.accounts.members.forms import InvitationForm
from facilitator.accounts.members.queries import (
    invitation_seen,
    members_of,
    organisation_with_members,
    resettable,
    revocable,
    revoke,
    start_factors_over,
)
from facilitator.accounts.members.rules import may_revoke
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("members", __name__)
KEEPERS = (*sorted(BODY_ROLES), Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN)


def seen(organisation_id: int) -> Organisation:
    """The organisation; 404 when its members are not for the asker to see."""
    return organisation_with_members(current_asker(), organisation_id) or abort(404)


def back(organisation_id: int) -> ResponseReturnValue:
    """To the members of the organisation."""
    return redirect(url_for(".index", organisation_id=organisation_id))


@bp.get("/organisations/<int:organisation_id>/membres")
@allow(*KEEPERS)
def index(organisation_id: int) -> ResponseReturnValue:
    """Who may act for the organisation, and who is invited."""
    asker, organisation = current_asker(), seen(organisation_id)
    at_home = organisation.id == asker.organisation_id
    return render_template(
        "facilitator/accounts/members/index.html",
        organisation=organisation,
        members=[(one, may_revoke(asker.role, one.role, at_home)) for one in members_of(organisation)],
        invitations=[(one, may_revoke(asker.role, one.role, at_home)) for one in pending(organisation)],
        may_invite=bool(offers(asker, organisation)),
        may_reset={one.id for one in members_of(organisation) if resettable(asker, one.id)},
    )


@bp.get("/membres")
@allow(Role.HEAD, Role.COMPANY_ADMIN)
def home() -> ResponseReturnValue:
    """The members of the asker's own organisation."""
    return back(current_asker().organisation_id)


@bp.get("/organisations/<int:organisation_id>/membres/inviter")
@bp.post("/organisations/<int:organisation_id>/membres/inviter")
@allow(*KEEPERS)
def offer(organisation_id: int) -> ResponseReturnValue:
    """Invite somebody by mail."""
    asker, organisation = current_asker(), seen(organisation_id)
    roles = offers(asker, organisation) or abort(404)
    form = InvitationForm(role=roles[0].value if len(roles) == 1 else None)
    form.role.choices = {role.value: role.label for role in roles}
    if form.accepted():
        try:
            invite(asker, organisation, Role(form.role.data), form.email.data, form.name.data)
            db.session.commit()
            flash("L’invitation est partie. Elle est valable quatorze jours.")
            return back(organisation.id)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
    return render_template("facilitator/accounts/members/invite.html", form=form, organisation=organisation)


@bp.get("/invitations/<int:invitation_id>/annuler")
@bp.post("/invitations/<int:invitation_id>/annuler")
@allow(*KEEPERS)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Call an invitation back: its link is dead."""
    invitation = invitation_seen(current_asker(), invitation_id) or abort(404)
    if request.method != "POST":
        return render_template("facilitator/accounts/members/withdraw.html", invitation=invitation)
    call_back(invitation)
    db.session.commit()
    flash("L’invitation est annulée : son lien ne sert plus.")
    return back(invitation.organisation_id)


@bp.get("/membres/<int:membership_id>/retirer")
@bp.post("/membres/<int:membership_id>/retirer")
@allow(*KEEPERS)
def remove(membership_id: int) -> ResponseReturnValue:
    """Take a membership away."""
    membership = revocable(current_asker(), membership_id) or abort(404)
    organisation_id, refusal = membership.organisation_id, ""
    if request.method == "POST":
        try:
            revoke(membership)
            db.session.commit()
            flash("L’accès est retiré. Les sessions ouvertes sont fermées.")
            return back(organisation_id)
        except RuleBroken as broken:
            refusal = broken.message
    return render_template("facilitator/accounts/members/remove.html", membership=membership, refusal=refusal)


@bp.get("/membres/<int:membership_id>/seconds-facteurs")
@bp.post("/membres/<int:membership_id>/seconds-facteurs")
@allow(*KEEPERS)
def reset(membership_id: int) -> ResponseReturnValue:
    """Start the second factors of somebody who has lost them over."""
    membership = resettable(current_asker(), membership_id) or abort(404)
    if request.method != "POST":
        return render_template("facilitator/accounts/members/reset.html", membership=membership)
    start_factors_over(membership)
    db.session.commit()
    flash("Les seconds facteurs sont remis à zéro. La personne est prévenue par courriel.")
    return back(membership.organisation_id)
