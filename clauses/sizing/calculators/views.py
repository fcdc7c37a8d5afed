"""The calculators' pages: choose a method, calculate; the address holds the inputs."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from clauses.contracts.models import ClauseTerms
from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.numbers.rules import plain
from clauses.parameters.queries import settings_of
from clauses.sizing.calculators.queries import terms_of
from clauses.sizing.calculators.rules import METHODS
from clauses.sizing.forms import calculator_form
from clauses.sizing.methods.rules import Answer, Method, facts
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.forms import Form
from facilitator.words import RuleBroken

bp = Blueprint("sizing", __name__, url_prefix="/calibrage")


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Every method and what it is for."""
    return render_template(
        "clauses/sizing/calculators/index.html", methods=METHODS.values(), clause=asked_clause()
    )


@bp.get("/<name>")
@allow(*BODY_ROLES)
def calculate(name: str) -> ResponseReturnValue:
    """One method: its form, and its answer once the address holds the inputs."""
    method = method_of(name)
    form = form_of(method)
    given, answer = solve(method, form) if is_asked(method) else ({}, None)
    page = render_template(
        "clauses/sizing/calculators/calculate.html",
        method=method,
        form=form,
        facts=facts(method, given, answer) if answer else None,
        clause=asked_clause(),
        inputs=request.args.to_dict(),
    )
    return page, 422 if form.errors else 200


def method_of(name: str) -> Method:
    """The method that the address names."""
    return METHODS.get(name) or abort(404)


def is_asked(method: Method) -> bool:
    """Whether the address holds an input."""
    return any(item.name in request.args for item in method.inputs)


def asked_clause() -> ClauseTerms | None:
    """The clause that the address names, when the asker may see it."""
    key = request.args.get("clause", "")
    return terms_of(current_asker(), int(key)) if key.isascii() and key.isdigit() and len(key) < 10 else None


def form_of(method: Method) -> Form:
    """The form, filled from the address, or else from the clause that it names."""
    clause = asked_clause()
    known = {} if clause is None else known_of(clause)
    form = calculator_form(method)(formdata=request.args if is_asked(method) else None, data=known)
    settings = settings_of(current_asker(), today())
    for item in method.inputs:
        if item.parameter:
            value = settings.of(CATALOGUE[item.parameter])
            form[item.name].description = f"{item.hint} Laissé vide : {value.text}.".strip()
    return form


def known_of(clause: ClauseTerms) -> dict[str, Decimal]:
    """What a clause's lot and contract already say of the inputs."""
    contract = clause.lot.contract
    amount, months = clause.lot.amount or contract.amount, contract.duration_months
    named = dict.fromkeys(("amount", "turnover", "works_amount"), amount)
    named |= dict.fromkeys(("months", "firm_months"), months and Decimal(months))
    return {name: Decimal(plain(value)) for name, value in named.items() if value}


def solve(method: Method, form: Form) -> tuple[dict[str, Any], Answer | None]:
    """The inputs and the answer; None when something is refused, and then the form says what."""
    if not form.validate():
        return {}, None
    given = {item.name: form[item.name].data for item in method.inputs}
    try:
        return given, method.answer(given, settings_of(current_asker(), today()))
    except RuleBroken as broken:
        form.refuse(broken)
        return given, None
