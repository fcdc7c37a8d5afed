"""Pages of the recovery actions: the list, plan one, say how it ended."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.recovery.exports import ACTIONS
from clauses.compliance.recovery.forms import ActionForm, EndForm
from clauses.compliance.recovery.list_queries import Due, action_rows, count, find_actions
from clauses.compliance.recovery.list_queries import unattended as without_action
from clauses.compliance.recovery.pages import (
    ACTION_READERS,
    EDITORS,
    acting_page,
    actions_trail,
    own_action,
)
from clauses.compliance.recovery.queries import end_action, plan_action
from clauses.contracts.models import Contract
from clauses.contracts.pages import contract_url, own_contract
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download

bp = Blueprint("recovery", __name__, url_prefix="/rattrapage")


def listing_of() -> Listing:
    """The list as its address asks for it."""
    return Listing.read(
        url_for(".index"), request.args, [Filter.of("etat", "État", Due.choices())], ACTIONS, "echeance"
    )


@bp.get("/")
@allow(*ACTION_READERS)
def index() -> ResponseReturnValue:
    """The recovery actions the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_actions(asker, listing.values, today())
    listing = listing.counted(count(found))
    rows = action_rows(found, today(), listing.sort, listing.offset, listing.size)
    return render_template(
        "clauses/compliance/recovery/index.html",
        rows=rows,
        columns=ACTIONS,
        listing=listing,
        editor=asker.body_id is not None,
    )


@bp.get("/export.<ending>")
@allow(*ACTION_READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = action_rows(find_actions(current_asker(), listing.values, today()), today(), listing.sort)
    return download(ending, "Actions de rattrapage", ACTIONS, rows, listing)


@bp.get("/a-prevoir")
@allow(*EDITORS)
def unattended() -> ResponseReturnValue:
    """The clauses that are short of hours, and for which nobody has said who does what."""
    rows = without_action(current_asker())
    return render_template("clauses/compliance/recovery/unattended.html", rows=rows, trail=actions_trail())


@bp.get("/marche/<int:contract_id>/nouvelle")
@bp.post("/marche/<int:contract_id>/nouvelle")
@allow(*EDITORS)
def create(contract_id: int) -> ResponseReturnValue:
    """Plan an action on a contract."""
    contract, form = own_contract(contract_id), ActionForm()
    companies = {one.organisation_id: one.organisation for one in contract.commitments}
    form.offer(
        [(key, one.name) for key, one in companies.items()],
        [(terms.id, f"Lot {terms.lot.number} : {terms.kind.label}") for terms in contract.terms],
    )

    def act() -> str:
        plan_action(
            contract,
            current_asker().user_id,
            actor=form.actor.data,
            what=form.what.data or "",
            due_on=form.due_on.data,
            terms_id=form.terms_id.data or None,
            organisation=companies.get(form.organisation_id.data),
        )
        return _back(contract)

    return acting_page(
        form,
        act,
        "Prévoir une action de rattrapage",
        actions_trail(contract),
        lead="Qui fait quoi, avant quel jour. L’acheteur la lit sur son marché.",
        cancel=contract_url(contract),
        done="L’action est prévue.",
    )


@bp.get("/<int:action_id>/terminer")
@bp.post("/<int:action_id>/terminer")
@allow(*EDITORS)
def end(action_id: int) -> ResponseReturnValue:
    """Say that an action is done, or given up."""
    action, form = own_action(action_id), EndForm()

    def act() -> str:
        end_action(action, form.state.data, form.outcome.data or "")
        return _back(action.contract)

    return acting_page(
        form,
        act,
        "Terminer cette action",
        actions_trail(action.contract),
        lead=action.what,
        cancel=contract_url(action.contract),
        done="L’action est terminée.",
    )


def _back(contract: Contract) -> str:
    return contract_url(contract, "rattrapage")
