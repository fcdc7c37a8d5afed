"""The page of the learned proposal: a CPV code, an amount, and what comparable contracts asked."""

from decimal import Decimal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.queries import settings_of
from clauses.parameters.rules import number_of
from clauses.sizing.calculators.views import asked_clause
from clauses.sizing.learned.forms import LearnedForm
from clauses.sizing.learned.queries import past_contracts
from clauses.sizing.learned.rules import Learned, learn, too_few
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today

bp = Blueprint("sizing_learned", __name__, url_prefix="/calibrage")


@bp.get("/appris")
@allow(*BODY_ROLES)
def show() -> ResponseReturnValue:
    """What the body's past contracts of the same kind and of a comparable amount asked."""
    asked = "cpv" in request.args
    clause = asked_clause()
    contract = clause.lot.contract if clause else None
    known = {"cpv": contract.cpv[:2], "amount": contract.amount} if contract else {}
    form = LearnedForm(formdata=request.args if asked else None, data=known)
    learned, sentence = None, ""
    if asked and form.validate() and form.amount.data:
        learned, sentence = proposal(form.cpv.data or "", form.amount.data)
    page = render_template(
        "clauses/sizing/learned/show.html", form=form, learned=learned, sentence=sentence, clause=clause
    )
    return page, 422 if form.errors else 200


def proposal(kind: str, amount: Decimal) -> tuple[Learned | None, str]:
    """The proposal and its sentence; the sentence alone when comparable contracts are too few."""
    asker = current_asker()
    settings = settings_of(asker, today())
    least = int(number_of(settings.of(CATALOGUE["learned_minimum"])))
    spread = number_of(settings.of(CATALOGUE["learned_spread"]))
    past = past_contracts(asker, kind, amount, spread, today())
    learned = learn(past, amount, least)
    return learned, learned.sentence if learned else too_few(len(past), least)
