"""Pages of the staffing requests: what companies need, who is proposed and why, what was answered."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.recovery.pages import acting_page
from clauses.contracts.models import Commitment
from clauses.people.employments.queries import employment_of
from clauses.people.employments.trades.rules import offered
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import companies_of
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from geiq.matching.candidate_queries import ranked_for
from geiq.matching.exports import OWN_REQUESTS, REQUESTS
from geiq.matching.forms import CloseForm, EmploymentLinkForm, ProposalForm, ProposeForm, StaffingForm
from geiq.matching.letter_queries import send_proposals
from geiq.matching.list_queries import (
    count,
    employments_after,
    find_requests,
    is_at_risk,
    request_rows,
)
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.pages import (
    ASKERS,
    EDITORS,
    PART,
    own_proposal,
    own_request,
    request_url,
    running_commitments,
    shown_of,
    trail,
)
from geiq.matching.queries import answer, ask_people, attach, close_request, propose, withdraw
from geiq.matching.rules import ProposalState, StaffingState

bp = Blueprint("staffing", __name__, url_prefix="/besoins-de-recrutement")
LEAD = "Dites qui il vous faut : le facilitateur vous propose des personnes, avec ses raisons."
MOST_SHOWN = 60
"""People on the page of a search: nobody reads further down a ranking."""
WAITING = [("a-proposer", "Personne n’est proposé"), ("attendue", "Réponse attendue")]


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [
        Filter("q", "Métier, lieu ou entreprise"),
        Filter.of("etat", "État", StaffingState.choices()),
        Filter.of("reponse", "Reste à faire", WAITING),
    ]
    return Listing.read(url_for(".index"), request.args, filters, columns_of(), "debut")


def columns_of() -> tuple:
    """The columns that the asker reads."""
    return REQUESTS if current_asker().role in BODY_ROLES else OWN_REQUESTS


@bp.get("/")
@allow(*ASKERS)
def index() -> ResponseReturnValue:
    """What companies need."""
    listing = listing_of()
    found = find_requests(current_asker(), listing.values)
    listing = listing.counted(count(found))
    rows = request_rows(found, listing.sort, listing.offset, listing.size)
    body = current_asker().role in BODY_ROLES
    shown = {"rows": rows, "columns": columns_of(), "listing": listing, "body": body}
    return render_template(f"{PART}/index.html", **shown)


@bp.get("/export.<ending>")
@allow(*sorted(BODY_ROLES | COMPANY_ROLES))
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = request_rows(find_requests(current_asker(), listing.values), listing.sort)
    return download(ending, "Besoins de recrutement", columns_of(), rows, listing)


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*ASKERS)
def create() -> ResponseReturnValue:
    """A company says whom it needs (or the body notes that it did)."""
    form, asker, known = StaffingForm(), current_asker(), running_commitments()
    body = asker.role in BODY_ROLES
    companies = {one.id: one for one in db.session.scalars(companies_of(asker))} if body else {}
    form.offer(
        [(key, one.name) for key, one in companies.items()] if body else None,
        [(key, _said(one, body)) for key, one in known.items()],
    )
    if request.method == "GET" and (picked := request.args.get("engagement", "")).isdecimal():
        _prefill(form, known.get(int(picked)), body)

    def act() -> str:
        here = db.session.get_one(Organisation, asker.organisation_id)
        company = companies[form.organisation_id.data] if body else here
        commitment = known.get(form.commitment_id.data)
        body_id = asker.body_id or (asker.scope.body_id if asker.scope else _body_of(commitment))
        made = ask_people(body_id, company, asker.account_id, commitment=commitment, **form.values())
        db.session.flush()
        return request_url(made)

    return acting_page(
        form,
        act,
        "Nouveau besoin de recrutement",
        trail(),
        template=f"{PART}/sheet.html",
        trades=offered(),
        lead="Notez ce que l’entreprise vous a demandé." if body else LEAD,
        cancel=url_for(".index"),
        done="Le besoin est enregistré.",
    )


def _said(one: Commitment, body: bool) -> str:
    contract = one.terms.lot.contract
    lot = f"{contract.reference}, lot {one.terms.lot.number}"
    return f"{one.organisation.name}, {lot}" if body else f"{lot} : {contract.title}"


def _prefill(form: StaffingForm, commitment: Commitment | None, body: bool) -> None:
    if commitment is not None:
        form.commitment_id.data = commitment.id
        if body:
            form.organisation_id.data = commitment.organisation_id


def _body_of(commitment: Commitment | None) -> int:
    if commitment is None:
        raise RuleBroken("Choisissez le marché : il dit quel facilitateur vous répondra.", "commitment_id")
    return commitment.terms.lot.contract.body_id


@bp.get("/<int:request_id>")
@allow(*ASKERS)
def show(request_id: int) -> ResponseReturnValue:
    """One request, and the people proposed for it."""
    row = own_request(request_id)
    return render_template(
        f"{PART}/show.html",
        row=row,
        people=shown_of(row),
        body=current_asker().role in BODY_ROLES,
        states=StaffingState,
        taken=ProposalState.HIRED,
        trail=trail(),
    )


@bp.get("/<int:request_id>/clore")
@bp.post("/<int:request_id>/clore")
@allow(*ASKERS)
def close(request_id: int) -> ResponseReturnValue:
    """Close a need that will not be filled."""
    row, form = own_request(request_id), CloseForm()

    def act() -> str:
        close_request(row, form.reason.data or "")
        return request_url(row)

    lead = "Les personnes qui attendent une réponse ne seront plus proposées."
    shown = {"lead": lead, "cancel": request_url(row), "submit": "Clore", "done": "Le besoin est clos."}
    return acting_page(form, act, "Clore le besoin", trail(row), **shown)


@bp.get("/<int:request_id>/personnes")
@bp.post("/<int:request_id>/personnes")
@allow(*EDITORS)
def find(request_id: int) -> ResponseReturnValue:
    """The people who could be proposed, best first, each with her reasons; tick, then propose."""
    row, form = own_request(request_id), ProposeForm()
    if row.state is not StaffingState.OPEN:
        abort(404)
    ranked = ranked_for(current_asker(), row, today())
    ticked = {int(one) for one in request.form.getlist("chosen") if one.isdecimal()}

    def act() -> str:
        chosen = [one for one in ranked if one.candidate.person_id in ticked]
        made = propose(row, chosen, bool(form.agreed.data), current_asker().user_id)
        db.session.flush()
        if form.told.data:
            send_proposals(row, made)
        return request_url(row)

    there = done_once(form, act)
    if there is not None:
        flash("Les personnes sont proposées.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    shown = {"row": row, "form": form, "ranked": ranked[:MOST_SHOWN], "total": len(ranked), "ticked": ticked}
    page = render_template(f"{PART}/find.html", trail=trail(row), at_risk=is_at_risk(row), **shown)
    return page, 422 if form.errors else 200


@bp.get("/propositions/<int:proposal_id>/repondre")
@bp.post("/propositions/<int:proposal_id>/repondre")
@allow(*ASKERS)
def reply(proposal_id: int) -> ResponseReturnValue:
    """What the company makes of a person."""
    row, form = own_proposal(proposal_id), ProposalForm()

    def act() -> str:
        answer(row, form.state.data, form.refusal.data, form.remark.data or "")
        return request_url(row.request)

    shown = {"submit": "Répondre", "cancel": request_url(row.request), "done": "La réponse est enregistrée."}
    lead = f"{row.participant.name}, pour le besoin « {row.request.trade} »."
    return acting_page(form, act, "Répondre sur une personne", trail(row.request), lead=lead, **shown)


@bp.get("/propositions/<int:proposal_id>/retirer")
@bp.post("/propositions/<int:proposal_id>/retirer")
@allow(*EDITORS)
def take_back(proposal_id: int) -> ResponseReturnValue:
    """Take back somebody who is no longer free."""
    row = own_proposal(proposal_id)
    if request.method == "POST":
        try:
            withdraw(row)
            db.session.commit()
            flash("La personne n’est plus proposée.")
        except RuleBroken as broken:
            db.session.rollback()
            flash(broken.message, "error")
        return redirect(request_url(row.request))
    return render_template(f"{PART}/take_back.html", row=row, trail=trail(row.request))


@bp.get("/propositions/<int:proposal_id>/embauche")
@bp.post("/propositions/<int:proposal_id>/embauche")
@allow(*EDITORS)
def hire(proposal_id: int) -> ResponseReturnValue:
    """Which employment followed."""
    row, form = own_proposal(proposal_id), EmploymentLinkForm()
    form.offer(employments_after(row))

    def act() -> str:
        attach(row, employment_of(current_asker(), form.employment_id.data) or abort(404))
        return request_url(row.request)

    return _hiring_page(row, form, act)


def _hiring_page(row: Proposal, form: EmploymentLinkForm, act: object) -> ResponseReturnValue:
    new = url_for("employments.new", personne=row.participant_id, engagement=_engagement(row.request))
    return acting_page(
        form,
        act,  # type: ignore[arg-type]
        "Rattacher le contrat de travail",
        trail(row.request),
        template=f"{PART}/hire.html",
        new=new,
        person=row.participant.name,
        cancel=request_url(row.request),
        done="Le contrat de travail est rattaché.",
    )


def _engagement(row: StaffingRequest) -> int | str:
    return row.commitment_id or ""
