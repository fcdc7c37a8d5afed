"""Pages of the eligibility: the list, one person, decide, refuse, revoke, the file of criteria."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_of
from clauses.people.documents.queries import documents_about
from clauses.people.eligibility import deciding_queries, list_queries
from clauses.people.eligibility.criteria.proofs_rules import PROOFS
from clauses.people.eligibility.criteria.rules import CRITERIA
from clauses.people.eligibility.exports import COLUMNS, CRITERIA_COLUMNS, TONES
from clauses.people.eligibility.forms import CriteriaFileForm, RefuseForm, RevokeForm
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.queries import certificate_of, draft_of, history_of, open_requests, windows_of
from clauses.people.eligibility.rules import Situation, days_left, eligible_until
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of
from clauses.people.readings.queries import opened
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("eligibility", __name__, url_prefix="/eligibilite")
PART = "clauses/people/eligibility"
FILTERS = (Filter("q", "Nom"), Filter.of("etat", "Situation", Situation.choices()))


def own_person(participant_id: int) -> Participant:
    """A person of the asker's body, or 404."""
    return participant_of(current_asker(), participant_id) or abort(404)


def own_certificate(certificate_id: int) -> EligibilityCertificate:
    """A decision of the asker's body, or 404."""
    return certificate_of(current_asker(), certificate_id) or abort(404)


def soon() -> int:
    """How many days before its end a window is announced."""
    return whole(settings_of(current_asker(), today()), "eligibility_alert_days")


def listed(whole_list: bool = False) -> tuple[list[list_queries.Row], Listing]:
    """The people who answer the address; all of them for a file."""
    asker, day, within = current_asker(), today(), soon()
    listing = Listing.read(url_for(".index"), request.args, FILTERS, COLUMNS)
    found = list_queries.found_of(asker, listing.values, within, day)
    listing = listing.counted(list_queries.count_of(found))
    found = list_queries.ordered(found, listing.sort, day)
    if not whole_list:
        found = found.offset(listing.offset).limit(listing.size)
    return list_queries.rows_of(asker, found, within, day), listing


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Who waits for a decision first, then whose window ends soon, then everybody."""
    rows, listing = listed()
    return render_template(
        f"{PART}/index.html", rows=rows, listing=listing, columns=COLUMNS, situations=Situation
    )


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file: nothing of why."""
    rows, listing = listed(whole_list=True)
    return download(ending, "Éligibilité", COLUMNS, rows, listing)


@bp.get("/personnes/<int:participant_id>")
@allow(*BODY_ROLES)
def show(participant_id: int) -> ResponseReturnValue:
    """One person: how long her hours still count, what was decided, what was seen."""
    asker, person, day = current_asker(), own_person(participant_id), today()
    opened(asker, person)
    until = eligible_until(windows_of([person.id]).get(person.id, ()), day)
    draft = draft_of(asker, person.id)
    ready, lacks = list_queries.readiness(draft) if draft else (False, "")
    return render_template(
        f"{PART}/show.html",
        person=person,
        until=until,
        left=days_left(until, day),
        within=soon(),
        today=day,
        certificates=history_of(asker, person.id),
        requests=open_requests(person.body_id, [person.id]),
        documents=documents_about(asker, person.id),
        draft=draft,
        ready=ready,
        lacks=lacks,
        tones=TONES,
        criteria=CRITERIA,
        proofs=PROOFS,
    )


@bp.post("/personnes/<int:participant_id>/valider")
@allow(*BODY_ROLES)
def certify(participant_id: int) -> ResponseReturnValue:
    """One click: what was seen is enough, she is eligible. A second click changes nothing."""
    asker, person = current_asker(), own_person(participant_id)
    draft = draft_of(asker, person.id)
    if draft is None:
        until = eligible_until(windows_of([person.id]).get(person.id, ()), today())
        if until is None:
            flash("Rien n’a encore été vu pour cette personne : cochez ce que vous avez vu.", "error")
            return redirect(url_for("deciding.decide", participant_id=person.id))
        return redirect(url_for(".show", participant_id=person.id))
    try:
        deciding_queries.certify(asker, draft)
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(url_for("deciding.decide", participant_id=participant_id))
    db.session.commit()
    flash("Éligibilité validée. L’entreprise qui l’a demandée est prévenue.")
    return redirect(
        url_for(".index") if request.form.get("liste") else url_for(".show", participant_id=person.id)
    )


@bp.post("/personnes/<int:participant_id>/confirmer")
@allow(*BODY_ROLES)
def confirm(participant_id: int) -> ResponseReturnValue:
    """She is eligible already: answer the companies that ask."""
    person = own_person(participant_id)
    try:
        deciding_queries.confirm(current_asker(), person)
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(url_for("deciding.decide", participant_id=participant_id))
    db.session.commit()
    flash("L’entreprise sait jusqu’à quand ses heures comptent.")
    return redirect(
        url_for(".index") if request.form.get("liste") else url_for(".show", participant_id=person.id)
    )


@bp.route("/personnes/<int:participant_id>/refuser", methods=["GET", "POST"])
@allow(*BODY_ROLES)
def refuse(participant_id: int) -> ResponseReturnValue:
    """Not eligible, with the reason that stays in the body."""
    person, form = own_person(participant_id), RefuseForm()
    if form.accepted():
        try:
            deciding_queries.refuse(current_asker(), person, form.reason.data)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("La décision est enregistrée. L’entreprise qui l’a demandée est prévenue.")
            return redirect(url_for(".show", participant_id=participant_id))
    return render_template(f"{PART}/refuse.html", person=own_person(participant_id), form=form)


@bp.route("/decisions/<int:certificate_id>/arreter", methods=["GET", "POST"])
@allow(*BODY_ROLES)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Stop a window, from tomorrow at the earliest, with the reason."""
    certificate, form = own_certificate(certificate_id), RevokeForm()
    if form.accepted():
        try:
            deciding_queries.revoke(current_asker(), certificate, form.on.data, form.reason.data)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("L’éligibilité est arrêtée. Les employeurs de la personne sont prévenus.")
            return redirect(url_for(".show", participant_id=certificate.participant_id))
    return render_template(f"{PART}/revoke.html", certificate=own_certificate(certificate_id), form=form)


@bp.route("/criteres", methods=["GET", "POST"])
@allow(*BODY_ROLES)
def criteria_file() -> ResponseReturnValue:
    """The body's own file of criteria: asked with its purpose, noted in the journal."""
    form = CriteriaFileForm()
    if form.accepted():
        rows = list_queries.criteria_rows(current_asker())
        answer = download(
            form.ending.data, "Critères d’éligibilité", CRITERIA_COLUMNS, rows, Listing(request.path)
        )
        record(
            "eligibility.criteria_exported", "eligibility_certificate", count=len(rows), why=form.reason.data
        )
        db.session.commit()
        return answer
    return render_template(f"{PART}/criteria_file.html", form=form)
