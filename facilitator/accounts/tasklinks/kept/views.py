"""Which links were sent to an organisation, opened when; end one, forget a device."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.accounts.organisations.queries import organisation_known
from facilitator.accounts.tasklinks.kept.queries import (
    device_seen,
    link_seen,
    opened_at,
    sent_to,
    trusted_by,
)
from facilitator.accounts.tasklinks.queries import revoke_device, revoke_link, state_of
from facilitator.accounts.tasklinks.rules import LinkState
from facilitator.clock import now
from facilitator.db import db

bp = Blueprint("tasklinks_kept", __name__, url_prefix="/organisations")
KEEPERS = (*sorted(BODY_ROLES), Role.COMPANY_ADMIN)
FOLDER = "facilitator/accounts/tasklinks/kept"


@bp.get("/<int:organisation_id>/liens")
@allow(*KEEPERS)
def index(organisation_id: int) -> ResponseReturnValue:
    """The links and the devices of an organisation."""
    asker = current_asker()
    organisation = organisation_known(asker, organisation_id) or abort(404)
    links = sent_to(asker, organisation.id)
    opened = opened_at(links)
    return render_template(
        f"{FOLDER}/index.html",
        organisation=organisation,
        rows=[(link, state_of(link, now()), opened.get(link.id)) for link in links],
        devices=trusted_by(asker, organisation.id),
        living=LinkState.LIVE,
    )


@bp.get("/liens/<int:link_id>/annuler")
@bp.post("/liens/<int:link_id>/annuler")
@allow(*KEEPERS)
def cancel(link_id: int) -> ResponseReturnValue:
    """End a link: whoever has it open is out at the next page."""
    link = link_seen(current_asker(), link_id) or abort(404)
    asked = Question(
        "Annuler ce lien\u202f?",
        f"Le lien envoyé à {link.address} n’ouvrira plus rien, dès la prochaine page.",
        "Annuler le lien",
        "Le lien est annulé.",
    )
    return confirmed(asked, link.organisation_id, lambda: revoke_link(link))


@bp.get("/appareils/<int:device_id>/oublier")
@bp.post("/appareils/<int:device_id>/oublier")
@allow(*KEEPERS)
def forget(device_id: int) -> ResponseReturnValue:
    """A device must give a code again."""
    device = device_seen(current_asker(), device_id) or abort(404)
    asked = Question(
        "Oublier cet appareil\u202f?",
        f"{device.browser}, de {device.address}, devra donner un code la prochaine fois.",
        "Oublier l’appareil",
        "L’appareil est oublié.",
    )
    return confirmed(asked, device.organisation_id, lambda: revoke_device(device))


@dataclass(frozen=True)
class Question:
    """What is asked before ending what somebody uses, and what is said afterwards."""

    title: str
    sentence: str
    submit: str
    done: str


def confirmed(asked: Question, organisation_id: int, end: Callable[[], None]) -> ResponseReturnValue:
    """Ask, then end it once the question is answered, and go back to the list."""
    back = url_for(".index", organisation_id=organisation_id)
    if request.method != "POST":
        return render_template(f"{FOLDER}/confirm.html", asked=asked, back=back)
    end()
    db.session.commit()
    flash(asked.done)
    return redirect(back)
