"""The log of a contract: read it, note a call in one line, withdraw a note made by mistake."""

from datetime import datetime, time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from clauses.compliance.exchanges.exports import COLUMNS
from clauses.compliance.exchanges.forms import NoteForm, WithdrawForm
from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.queries import exchange_of, log_of, tell, withdraw
from clauses.compliance.exchanges.rules import ExchangeKind, check_day, is_withdrawable
from clauses.contracts.models import Contract
from clauses.contracts.pages import EDITORS, form_page, own_contract, trail
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import PARIS, now, today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key

bp = Blueprint("exchanges", __name__)
READERS = (*BODY_ROLES, *BUYER_ROLES, *COMPANY_ROLES)


def listing_of(contract: Contract) -> Listing:
    """The log as its address asks for it."""
    filters = [Filter("q", "Mot"), Filter.of("nature", "Nature", ExchangeKind.choices())]
    if current_asker().body_id is not None:
        filters.append(Filter.of("entreprise", "Entreprise", companies_of(contract)))
    path = url_for("exchanges.index", contract_id=contract.id)
    return Listing.read(path, request.args, filters, COLUMNS, "-quand")


def companies_of(contract: Contract) -> list[tuple[int, str]]:
    """The companies of a contract, once each."""
    found = {one.organisation_id: one.organisation.name for one in contract.commitments}
    return sorted(found.items(), key=lambda pair: pair[1])


def found_by(contract: Contract, listing: Listing) -> Select[Exchange]:
    """The exchanges that the list holds."""
    return log_of(current_asker(), contract.id, listing.values, listing.sort)


@bp.get("/marches/<int:contract_id>/echanges")
@allow(*READERS)
def index(contract_id: int) -> ResponseReturnValue:
    """The log, the latest first; a line to note something at its top."""
    contract = own_contract(contract_id)
    form = NoteForm()
    form.form_key.data, form.happened_on.data = new_key(), today()
    return page_of_log(contract, form)


@bp.post("/marches/<int:contract_id>/echanges")
@allow(*EDITORS)
def note(contract_id: int) -> ResponseReturnValue:
    """Note an exchange; sent twice, noted once."""
    contract, form = own_contract(contract_id), NoteForm()
    form.offer(companies_of(contract))
    companies = {one.organisation_id: one.organisation for one in contract.commitments}

    def act() -> str:
        check_day(form.happened_on.data, today())
        on = form.happened_on.data
        tell(
            contract,
            form.kind.data,
            form.summary.data or "",
            organisation=companies.get(form.organisation_id.data),
            at=now() if on == today() else datetime.combine(on, time(12), PARIS),
            buyer_sees=form.buyer_sees.data,
        )
        return url_for("exchanges.index", contract_id=contract.id)

    there = done_once(form, act)
    if there is None:
        return page_of_log(own_contract(contract_id), form)
    flash("L’échange est noté.")
    return redirect(there)


def page_of_log(contract: Contract, form: NoteForm) -> ResponseReturnValue:
    """The log and its form."""
    form.offer(companies_of(contract))
    rows, listing = shown(found_by(contract, listing_of(contract)), listing_of(contract))
    editor = current_asker().body_id is not None
    page = render_template(
        "clauses/compliance/exchanges/index.html",
        title=f"Échanges du marché {contract.reference}",
        contract=contract,
        rows=rows,
        columns=COLUMNS,
        listing=listing,
        form=form if editor else None,
        withdrawable={row.id for row in rows if editor and is_withdrawable(row.kind, row.withdrawn_at)},
        trail=trail(contract),
    )
    return page, 422 if form.errors else 200


@bp.get("/marches/<int:contract_id>/echanges/export.<ending>")
@allow(*READERS)
def index_file(contract_id: int, ending: str) -> ResponseReturnValue:
    """The same log as a file."""
    contract = own_contract(contract_id)
    listing = listing_of(contract)
    title = f"Échanges {contract.reference}"
    return download(ending, title, COLUMNS, everything(found_by(contract, listing)), listing)


@bp.get("/echanges/<int:exchange_id>/retirer")
@bp.post("/echanges/<int:exchange_id>/retirer")
@allow(*EDITORS)
def remove(exchange_id: int) -> ResponseReturnValue:
    """Withdraw a note made by mistake: it leaves the log, its trace stays in the journal."""
    exchange, form = exchange_of(current_asker(), exchange_id) or abort(404), WithdrawForm()
    contract = exchange.contract
    there = url_for("exchanges.index", contract_id=contract.id)

    def act() -> str:
        withdraw(exchange, form.reason.data or "")
        return there

    done = done_once(form, act)
    if done is not None:
        flash("La note est retirée.")
        return redirect(done)
    if not form.form_key.data:
        form.form_key.data = new_key()
    return form_page(
        "Retirer cette note",
        form,
        trail=[*trail(contract), ("Échanges", there)],
        lead=exchange.summary,
        cancel=there,
        submit="Retirer la note",
        code=422 if form.errors else 200,
    )
