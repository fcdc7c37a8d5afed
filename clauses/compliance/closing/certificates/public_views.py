"""The public page that verifies a certificate: its state and its facts, no personal data."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.closing.certificates.forms import VerifyForm
from clauses.compliance.closing.certificates.queries import attested_of, by_fingerprint, by_number
from clauses.compliance.closing.certificates.rules import (
    TONES,
    Misses,
    read_fingerprint,
    read_number,
)
from clauses.compliance.closing.paper.rules import fingerprint, spoken
from clauses.compliance.closing.report_rules import verdict
from facilitator.access import public
from facilitator.accounts.passwords.rules import address_key
from facilitator.clock import now
from facilitator.setting import setting

bp = Blueprint("verification", __name__, url_prefix="/attestations")
MISSES = Misses()
"""Of this process."""
UNKNOWN = (
    "Aucune attestation ne porte ce numéro, cette empreinte ou ce contenu. Vérifiez ce que vous avez saisi : "
    "un fichier modifié, même imprimé à nouveau en PDF, n’est plus celui qui a été délivré."
)


def whoever() -> str:
    """A pseudonym of the address that asks."""
    return address_key(setting("SECRET_KEY"), request.remote_addr)


def refuse_guessing() -> None:
    """429 for whoever has asked too many unknown numbers."""
    if MISSES.is_over(whoever(), now()):
        abort(429)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """The form that verifies a certificate."""
    return _form_page(VerifyForm())


@bp.post("/")
@public
def verify() -> ResponseReturnValue:
    """Look for what was typed, or for the very bytes of the file that was given."""
    refuse_guessing()
    form = VerifyForm()
    typed, paper = form.number.data or "", request.files.get("paper")
    content = paper.read() if paper is not None else b""
    found = by_fingerprint(fingerprint(content)) if content else None
    if not content:
        found = by_number(read_number(typed)) or by_fingerprint(read_fingerprint(typed))
    if found is None:
        MISSES.count(whoever(), now())
        form.number.errors = [UNKNOWN]
        return _form_page(form)
    if content or read_fingerprint(typed):
        flash("Le fichier est, octet pour octet, celui qui a été délivré.")
    return redirect(url_for(".show", number=found.number))


@bp.get("/<number>")
@public
def show(number: str) -> ResponseReturnValue:
    """A certificate: valid, replaced or cancelled; for which contract, which company, how many hours."""
    refuse_guessing()
    found = by_number(read_number(number))
    if found is None:
        MISSES.count(whoever(), now())
        abort(404)
    attested = attested_of(found)
    return render_template(
        "clauses/compliance/closing/verified.html",
        title=f"Attestation {found.number}",
        state=found.state,
        tones=TONES,
        certificate=found,
        attested=attested,
        verdict=verdict(attested.lines),
        fingerprint=spoken(found.file_fingerprint),
    )


def _form_page(form: VerifyForm) -> ResponseReturnValue:
    title = "Vérifier une attestation"
    page = render_template("clauses/compliance/closing/verify.html", title=title, form=form)
    return page, 422 if form.errors else 200
