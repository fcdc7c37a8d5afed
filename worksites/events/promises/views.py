"""Promised events: the list, a promise, what keeps it, that it will not be kept."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.models import Contract
from clauses.contracts.pages import contract_url, own_contract, trail
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_of
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.pages import EDITORS, done, form_page, own_event
from worksites.events.promises.exports import COLUMNS
from worksites.events.promises.forms import BrokenForm, EvidenceForm, KeptForm, PromiseForm
from worksites.events.promises.models import EventPromise, PromiseKept
from worksites.events.promises.queries import (
    companies_on,
    events_offered,
    find_promises,
    kept_of,
    promise_of,
)
from worksites.events.promises.record_queries import (
    break_promise,
    drop_kept,
    remove_promise,
    resume_promise,
    set_kept,
    set_promise,
)
from worksites.events.promises.rules import PromiseState, said_promise
from worksites.events.rules import EventKind

bp = Blueprint("event_promises", __name__, url_prefix="/evenements-promis")
READERS = (*EDITORS, *sorted(COMPANY_ROLES), *sorted(BUYER_ROLES))
PART = "promesses"


def own_promise(promise_id: int) -> EventPromise:
    """The asker's promise, or 404."""
    return promise_of(current_asker(), promise_id) or abort(404)


def own_kept(kept_id: int) -> PromiseKept:
    """An event that counts for one of the asker's promises, or 404."""
    return kept_of(current_asker(), kept_id) or abort(404)


def near_days() -> int:
    """Within how many days a promise is near, for the asker's body."""
    return whole(settings_of(current_asker(), today()), "event_promise_alert_days")


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = (
        Filter.of("type", "Type", EventKind.choices()),
        Filter.of("etat", "État", PromiseState.choices()),
        Filter.of("proche", "Échéance", [("oui", "Proche ou passée")]),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS)


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The promises that the asker may see."""
    listing = listing_of()
    rows = find_promises(current_asker(), listing.values, near_days())
    listing = listing.counted(len(rows))
    return render_template(
        "worksites/events/promises/index.html",
        rows=rows[listing.offset : listing.offset + listing.size],
        columns=COLUMNS,
        listing=listing,
        editor=current_asker().role in BODY_ROLES,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = find_promises(current_asker(), listing.values, near_days())
    return download(ending, "Événements promis", COLUMNS, rows, listing)


@bp.get("/marche/<int:contract_id>")
@bp.post("/marche/<int:contract_id>")
@allow(*EDITORS)
def create(contract_id: int) -> ResponseReturnValue:
    """A promise of a contract."""
    contract, form = own_contract(contract_id), PromiseForm()
    form.offer(list(companies_on(current_asker(), contract.id)))
    lead = (
        "Ce que la clause ou l’offre promet, et où elle le dit. Sa preuve sera demandée avant le bilan final."
    )
    return _page(
        "Noter un événement promis",
        contract,
        form,
        lambda: set_promise(contract, None, **form.values()),
        lead,
    )


@bp.get("/<int:promise_id>/modifier")
@bp.post("/<int:promise_id>/modifier")
@allow(*EDITORS)
def edit(promise_id: int) -> ResponseReturnValue:
    """Change a promise."""
    promise = own_promise(promise_id)
    contract, form = promise.contract, PromiseForm(obj=promise)
    form.offer(list(companies_on(current_asker(), contract.id)))
    return _page(
        "Modifier la promesse", contract, form, lambda: set_promise(contract, promise, **form.values())
    )


@bp.post("/<int:promise_id>/supprimer")
@allow(*EDITORS)
def remove(promise_id: int) -> ResponseReturnValue:
    """A promise noted by mistake."""
    promise = own_promise(promise_id)
    contract = promise.contract
    done(lambda: remove_promise(promise), "La promesse est supprimée.")
    return redirect(contract_url(contract, PART))


@bp.get("/<int:promise_id>/evenement")
@bp.post("/<int:promise_id>/evenement")
@allow(*EDITORS)
def keep(promise_id: int) -> ResponseReturnValue:
    """An event that counts for a promise."""
    asker, promise, form = current_asker(), own_promise(promise_id), KeptForm()
    form.offer(events_offered(asker, promise))

    def act() -> None:
        event = own_event(form.event_id.data)
        set_kept(promise, event, form.evidence.data or "", form.seen_on.data, asker.account_id)

    lead = f"{said_promise(promise.number, promise.kind)}, {promise.source}"
    return _page("Rattacher un événement", promise.contract, form, act, lead)


@bp.get("/preuve/<int:kept_id>")
@bp.post("/preuve/<int:kept_id>")
@allow(*EDITORS)
def evidence(kept_id: int) -> ResponseReturnValue:
    """The evidence of an event that counts."""
    kept = own_kept(kept_id)
    asker, promise, form = current_asker(), kept.promise, EvidenceForm(obj=kept)

    def act() -> None:
        set_kept(promise, kept.event, form.evidence.data or "", form.seen_on.data, asker.account_id)

    return _page("Preuve de l’événement", promise.contract, form, act, kept.event.title)


@bp.post("/preuve/<int:kept_id>/detacher")
@allow(*EDITORS)
def drop(kept_id: int) -> ResponseReturnValue:
    """An event counts no more."""
    kept = own_kept(kept_id)
    contract = kept.promise.contract
    done(lambda: drop_kept(kept), "L’événement ne compte plus pour cette promesse.")
    return redirect(contract_url(contract, PART))


@bp.get("/<int:promise_id>/non-tenue")
@bp.post("/<int:promise_id>/non-tenue")
@allow(*EDITORS)
def give_up(promise_id: int) -> ResponseReturnValue:
    """A promise will not be kept, and why."""
    promise, form = own_promise(promise_id), BrokenForm()
    lead = "Le motif est au bilan final, et l’acheteur le lit."

    def act() -> None:
        break_promise(promise, form.reason.data or "")

    return _page("Constater que la promesse n’est pas tenue", promise.contract, form, act, lead)


@bp.post("/<int:promise_id>/reprendre")
@allow(*EDITORS)
def resume(promise_id: int) -> ResponseReturnValue:
    """A promise is to be kept after all."""
    promise = own_promise(promise_id)
    done(lambda: resume_promise(promise), "La promesse est de nouveau à tenir.")
    return redirect(contract_url(promise.contract, PART))


def _page(
    title: str, contract: Contract, form: OnceForm, act: Callable[[], object], lead: str = ""
) -> ResponseReturnValue:
    def acted() -> str:
        act()
        return contract_url(contract, PART)

    there = done_once(form, acted)
    if there is not None:
        flash("C’est enregistré.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    return form_page(title, form, lead=lead, cancel=contract_url(contract, PART), trail=trail(contract))
