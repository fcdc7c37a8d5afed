"""The cohorts: the list and its files, one cohort, its form."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.list_queries import count_of
from clauses.contracts.pages import saved
from clauses.people.exits.list_queries import cohort_outcomes
from clauses.people.exits.rules import told
from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.feature import links_to, panels_on
from geiq.cohorts.attendance.queries import planned_places, totals_of
from geiq.cohorts.exports import COLUMNS, OTHERS_COLUMNS
from geiq.cohorts.forms import CohortForm
from geiq.cohorts.hires.pages import just_tied
from geiq.cohorts.hires.proposed_queries import to_tie
from geiq.cohorts.list_queries import choices_of, find_cohorts, ordered, rows_of
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import EDITORS, READERS, cohort_url, form_page, own_cohort, trail
from geiq.cohorts.person_queries import person_named
from geiq.cohorts.record_queries import change_cohort, create_cohort
from geiq.cohorts.rules import SHORT, CohortStage
from geiq.cohorts.sheet_queries import fills, hires, offered_to, sheet_of, trains

bp = Blueprint("cohorts", __name__, url_prefix="/cohortes")


def columns_of() -> tuple:
    """The columns that the asker may read."""
    return COLUMNS if current_asker().role in BODY_ROLES | BUYER_ROLES else OTHERS_COLUMNS


def listing_of() -> Listing:
    """The list as its address asks for it."""
    asker = current_asker()
    choices = choices_of(asker) | {"personne": person_named(asker, request.args.get("personne", ""))}
    filters = (
        Filter("q", "Nom, métier ou lieu"),
        Filter.of("nature", "Nature", [(kind.value, text) for kind, text in SHORT.items()]),
        Filter.of("etape", "Étape", CohortStage.choices()),
        Filter.of("metier", "Métier", choices["metier"]),
        Filter.of("programme", "Programme", choices["programme"]),
        Filter.of("geiq", "GEIQ", choices["geiq"]),
        Filter.of("organisme", "Organisme de formation", choices["organisme"]),
        Filter.of("annee", "Année", choices["annee"]),
        Filter.of("personne", "Personne", choices["personne"]),
    )
    return Listing.read(url_for(".index"), request.args, filters, columns_of(), "debut")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The cohorts the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_cohorts(asker, listing.values)
    listing = listing.counted(count_of(found))
    return render_template(
        "geiq/cohorts/index.html",
        rows=rows_of(asker, ordered(found, listing.sort), listing.offset, listing.size),
        columns=columns_of(),
        listing=listing,
        editor=asker.role in BODY_ROLES,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file: what is seen, or everything."""
    asker, listing = current_asker(), listing_of()
    rows = rows_of(asker, ordered(find_cohorts(asker, listing.values), listing.sort))
    return download(ending, "Cohortes", columns_of(), rows, listing)


@bp.get("/<int:cohort_id>")
@allow(*READERS)
def show(cohort_id: int) -> ResponseReturnValue:
    """One cohort, as the asker may read it."""
    asker, cohort = current_asker(), own_cohort(cohort_id)
    return render_template(
        "geiq/cohorts/show.html",
        cohort=cohort,
        sheet=sheet_of(asker, cohort),
        editor=asker.role in BODY_ROLES,
        fills=fills(asker, cohort),
        trains=trains(asker, cohort),
        hires=hires(asker, cohort),
        buyer=asker.role in BUYER_ROLES,
        planned=planned_places(cohort),
        totals=totals_of(cohort),
        tying=to_tie(asker, cohort) if asker.role in BODY_ROLES or hires(asker, cohort) else [],
        just_tied=just_tied(request.args.get("rattachee", "")),
        outcomes=[told(one, 1) for one in cohort_outcomes(cohort.id, today()) if one.asked],
        links=links_to("cohort", cohort.id),
        panels=panels_on("cohort", cohort.id),
        trail=trail(),
    )


@bp.get("/nouvelle")
@bp.post("/nouvelle")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new cohort, at its need."""
    asker, form = current_asker(), CohortForm()
    form.offer(offered_to(asker))
    made: list[Cohort] = []
    if saved(form, lambda: made.append(create_cohort(asker.organisation_id, **form.values()))):
        flash("La cohorte est enregistrée.")
        return redirect(cohort_url(made[0]))
    lead = "Seuls la nature, le nom, le métier et les places sont nécessaires : le reste viendra en route."
    return form_page("Nouvelle cohorte", form, lead=lead)


@bp.get("/<int:cohort_id>/modifier")
@bp.post("/<int:cohort_id>/modifier")
@allow(*EDITORS)
def edit(cohort_id: int) -> ResponseReturnValue:
    """Change a cohort; somebody else's change since the form was shown stops it."""
    cohort = own_cohort(cohort_id)
    form = CohortForm(obj=cohort)
    form.offer(offered_to(current_asker()))
    if request.method != "POST":
        form.shown_version.data = str(cohort.version)
    text = form.shown_version.data or ""
    version = int(text) if text.isdecimal() else 0
    try:
        if saved(form, lambda: change_cohort(cohort, version, **form.values())):
            flash("La cohorte est modifiée.")
            return redirect(cohort_url(cohort))
    except Outdated:
        db.session.rollback()
        form.shown_version.data = str(cohort.version)
        lead = (
            "Quelqu’un a modifié cette cohorte pendant que vous écriviez. Rien n’a été enregistré, et votre "
            "saisie est ci-dessous : enregistrez de nouveau pour la garder."
        )
        return form_page("Cette cohorte vient d’être modifiée", form, cohort, lead=lead, code=409)
    return form_page("Modifier la cohorte", form, cohort)
