"""The events of a cohort: plan one for it, tie one that exists, untie it."""

from flask import Blueprint, abort, flash, redirect
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from geiq.cohorts.events.forms import CohortEventForm, TieForm
from geiq.cohorts.events.queries import tie, ties_of, untie, untied
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import EDITORS, cohort_url, form_page, own_cohort
from worksites.events.offered_queries import offered_to
from worksites.events.pages import event_url
from worksites.events.queries import event_of
from worksites.events.record_queries import create_event
from worksites.events.rules import EventKind
from worksites.events.when_rules import span

bp = Blueprint("cohort_events", __name__, url_prefix="/cohortes")


@bp.get("/<int:cohort_id>/evenements/nouveau")
@bp.post("/<int:cohort_id>/evenements/nouveau")
@allow(*EDITORS)
def create(cohort_id: int) -> ResponseReturnValue:
    """Plan an event for a cohort: its information meeting first."""
    asker, cohort = current_asker(), own_cohort(cohort_id)
    form = CohortEventForm(data={"kind": EventKind.INFORMATION, "day": cohort.information_on})
    form.offer(offered_to(asker)["venue_id"])

    def act() -> str:
        starts_at, ends_at = span(form.day.data, form.starts.data, form.ends.data)
        event = create_event(
            asker.organisation_id,
            asker.user_id,
            [cohort.trade],
            kind=form.kind.data,
            starts_at=starts_at,
            ends_at=ends_at,
            venue_id=form.venue_id.data or None,
            operation_id=cohort.operation_id,
            worksite_id=_only_site(cohort),
        )
        tie(cohort, event)
        return event_url(event)

    there = done_once(form, act)
    if there is not None:
        flash("L’événement est en préparation. Sa liste d’invités peut se remplir de la cohorte.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    lead = "Métier et programme sont ceux de la cohorte ; une réunion d’information lui donne sa date."
    return form_page("Nouvel événement pour la cohorte", form, cohort, lead=lead)


def _only_site(cohort: Cohort) -> int | None:
    """The worksite the cohort is for, when there is one only."""
    sites = {need.worksite_id for need in cohort.needs}
    return sites.pop() if len(sites) == 1 else None


@bp.get("/<int:cohort_id>/evenements/rattacher")
@bp.post("/<int:cohort_id>/evenements/rattacher")
@allow(*EDITORS)
def attach(cohort_id: int) -> ResponseReturnValue:
    """Tie an event that exists."""
    asker, cohort, form = current_asker(), own_cohort(cohort_id), TieForm()
    offered = untied(asker)
    form.offer(offered)
    if form.accepted():
        tie(cohort, event_of(asker, form.event_id.data) or abort(404))
        db.session.commit()
        flash("L’événement est rattaché à la cohorte.")
        return redirect(cohort_url(cohort))
    lead = "" if offered else "Aucun événement n’est à rattacher : tous le sont déjà, ou il n’y en a pas."
    return form_page("Rattacher un événement", form, cohort, lead=lead, submit="Rattacher")


@bp.post("/<int:cohort_id>/evenements/<int:event_id>/detacher")
@allow(*EDITORS)
def detach(cohort_id: int, event_id: int) -> ResponseReturnValue:
    """Untie an event; it stays."""
    cohort = own_cohort(cohort_id)
    untie(next((one for one in ties_of(cohort.id) if one.event_id == event_id), None) or abort(404))
    db.session.commit()
    flash("L’événement n’est plus rattaché à la cohorte. Il reste dans la liste des événements.")
    return redirect(cohort_url(cohort))
