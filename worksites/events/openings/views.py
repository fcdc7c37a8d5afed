"""The companies and the partners of an event, and the jobs that companies bring."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.models import Event
from worksites.events.openings.forms import OpeningForm, OrganisationForm
from worksites.events.openings.queries import (
    commitments_for,
    opening_of,
    organisation_guest,
    organisations_offered,
)
from worksites.events.openings.record_queries import (
    add_organisation,
    remove_opening,
    remove_organisation,
    set_opening,
)
from worksites.events.pages import EDITORS, INVITED, done, event_url, own_event, part_page
from worksites.events.rules import GuestKind

bp = Blueprint("event_openings", __name__, url_prefix="/evenements")
WRITERS = (*EDITORS, *INVITED)
PART = "entreprises"


def own_guest(guest_id: int) -> EventGuest:
    """A company or a partner that the asker may write for, or 404."""
    return organisation_guest(current_asker(), guest_id) or abort(404)


def own_opening(opening_id: int) -> EventOpening:
    """A job that the asker may write, or 404."""
    return opening_of(current_asker(), opening_id) or abort(404)


@bp.get("/<int:event_id>/entreprise")
@bp.post("/<int:event_id>/entreprise")
@allow(*EDITORS)
def add_company(event_id: int) -> ResponseReturnValue:
    """A company on the list; it is written to from the invitations."""
    return _guest_page("Ajouter une entreprise", own_event(event_id), GuestKind.COMPANY)


@bp.get("/<int:event_id>/partenaire")
@bp.post("/<int:event_id>/partenaire")
@allow(*EDITORS)
def add_partner(event_id: int) -> ResponseReturnValue:
    """A partner on the list; it is written to from the invitations."""
    return _guest_page("Ajouter un partenaire", own_event(event_id), GuestKind.PARTNER)


@bp.post("/structures/<int:guest_id>/retirer")
@allow(*EDITORS)
def remove_guest(guest_id: int) -> ResponseReturnValue:
    """Take a company or a partner off the list, before it was told."""
    guest = own_guest(guest_id)
    event = guest.event
    done(lambda: remove_organisation(guest), "La structure est retirée de la liste.")
    return redirect(event_url(event, PART))


@bp.get("/structures/<int:guest_id>/poste")
@bp.post("/structures/<int:guest_id>/poste")
@allow(*WRITERS)
def add(guest_id: int) -> ResponseReturnValue:
    """A job more."""
    return _page("Ajouter un poste", own_guest(guest_id), None, OpeningForm())


@bp.get("/postes/<int:opening_id>")
@bp.post("/postes/<int:opening_id>")
@allow(*WRITERS)
def edit(opening_id: int) -> ResponseReturnValue:
    """Change a job."""
    opening = own_opening(opening_id)
    return _page("Modifier le poste", opening.guest, opening, OpeningForm(obj=opening))


@bp.post("/postes/<int:opening_id>/supprimer")
@allow(*WRITERS)
def remove(opening_id: int) -> ResponseReturnValue:
    """A job less."""
    opening = own_opening(opening_id)
    event = opening.guest.event
    done(lambda: remove_opening(opening, _by_guest()), "Le poste est supprimé.")
    return redirect(event_url(event, PART))


def _guest_page(title: str, event: Event, kind: GuestKind) -> ResponseReturnValue:
    form = OrganisationForm()
    form.offer(organisations_offered(current_asker(), event, kind))

    def act() -> None:
        add_organisation(event, form.organisation_id.data, kind)

    lead = "Rien ne part encore : les invitations s’envoient ensuite."
    return part_page(title, form, event, act, PART, lead=lead)


def _by_guest() -> bool:
    return current_asker().role not in BODY_ROLES


def _page(
    title: str, guest: EventGuest, opening: EventOpening | None, form: OpeningForm
) -> ResponseReturnValue:
    form.offer(commitments_for(current_asker(), guest))

    def act() -> None:
        set_opening(guest, opening, _by_guest(), **form.values())

    return part_page(title, form, guest.event, act, PART, lead=guest.shown_name)
