"""A series: how it comes back, then the days that are kept."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.exchange.listing import is_day
from facilitator.formats import day, weekday
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from worksites.events.dates.calendar_rules import holiday, school_holiday, zone_of
from worksites.events.models import Event
from worksites.events.pages import EDITORS, form_page, own_event
from worksites.events.series.forms import DaysForm, SeriesForm
from worksites.events.series.record_queries import make_series
from worksites.events.series.rules import MOST, series_days
from worksites.events.when_rules import local

bp = Blueprint("event_series", __name__, url_prefix="/evenements")


@bp.get("/<int:event_id>/serie")
@bp.post("/<int:event_id>/serie")
@allow(*EDITORS)
def plan(event_id: int) -> ResponseReturnValue:
    """How an event comes back."""
    event, form = own_event(event_id), SeriesForm()
    if form.accepted():
        first = local(event.starts_at).date()
        try:
            days = series_days(first, form.every.data, form.step.data, form.times.data, form.until.data)
            said = [one.isoformat() for one in days]
            return redirect(url_for(".keep", event_id=event.id, jour=said))
        except RuleBroken as broken:
            form.refuse(broken)
    lead = "Les dates se voient avant d’être enregistrées : vous décochez celles qui ne vont pas."
    return form_page("En faire une série", form, event, lead=lead, submit="Voir les dates")


@bp.get("/<int:event_id>/serie/dates")
@bp.post("/<int:event_id>/serie/dates")
@allow(*EDITORS)
def keep(event_id: int) -> ResponseReturnValue:
    """The days that are kept; holidays are said, and public ones are left out until they are ticked."""
    event = own_event(event_id)
    days = [date.fromisoformat(text) for text in request.args.getlist("jour")[:MOST] if is_day(text)]
    form = DaysForm(days=[on.isoformat() for on in days if not holiday(on)])
    form.offer(_said(event, days))

    def act() -> str:
        count = make_series(event, form.kept(), current_asker().account_id, form.with_guests.data)
        flash(f"Événements créés : {count}. Chacun est en préparation.")
        return url_for("events.index", serie=event.series)

    there = done_once(form, act)
    if there is not None:
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    lead = "Chacun reprend tout de cet événement, à la même heure."
    return form_page("Dates de la série", form, event, lead=lead, submit="Créer ces événements")


def _said(event: Event, days: Sequence[date]) -> list[tuple[date, str]]:
    zone = zone_of(event.venue.postcode if event.venue else "")
    found = []
    for on in days:
        name = f"férié, {holiday(on)}" if holiday(on) else school_holiday(on, zone)
        notes = name.replace("'", "’")
        found.append((on, f"{weekday(on)} {day(on)}" + (f" ({notes})" if notes else "")))
    return found
