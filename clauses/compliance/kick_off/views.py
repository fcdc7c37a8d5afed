"""The kick-off kit: read it, print it, take its dates, send it."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.kick_off.queries import kits_of, reached, send
from clauses.compliance.kick_off.rules import Kit, days_of, steps
from clauses.contracts.models import Contract
from clauses.contracts.pages import EDITORS, own_contract, trail
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.agenda.rules import days_file
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.setting import absolute

bp = Blueprint("kick_off", __name__, url_prefix="/marches")
READERS = (*BODY_ROLES, *COMPANY_ROLES)
ICS = "text/calendar; charset=utf-8"


def own_kit(contract: Contract, company_id: int) -> Kit:
    """The kit of one company, or 404."""
    kits = kits_of(current_asker(), contract, today())
    return next((kit for kit in kits if kit.company_id == company_id), None) or abort(404)


@bp.get("/<int:contract_id>/kit")
@allow(*READERS)
def index(contract_id: int) -> ResponseReturnValue:
    """The kits of a contract; straight to the only one."""
    contract = own_contract(contract_id)
    kits = kits_of(current_asker(), contract, today())
    if len(kits) == 1:
        return redirect(url_for(".show", contract_id=contract.id, company_id=kits[0].company_id))
    title = f"Kits de démarrage du marché {contract.reference}"
    return render_template(
        "clauses/compliance/kick_off/index.html",
        title=title,
        kits=kits,
        contract=contract,
        trail=trail(contract),
    )


@bp.get("/<int:contract_id>/kit/<int:company_id>")
@allow(*READERS)
def show(contract_id: int, company_id: int) -> ResponseReturnValue:
    """Who, what, how many hours, in people, the next steps, on one page."""
    contract = own_contract(contract_id)
    return kit_page(contract, own_kit(contract, company_id), OnceForm())


def kit_page(contract: Contract, kit: Kit, form: OnceForm) -> ResponseReturnValue:
    """The page of a kit; a facilitator may send it."""
    editor = current_asker().body_id is not None
    form.form_key.data = form.form_key.data or new_key()
    return render_template(
        "clauses/compliance/kick_off/show.html",
        title=f"Bien démarrer le marché {contract.reference}",
        contract=contract,
        kit=kit,
        steps=list(steps(kit)),
        days=list(days_of(kit)),
        contact=reached(kit.company_id) if editor else None,
        editor=editor,
        form=form,
        trail=trail(contract),
    )


@bp.get("/<int:contract_id>/kit/<int:company_id>/dates.ics")
@allow(*READERS)
def dates(contract_id: int, company_id: int) -> ResponseReturnValue:
    """The days to remember, for any calendar."""
    kit = own_kit(own_contract(contract_id), company_id)
    host = urlsplit(absolute("/")).hostname or "facilitator"
    body = days_file(f"Clause sociale {kit.reference}", days_of(kit), host, now())
    name = f'attachment; filename="clause-sociale-{kit.contract_id}.ics"'
    return Response(body, content_type=ICS, headers={"Content-Disposition": name})


@bp.post("/<int:contract_id>/kit/<int:company_id>")
@allow(*EDITORS)
def send_kit(contract_id: int, company_id: int) -> ResponseReturnValue:
    """Send the kit to the company's first contact; pressed twice, one message."""
    contract = own_contract(contract_id)
    kit, form = own_kit(contract, company_id), OnceForm()

    def act() -> str:
        send(contract, kit)
        return url_for(".show", contract_id=contract.id, company_id=company_id)

    if reached(company_id) is None:
        flash("Cette entreprise n’a pas de contact avec une adresse : ajoutez-en un d’abord.", "error")
        return redirect(request.path)
    there = done_once(form, act)
    if there is None:
        db.session.rollback()
        return kit_page(contract, kit, form)
    flash("Le kit est envoyé.")
    return redirect(there)
