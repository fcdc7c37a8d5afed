"""Pages of the candidates: what was asked, what was offered, what was answered. Counts, never names."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.recovery.exports import OFFERS, OWN_OFFERS
from clauses.compliance.recovery.forms import AnswerForm, OfferForm, RequestForm
from clauses.compliance.recovery.letter_queries import send_offer
from clauses.compliance.recovery.list_queries import count, find_offers, offer_rows, open_requests
from clauses.compliance.recovery.models import CandidateRequest
from clauses.compliance.recovery.pages import (
    ANSWERERS,
    EDITORS,
    acting_page,
    named,
    offers_trail,
    own_offer,
)
from clauses.compliance.recovery.queries import answer_offer, ask_candidates, committed, offer_candidates
from clauses.contracts.pages import contract_url, own_contract
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import plural, short_day

bp = Blueprint("candidates", __name__, url_prefix="/candidats")
ANSWERS = [("attendue", "Attendue"), ("donnee", "Donnée")]


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter.of("reponse", "Réponse", ANSWERS)]
    return Listing.read(url_for(".index"), request.args, filters, OFFERS, "-jour")


@bp.get("/")
@allow(*ANSWERERS)
def index() -> ResponseReturnValue:
    """What was offered, and what was asked and not answered yet."""
    asker, listing = current_asker(), listing_of()
    found = find_offers(asker, listing.values)
    listing = listing.counted(count(found))
    return render_template(
        "clauses/compliance/recovery/candidates.html",
        rows=offer_rows(found, today(), listing.sort, listing.offset, listing.size),
        requests=open_requests(asker),
        columns=OFFERS if asker.role in BODY_ROLES else OWN_OFFERS,
        listing=listing,
        body=asker.role in BODY_ROLES,
    )


@bp.get("/export.<ending>")
@allow(*sorted(BODY_ROLES | COMPANY_ROLES))
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = offer_rows(find_offers(current_asker(), listing.values), today(), listing.sort)
    return download(ending, "Candidats proposés", OFFERS, rows, listing)


@bp.get("/demander")
@bp.post("/demander")
@allow(*ANSWERERS)
def ask() -> ResponseReturnValue:
    """A company asks for candidates (or the body notes that it did)."""
    form, asker = RequestForm(), current_asker()
    known = {one.id: one for one in committed(asker)}
    body = asker.role in BODY_ROLES
    form.commitment_id.choices = {
        key: f"{named(one)}, {one.terms.lot.contract.reference}" if body else named(one, with_company=False)
        for key, one in known.items()
    }

    def act() -> str:
        told = (form.people.data, form.trade.data or "", form.remark.data or "")
        ask_candidates(known[form.commitment_id.data], *told)
        return url_for(".index")

    lead = "Le facilitateur vous propose des candidats ; la date de votre demande reste au dossier."
    return acting_page(
        form,
        act,
        "Demander des candidats",
        offers_trail(),
        lead="Notez la demande que l’entreprise vous a faite." if body else lead,
        cancel=url_for(".index"),
        submit="Demander",
        done="La demande est enregistrée.",
    )


@bp.get("/marche/<int:contract_id>/proposer")
@bp.post("/marche/<int:contract_id>/proposer")
@allow(*EDITORS)
def offer(contract_id: int) -> ResponseReturnValue:
    """Offer candidates to a company of a contract."""
    contract, asker = own_contract(contract_id), current_asker()
    form = OfferForm()
    known = {one.id: one for one in committed(asker, contract_id)}
    asked = {one.id: one for one in open_requests(asker, contract_id)}
    form.offer(
        [(key, named(one)) for key, one in known.items()], [(key, _asked(one)) for key, one in asked.items()]
    )
    form.offered_on.data = form.offered_on.data or today()

    def act() -> str:
        made = offer_candidates(
            known[form.commitment_id.data],
            asker.user_id,
            **form.values(),
            request=asked.get(form.request_id.data),
        )
        if form.told.data:
            send_offer(made)
        return contract_url(contract, "rattrapage")

    return acting_page(
        form,
        act,
        "Proposer des candidats",
        offers_trail(),
        lead="Combien de personnes, pour quel métier. La proposition et la réponse restent au dossier.",
        cancel=contract_url(contract),
        submit="Proposer",
        done="La proposition est enregistrée.",
    )


def _asked(one: CandidateRequest) -> str:
    return f"{plural(one.people, 'personne')}, {one.trade}, le {short_day(one.asked_on)}"


@bp.get("/<int:offer_id>/repondre")
@bp.post("/<int:offer_id>/repondre")
@allow(*ANSWERERS)
def answer(offer_id: int) -> ResponseReturnValue:
    """What the company makes of an offer."""
    one, form = own_offer(offer_id), AnswerForm()

    def act() -> str:
        answer_offer(one, form.reply)
        return url_for(".index")

    lead = f"{plural(one.people, 'personne')} : {one.trade}, le {short_day(one.offered_on)}."
    return acting_page(
        form,
        act,
        "Répondre à la proposition",
        offers_trail(),
        lead=lead,
        cancel=url_for(".index"),
        submit="Répondre",
        done="La réponse est enregistrée.",
    )
