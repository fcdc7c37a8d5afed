"""The messages of the ladder: read them, change them with a preview, restore the house's own."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.chase.letters.forms import LetterForm
from clauses.compliance.chase.letters.queries import history_of, letters_of, restore, set_letter
from clauses.compliance.chase.letters.rules import (
    FIELDS,
    HIDDEN_LINK,
    LETTERS,
    Letter,
    check_letter,
    filled,
    sms_of,
    subject_of,
    values_of,
)
from clauses.compliance.chase.rules import WRITTEN, ChaseStep, Debt, What
from clauses.hours.ledger.rules import first_of, previous_month
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import month
from facilitator.words import RuleBroken

bp = Blueprint("letters", __name__, url_prefix="/relances/messages")
PART = "clauses/compliance/chase/letters"


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """The message of each step."""
    letters = letters_of(current_asker().organisation_id)
    rows = [(step, letters[step], letters[step] == LETTERS[step]) for step in WRITTEN]
    return render_template(f"{PART}/index.html", rows=rows)


def asked(step: str) -> ChaseStep:
    """The step that the address names, or 404."""
    return next((one for one in WRITTEN if one.value == step), None) or abort(404)


@bp.get("/<step>")
@bp.post("/<step>")
@allow(*BODY_ROLES)
def edit(step: str) -> ResponseReturnValue:
    """Change the message of a step; below, what an invented company would read."""
    asker, wanted = current_asker(), asked(step)
    letter = letters_of(asker.organisation_id)[wanted]
    form = LetterForm(obj=letter)
    if form.accepted():
        try:
            set_letter(asker, wanted, form.letter())
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Le message est enregistré : il servira dès la prochaine relance.")
            return redirect(url_for(".edit", step=wanted.value))
    return render_template(
        f"{PART}/edit.html",
        form=form,
        step=wanted,
        fields=FIELDS,
        sample=sampled(letter, asker.organisation_name, asker.name),
        history=history_of(asker, wanted),
        is_own=letter != LETTERS[wanted],
    )


def sampled(letter: Letter, body: str, referent: str) -> dict[str, str]:
    """What an invented company would read."""
    check_letter(letter)
    last = previous_month(first_of(today()))
    debts = [
        Debt(
            What.HOURS,
            f"statement {index}",
            0,
            f"heures de {month(last)}",
            today() - timedelta(days=3),
            last,
            contract_id=index,
            contract=title,
            buyer="Ville d’exemple",
            months=frozenset({last}),
        )
        for index, title in enumerate(("Rénovation de l’école", "Entretien des espaces verts"))
    ]
    values = values_of(
        debts, today(), company="Entreprise d’exemple", contact="Camille Exemple", body=body,
        referent=referent, url=HIDDEN_LINK,
    )  # fmt: skip
    return {
        "subject": subject_of(letter, values),
        "text": filled(letter.text, values),
        "sms": sms_of(letter, values),
    }


@bp.post("/<step>/retablir")
@allow(*BODY_ROLES)
def reset(step: str) -> ResponseReturnValue:
    """Back to the house's own words."""
    wanted = asked(step)
    restore(current_asker(), wanted)
    db.session.commit()
    flash("Le message d’origine est rétabli.")
    return redirect(url_for(".edit", step=wanted.value))
