"""Keep a sizing on a clause, and read again those that were kept."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.models import ClauseTerms
from clauses.contracts.terms.queries import change_terms
from clauses.sizing.calculators.queries import open_terms
from clauses.sizing.calculators.rules import METHODS
from clauses.sizing.calculators.views import asked_clause, form_of, method_of, solve
from clauses.sizing.kept.exports import COLUMNS
from clauses.sizing.kept.forms import KeepForm
from clauses.sizing.kept.models import Sizing
from clauses.sizing.kept.queries import last_sizing, list_sizings, sizing_of
from clauses.sizing.kept.rules import target_minutes
from clauses.sizing.methods.rules import facts
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("sizing_kept", __name__, url_prefix="/calibrage")
EXPORT_AT_MOST = 100_000
FILTERS = (
    Filter("marche", "Marché"),
    Filter.of("calcul", "Calcul", [(name, method.title) for name, method in METHODS.items()]),
)


@bp.get("/calculs/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """The sizings kept by the body, the latest first."""
    asked = Listing.read(request.path, request.args, FILTERS, COLUMNS, "-date")
    sizings, listing = list_sizings(current_asker(), asked)
    return render_template("clauses/sizing/kept/index.html", rows=sizings, listing=listing, columns=COLUMNS)


@bp.get("/calculs/export.<ending>")
@allow(*BODY_ROLES)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file, whole."""
    asked = Listing.read(request.path, request.args, FILTERS, COLUMNS, "-date")
    rows, listing = list_sizings(current_asker(), replace(asked, page=1, size=EXPORT_AT_MOST))
    return download(ending, "Calculs enregistrés", COLUMNS, rows, listing)


@bp.get("/calculs/<int:sizing_id>")
@allow(*BODY_ROLES)
def show(sizing_id: int) -> ResponseReturnValue:
    """One sizing as it was made: inputs, steps, the parameters of that day."""
    sizing = sizing_of(current_asker(), sizing_id) or abort(404)
    return render_template("clauses/sizing/kept/show.html", sizing=sizing, method=method_of(sizing.method))


@bp.get("/<name>/enregistrer")
@allow(*BODY_ROLES)
def choose(name: str) -> ResponseReturnValue:
    """Choose the clause on which the calculation of this address is kept."""
    return page_of(name, answer_of(name), keep_form())


@bp.post("/<name>/enregistrer")
@allow(*BODY_ROLES)
def keep(name: str) -> ResponseReturnValue:
    """Keep it; a second click finds the same one."""
    answer, form = answer_of(name), keep_form()
    if not form.accepted():
        return page_of(name, answer, form), 422
    terms = next((each for each in open_terms(current_asker()) if each.id == form.terms_id.data), None)
    if terms is None:
        form.refuse(RuleBroken("Cette clause n’est pas dans la liste : choisissez-en une autre.", "terms_id"))
        return page_of(name, answer, form), 422
    last = last_sizing(terms)
    applied = bool(form.apply.data)
    try:
        changed = applied and set_target(terms, answer["hours"])
    except RuleBroken as broken:
        form.refuse(RuleBroken(broken.message, "apply"))
        return page_of(name, answer, form), 422
    if last is not None and last.answer == answer and not changed:
        return redirect(url_for(".show", sizing_id=last.id))
    return redirect(url_for(".show", sizing_id=add_sizing(name, terms, answer, applied).id))


def set_target(terms: ClauseTerms, hours: int | None) -> bool:
    """Make these hours the clause's target; whether that changed anything. Raises `RuleBroken`."""
    minutes = target_minutes(hours)
    if terms.minutes == minutes:
        return False
    change_terms(terms, terms.tranche, minutes=minutes)
    return True


def keep_form() -> KeepForm:
    """The form, with the clauses of the body's living contracts."""
    clause = asked_clause()
    form = KeepForm(data={"terms_id": clause.id if clause else None})
    offered = {each.id: label_of(each) for each in open_terms(current_asker())}
    form.terms_id.choices = {"": "Choisissez…", **offered} if offered else {}
    return form


def label_of(terms: ClauseTerms) -> str:
    """A clause by its contract, its lot and its kind."""
    lot = terms.lot
    return f"{lot.contract.reference} — {lot.contract.title[:60]} — lot {lot.number} — {terms.kind.label}"


def answer_of(name: str) -> dict[str, Any]:
    """The answer to the inputs of the address; refused inputs were shown a page earlier, so 404."""
    method = method_of(name)
    given, answer = solve(method, form_of(method))
    return facts(method, given, answer or abort(404))


def page_of(name: str, answer: dict[str, Any], form: KeepForm) -> str:
    """The page that asks for the clause."""
    return render_template(
        "clauses/sizing/kept/choose.html",
        method=method_of(name),
        facts=answer,
        form=form,
        back=f"{url_for('sizing.calculate', name=name)}?{request.query_string.decode()}",
    )


def add_sizing(name: str, terms: ClauseTerms, answer: dict[str, Any], applied: bool) -> Sizing:
    """Keep, audit, commit."""
    asker = current_asker()
    exact = answer["hours_exact"]
    sizing = Sizing(
        body_id=asker.body_id,
        terms_id=terms.id,
        method=name,
        hours=answer["hours"],
        hours_exact=None if exact is None else Decimal(exact),
        answer=answer,
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(sizing)
    record("sizing.kept", sizing, method=name, terms=terms.id, hours=answer["hours"], applied=applied)
    db.session.commit()
    flash("Le calcul est enregistré dans le marché.")
    return sizing
