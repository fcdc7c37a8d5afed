"""Pages of the penalty files: the list, one file, opening one, its facts, its drafts."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.penalties.drafts import decision, notice, notice_title
from clauses.compliance.penalties.exports import COLUMNS
from clauses.compliance.penalties.forms import FactsForm
from clauses.compliance.penalties.list_queries import Awaited, count, find_files, rows_of, since, timeline_of
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.pages import (
    EDITORS,
    OFFICE,
    READERS,
    acts_on,
    file_url,
    own_file,
    step_page,
    trail,
)
from clauses.compliance.penalties.queries import Breach, mend_file, open_file
from clauses.compliance.penalties.rules import TONES, FileState
from clauses.compliance.recovery.pages import acting_page
from clauses.contracts.models import Commitment
from clauses.contracts.pages import contract_url, own_contract, own_part
from clauses.contracts.pages import trail as contract_trail
from clauses.contracts.rules import Party
from clauses.texts.own.views import send_docx
from facilitator.access import BUYER_ROLES, Role, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import day

bp = Blueprint("penalties", __name__, url_prefix="/penalites")


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [
        Filter.of("etat", "État", FileState.choices()),
        Filter.of("tour", "À qui d’agir", Awaited.choices()),
    ]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "-numero")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The penalty files the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_files(asker, listing.values, today())
    listing = listing.counted(count(found))
    rows = rows_of(found, listing.sort, listing.offset, listing.size)
    return render_template(
        "clauses/compliance/penalties/index.html", rows=rows, columns=COLUMNS, listing=listing, asker=asker
    )


@bp.get("/export.<ending>")
@allow(*(role for role in READERS if role is not Role.LINK))
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = rows_of(find_files(current_asker(), listing.values, today()), listing.sort)
    return download(ending, "Pénalités", COLUMNS, rows, listing)


@bp.get("/<int:file_id>")
@allow(*READERS)
def show(file_id: int) -> ResponseReturnValue:
    """One file: facts, amount step by step, what was done on each side, what is to be done now."""
    file, asker = own_file(file_id), current_asker()
    return render_template(
        "clauses/compliance/penalties/show.html",
        file=file,
        asker=asker,
        office=asker.role in OFFICE,
        buyer=asker.role in BUYER_ROLES,
        acts=acts_on(file, asker),
        reckoning=file.reckoning,
        moments=timeline_of(file, asker),
        since=since(file, today()),
        tones=TONES,
        notice_title=notice_title(file),
        trail=trail(),
    )


@bp.get("/marche/<int:contract_id>/ouvrir")
@allow(*EDITORS)
def choose(contract_id: int) -> ResponseReturnValue:
    """Choose the company and the clause of a new file."""
    contract = own_contract(contract_id)
    held = [one for one in contract.commitments if one.party is not Party.SUBCONTRACTOR]
    return render_template(
        "clauses/compliance/penalties/choose.html",
        contract=contract,
        rows=held,
        trail=contract_trail(contract),
    )


@bp.get("/engagements/<int:commitment_id>/ouvrir")
@bp.post("/engagements/<int:commitment_id>/ouvrir")
@allow(*EDITORS)
def create(commitment_id: int) -> ResponseReturnValue:
    """Say what is found, and open the file."""
    commitment, form = own_part(Commitment, commitment_id), FactsForm()
    form.offer([term.trigger for term in commitment.terms.penalties])
    if not commitment.terms.penalties:
        return _no_schedule(commitment)

    def act() -> str:
        made = open_file(commitment, current_asker().user_id, Breach(**form.values()))
        db.session.flush()
        return file_url(made)

    return acting_page(
        form,
        act,
        "Ce qui est constaté",
        trail(),
        lead=f"{commitment.organisation.name}, marché {commitment.terms.lot.contract.reference}. Les heures "
        "et les relevés sont repris tels qu’ils sont aujourd’hui.",
        cancel=contract_url(commitment.terms.lot.contract),
        submit="Ouvrir le dossier",
        done="Le dossier est ouvert. Rien n’est décidé : préparez la mise en demeure, ou classez-le.",
    )


def _no_schedule(commitment: Commitment) -> ResponseReturnValue:
    """Without a schedule there is nothing to compute: where to write it."""
    contract = commitment.terms.lot.contract
    return render_template(
        "clauses/compliance/penalties/unpriced.html",
        title="Cette clause n’a pas de barème",
        trail=trail(),
        lead="Reprenez d’abord les pénalités des pièces du marché, sur la page de la clause.",
        cancel=contract_url(contract, "clauses"),
    )


@bp.get("/<int:file_id>/faits")
@bp.post("/<int:file_id>/faits")
@allow(*EDITORS)
def mend(file_id: int) -> ResponseReturnValue:
    """Correct the facts; the hours are taken again as they are today."""
    file = own_file(file_id)
    form = FactsForm(
        triggers=file.triggers,
        reason=file.reason,
        absences=", ".join(f"{on:%d/%m/%Y}" for on in file.snapshot.absences),
        final_due_on=file.final_due_on,
        final_on=file.final_on,
    )
    form.offer([term.trigger for term in file.commitment.terms.penalties])
    lead = "Les heures et les relevés sont repris tels qu’ils sont aujourd’hui."
    return step_page(
        file, form, lambda: mend_file(file, Breach(**form.values())), "Corriger les faits", lead=lead
    )


@bp.get("/<int:file_id>/mise-en-demeure.docx")
@allow(*OFFICE)
def notice_file(file_id: int) -> ResponseReturnValue:
    """The draft notice, for the buyer to sign."""
    file = own_file(file_id)
    if file.days is None:
        abort(404)
    return send_docx(notice(file, _body(file), today()), f"projet-mise-en-demeure-{file.number}")


@bp.get("/<int:file_id>/decision.docx")
@allow(*OFFICE)
def decision_file(file_id: int) -> ResponseReturnValue:
    """The draft decision, for the buyer to sign."""
    file = own_file(file_id)
    if file.proposed_on is None:
        abort(404)
    return send_docx(decision(file, _body(file), today()), f"projet-decision-{file.number}-{day(today())}")


def _body(file: PenaltyFile) -> str:
    return db.session.get_one(Organisation, file.body_id).name
