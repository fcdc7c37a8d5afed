"""What the pages of the recovery share: who comes, the thing or 404, the trail, a form that acts once."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.recovery.models import CandidateOffer, RecoveryAction
from clauses.compliance.recovery.queries import action_of, offer_of
from clauses.contracts.models import Commitment, Contract
from clauses.contracts.pages import contract_url, form_page
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role, current_asker
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key

EDITORS = tuple(sorted(BODY_ROLES))
ACTION_READERS = (*EDITORS, *sorted(BUYER_ROLES | COMPANY_ROLES))
ANSWERERS = (*EDITORS, *sorted(COMPANY_ROLES), Role.LINK)
Trail = list[tuple[str, str]]


def own_action(action_id: int) -> RecoveryAction:
    """The asker's action, or 404."""
    return action_of(current_asker(), action_id) or abort(404)


def own_offer(offer_id: int) -> CandidateOffer:
    """The asker's offer, or 404."""
    return offer_of(current_asker(), offer_id) or abort(404)


def named(commitment: Commitment, with_company: bool = True) -> str:
    """A commitment in a list of choices."""
    contract = commitment.terms.lot.contract
    if not with_company:
        return f"{contract.title} ({contract.buyer.name}), lot {commitment.terms.lot.number}"
    return f"{commitment.organisation.name}, lot {commitment.terms.lot.number}"


def actions_trail(contract: Contract | None = None) -> Trail:
    """The breadcrumb of the actions."""
    found = [("Rattrapage", url_for("recovery.index"))]
    if contract is not None:
        found.append((f"Marché {contract.reference}", contract_url(contract)))
    return found


def offers_trail() -> Trail:
    """The breadcrumb of the offers."""
    return [("Candidats", url_for("candidates.index"))]


def acting_page(
    form: OnceForm, act: Callable[[], str], title: str, trail: Trail, **shown: Any
) -> ResponseReturnValue:
    """The page of a form that acts once; `done` is said when it has, `submit` and `lead` as usual."""
    done = shown.pop("done", "C’est enregistré.")
    there = done_once(form, act)
    if there is not None:
        flash(done)
        return redirect(there)
    if not form.form_key.data:
        form.form_key.data = new_key()
    return form_page(title, form, trail=trail, code=422 if form.errors else 200, **shown)
