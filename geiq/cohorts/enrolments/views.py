"""The candidates of a cohort: the list and its files, propose people, move those that are ticked."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import plural
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.forms import MoveForm
from geiq.cohorts.enrolments.queries import (
    CandidateRow,
    Move,
    candidates_offered,
    move,
    propose,
    rows_of,
    take_back,
)
from geiq.cohorts.enrolments.rules import BACK, PROVIDER_SAYS
from geiq.cohorts.exports import CANDIDATES
from geiq.cohorts.hires.rules import HIRABLE
from geiq.cohorts.models import Cohort
from geiq.cohorts.pages import EDITORS, MEMBERS, NAMERS, cohort_url, own_cohort, own_enrolment, trail
from geiq.cohorts.queries import seats_of
from geiq.cohorts.rules import EnrolmentState
from geiq.cohorts.sheet_queries import fills, hires, trains

bp = Blueprint("enrolments", __name__, url_prefix="/cohortes")
STATES = {state.value: state for state in EnrolmentState}


def sayable(cohort: Cohort) -> list[EnrolmentState]:
    """The states that the asker may say: a body all, the provider those of the training, others none."""
    asker = current_asker()
    if asker.role in BODY_ROLES:
        return list(EnrolmentState)
    return [one for one in EnrolmentState if one in PROVIDER_SAYS] if trains(asker, cohort) else []


def listing_of(cohort: Cohort, rows: Sequence[CandidateRow]) -> Listing:
    """The list as its address asks for it."""
    senders = {one.enrolment.referrer for one in rows if one.enrolment.referrer}
    filters = (
        Filter("q", "Nom ou prénom"),
        Filter.of("etat", "État", EnrolmentState.choices()),
        Filter.of("prescripteur", "Orienté par", sorted((one.id, one.name) for one in senders)),
        Filter.of("embauche", "Embauche", [("oui", "Embauchés"), ("non", "Pas encore embauchés")]),
    )
    path = url_for(".index", cohort_id=cohort.id)
    return Listing.read(path, request.args, filters, CANDIDATES, "nom")


def shown_rows(cohort: Cohort) -> tuple[list[CandidateRow], Listing]:
    """The lines that the filters leave, in order."""
    rows = rows_of(current_asker(), cohort)
    listing = listing_of(cohort, rows)
    return [one for one in rows if one.answers(listing.values)], listing


@bp.get("/<int:cohort_id>/candidats")
@allow(*NAMERS)
def index(cohort_id: int) -> ResponseReturnValue:
    """The candidates that the asker may see, to be ticked and moved."""
    cohort = own_cohort(cohort_id)
    return _page(cohort, _form(cohort))


def _form(cohort: Cohort) -> MoveForm:
    form = MoveForm()
    form.offer(sayable(cohort))
    if request.method != "POST":
        form.on.data = today()
    return form


def _page(cohort: Cohort, form: MoveForm, ticked: Sequence[int] = ()) -> ResponseReturnValue:
    asker = current_asker()
    rows, listing = shown_rows(cohort)
    listing = listing.counted(len(rows))
    page = render_template(
        "geiq/cohorts/enrolments/index.html",
        cohort=cohort,
        rows=sorted_rows(rows, listing)[listing.offset : listing.offset + listing.size],
        columns=CANDIDATES,
        listing=listing,
        form=form,
        ticked=set(ticked),
        seats=seats_of(cohort) if asker.role in BODY_ROLES or fills(asker, cohort) else None,
        mover=bool(sayable(cohort)),
        editor=asker.role in BODY_ROLES,
        hirer=HIRABLE if asker.role in BODY_ROLES or hires(asker, cohort) and fills(asker, cohort) else (),
        back=BACK,
        trail=trail(cohort),
    )
    return page, 422 if form.errors else 200


def sorted_rows(rows: Sequence[CandidateRow], listing: Listing) -> list[CandidateRow]:
    """The lines in the order of the address."""
    order = list(EnrolmentState)
    keys = {
        "nom": lambda row: row.enrolment.participant.search_key,
        "etat": lambda row: order.index(row.enrolment.state),
        "depuis": lambda row: row.since,
    }
    return sorted(rows, key=keys[listing.sort_by], reverse=listing.descends)


@bp.get("/<int:cohort_id>/candidats/export.<ending>")
@allow(*NAMERS)
def index_file(cohort_id: int, ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    cohort = own_cohort(cohort_id)
    rows, listing = shown_rows(cohort)
    return download(ending, "Candidats", CANDIDATES, sorted_rows(rows, listing), listing)


@bp.post("/<int:cohort_id>/candidats/deplacer")
@allow(*MEMBERS)
def move_ticked(cohort_id: int) -> ResponseReturnValue:
    """The ticked candidates take a step, all or none."""
    asker, cohort = current_asker(), own_cohort(cohort_id)
    ids = [int(one) for one in request.form.getlist("ids") if one.isascii() and one.isdigit()]
    form = _form(cohort)
    if form.accepted():
        there = [one.enrolment for one in rows_of(asker, cohort) if one.enrolment.id in set(ids)]
        step = Move(form.state.data, form.on.data or today(), form.leaving_reason.data)
        try:
            if not there:
                raise RuleBroken("Cochez au moins une personne.")
            count = move(cohort, there, step)
            db.session.commit()
            flash(f"{step.to.label} : {plural(count, 'personne')}.")
            return redirect(url_for(".index", cohort_id=cohort.id))
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
    return _page(cohort, form, ids)


@bp.post("/candidats/<int:enrolment_id>/reprendre")
@allow(*EDITORS)
def undo(enrolment_id: int) -> ResponseReturnValue:
    """Undo one step of a candidate, taken by mistake."""
    enrolment = own_enrolment(enrolment_id)
    cohort_id = enrolment.cohort_id
    try:
        take_back(enrolment)
        db.session.commit()
        flash(f"{enrolment.participant.name} : {enrolment.state.label}.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".index", cohort_id=cohort_id))


@bp.get("/<int:cohort_id>/proposer")
@bp.post("/<int:cohort_id>/proposer")
@allow(*MEMBERS)
def propose_people(cohort_id: int) -> ResponseReturnValue:
    """Propose people for a cohort: those that a name finds, several at once."""
    asker, cohort = current_asker(), own_cohort(cohort_id)
    problem = ""
    if request.method == "POST":
        ids = [int(one) for one in request.form.getlist("ids") if one.isascii() and one.isdigit()]
        try:
            made = propose(asker, cohort, ids)
            db.session.commit()
            flash(f"Orienté : {plural(len(made), 'personne')}.")
            return redirect(cohort_url(cohort, "candidats"))
        except RuleBroken as broken:
            db.session.rollback()
            problem = broken.message
    text = request.values.get("q", "").strip()[:200]
    page = render_template(
        "geiq/cohorts/enrolments/propose.html",
        cohort=cohort,
        text=text,
        rows=candidates_offered(asker, cohort, text),
        problem=problem,
        editor=asker.role in BODY_ROLES,
        trail=trail(cohort),
    )
    return page, 422 if problem else 200
