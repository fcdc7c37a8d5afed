"""The attendance of a cohort: its days and totals, the sheet of a day, the paper sheet, the files."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import saved
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from facilitator.formats import parse_hours, plural
from facilitator.words import RuleBroken
from geiq.cohorts.attendance.exports import DAYS, MARKS, PEOPLE
from geiq.cohorts.attendance.forms import CHOICES, WeekForm
from geiq.cohorts.attendance.queries import (
    Mark,
    days_of,
    make_half_days,
    mark_day,
    mark_rows,
    people_rows,
    sheet_of_day,
)
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import EDITORS, MEMBERS, form_page, own_cohort, trail
from geiq.cohorts.rules import Presence
from geiq.cohorts.sheet_queries import trains

bp = Blueprint("attendance", __name__, url_prefix="/cohortes")
PRESENCES = {presence.value: presence for presence in Presence}
ALL = "tous"


def marks(cohort: Cohort) -> bool:
    """Whether the asker fills the attendance: the body, or the training provider."""
    asker = current_asker()
    return asker.role in BODY_ROLES or trains(asker, cohort)


def way(cohort: Cohort) -> list[tuple[str, str]]:
    """The breadcrumb down to the attendance."""
    return [*trail(cohort), ("Émargement", url_for("attendance.index", cohort_id=cohort.id))]


@bp.get("/<int:cohort_id>/emargement")
@allow(*MEMBERS)
def index(cohort_id: int) -> ResponseReturnValue:
    """The days of the training and what each person's marks add up to."""
    asker, cohort = current_asker(), own_cohort(cohort_id)
    return render_template(
        "geiq/cohorts/attendance/index.html",
        cohort=cohort,
        days=days_of(asker, cohort),
        day_columns=DAYS,
        rows=people_rows(asker, cohort),
        columns=PEOPLE,
        marker=marks(cohort),
        editor=asker.role in BODY_ROLES,
        today=today(),
        trail=trail(cohort),
    )


@bp.get("/<int:cohort_id>/emargement/export.<ending>")
@allow(*MEMBERS)
def index_file(cohort_id: int, ending: str) -> ResponseReturnValue:
    """Every mark as a file."""
    cohort = own_cohort(cohort_id)
    listing = Listing(url_for("attendance.index", cohort_id=cohort.id))
    return download(ending, "Émargement", MARKS, mark_rows(current_asker(), cohort), listing)


@bp.get("/<int:cohort_id>/emargement/semaine")
@bp.post("/<int:cohort_id>/emargement/semaine")
@allow(*EDITORS)
def week(cohort_id: int) -> ResponseReturnValue:
    """Make the half-days from dates and a week; public holidays are left out."""
    cohort = own_cohort(cohort_id)
    form = WeekForm(starts_on=cohort.starts_on, ends_on=cohort.ends_on, slots=list(CHOICES))
    made: list[int] = []

    def act() -> None:
        made.append(make_half_days(cohort, form.starts_on.data, form.ends_on.data, form.pattern()))

    if saved(form, act):
        flash(f"{plural(made[0], 'demi-journée prévue', 'demi-journées prévues')}.")
        return redirect(url_for(".index", cohort_id=cohort.id))
    lead = (
        "Les jours fériés sont sautés, et la durée de la formation n’est pas dépassée. Les demi-journées "
        "déjà émargées ne changent pas. Pour une période en entreprise, recommencez avec ses dates."
    )
    cancel = url_for(".index", cohort_id=cohort.id)
    return form_page("Prévoir les demi-journées", form, cohort, lead=lead, cancel=cancel)


def day_or_404(text: str) -> date:
    """The day of an address."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


@bp.get("/<int:cohort_id>/emargement/<day>")
@bp.post("/<int:cohort_id>/emargement/<day>")
@allow(*MEMBERS)
def sheet(cohort_id: int, day: str) -> ResponseReturnValue:
    """Who was there on a day: one tap for all, or one by one, with the keyboard."""
    asker, cohort, on = current_asker(), own_cohort(cohort_id), day_or_404(day)
    if not marks(cohort):
        abort(404)
    halves, rows = sheet_of_day(asker, cohort, on)
    if not halves:
        abort(404)
    problem = ""
    if request.method == "POST":
        pairs = [(row.enrolment.id, half.id) for row in rows for half in halves]
        try:
            count = mark_day(cohort, halves, rows, dict(said(pairs)), asker.user_id)
            db.session.commit()
            flash(f"{plural(count, 'émargement enregistré', 'émargements enregistrés')}.")
            return redirect(url_for(".index", cohort_id=cohort.id))
        except RuleBroken as broken:
            db.session.rollback()
            problem = broken.message
    page = render_template(
        "geiq/cohorts/attendance/sheet.html",
        cohort=cohort,
        on=on,
        halves=halves,
        rows=rows,
        typed=request.form,
        problem=problem,
        presences=list(Presence),
        trail=way(cohort),
    )
    return page, 422 if problem else 200


def said(pairs: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Mark]]:
    """What the sheet says of each person and half-day. Raises `RuleBroken` when hours do not read."""
    everybody = request.form.get("act") == ALL
    for enrolment_id, half_id in pairs:
        name = f"{enrolment_id}-{half_id}"
        told = PRESENCES.get(request.form.get(f"p-{name}", ""))
        presence = told or (Presence.PRESENT if everybody else None)
        yield (enrolment_id, half_id), Mark(presence, parse_hours(request.form.get(f"m-{name}", "")))


@bp.get("/<int:cohort_id>/emargement/<day>/papier")
@allow(*MEMBERS)
def paper(cohort_id: int, day: str) -> ResponseReturnValue:
    """The sheet of a day to print and sign."""
    cohort, on = own_cohort(cohort_id), day_or_404(day)
    if not marks(cohort):
        abort(404)
    halves, rows = sheet_of_day(current_asker(), cohort, on)
    if not halves:
        abort(404)
    return render_template(
        "geiq/cohorts/attendance/paper.html",
        cohort=cohort,
        on=on,
        halves=halves,
        rows=rows,
        trail=way(cohort),
    )
