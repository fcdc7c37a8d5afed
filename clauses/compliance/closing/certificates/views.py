"""Pages of the certificates, for those they concern: list, file, issue, cancel."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.closing.certificates.exports import CERTIFICATES
from clauses.compliance.closing.certificates.forms import CancelForm, IssueForm
from clauses.compliance.closing.certificates.models import FulfilmentCertificate
from clauses.compliance.closing.certificates.queries import (
    Drawn,
    cancel,
    certificate_of,
    draw,
    find_certificates,
    issue,
    missing_on,
)
from clauses.compliance.closing.certificates.rules import CertificateState
from clauses.compliance.closing.queries import current_of
from clauses.compliance.closing.rules import READERS
from clauses.compliance.closing.views import pdf
from clauses.contracts.models import Contract
from clauses.contracts.pages import EDITORS, contract_url, own_contract, trail
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.formats import plural
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken

bp = Blueprint("certificates", __name__, url_prefix="/bilans/attestations")
HOLDERS = tuple(sorted(READERS | COMPANY_ROLES))
FILTERS = [
    Filter("q", "Numéro, entreprise ou marché"),
    Filter.of("etat", "État", CertificateState.choices()),
]


def own_certificate(certificate_id: int) -> FulfilmentCertificate:
    """The asker's certificate, or 404."""
    return certificate_of(current_asker(), certificate_id) or abort(404)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    return Listing.read(url_for(".index"), request.args, FILTERS, CERTIFICATES, "-jour")


@bp.get("/")
@allow(*HOLDERS)
def index() -> ResponseReturnValue:
    """The certificates."""
    asker, listing = current_asker(), listing_of()
    rows, listing = shown(find_certificates(asker, listing.values, listing.sort), listing)
    return render_template(
        "clauses/compliance/closing/certificates.html",
        rows=rows,
        columns=CERTIFICATES,
        listing=listing,
        body=asker.role in BODY_ROLES,
    )


@bp.get("/export.<ending>")
@allow(*HOLDERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = everything(find_certificates(current_asker(), listing.values, listing.sort))
    return download(ending, "Attestations", CERTIFICATES, rows, listing)


@bp.get("/<int:certificate_id>/attestation.pdf")
@allow(*HOLDERS)
def certificate_file(certificate_id: int) -> ResponseReturnValue:
    """The PDF that was kept."""
    certificate = own_certificate(certificate_id)
    return pdf(certificate.content, certificate.number.lower())


@bp.get("/marche/<int:contract_id>/delivrer")
@bp.post("/marche/<int:contract_id>/delivrer")
@allow(*EDITORS)
def deliver(contract_id: int) -> ResponseReturnValue:
    """Issue the certificates that a closed contract lacks. Drawn before anything is written."""
    contract, form = own_contract(contract_id), IssueForm()
    drawn: list[Drawn] = []
    try:
        drawn += draw(contract, missing_on(contract)) if form.accepted() else ()
    except RuleBroken as broken:
        form.refuse(broken)

    def act() -> str:
        issue(own_contract(contract_id), drawn)
        return contract_url(contract, "bilan")

    there = None if form.errors else done_once(form, act)
    if there is not None:
        flash(f"{plural(len(drawn), 'attestation délivrée', 'attestations délivrées')}.")
        return redirect(there)
    return _delivery_page(own_contract(contract_id), form)


def _delivery_page(contract: Contract, form: IssueForm) -> ResponseReturnValue:
    if not form.is_submitted():
        form.form_key.data = new_key()
    page = render_template(
        "clauses/compliance/closing/deliver.html",
        title="Délivrer les attestations",
        form=form,
        companies=missing_on(contract),
        report=current_of(contract.id),
        cancel=url_for("contracts.show", contract_id=contract.id),
        trail=trail(contract),
    )
    return page, 422 if form.errors else 200


@bp.get("/<int:certificate_id>/annuler")
@bp.post("/<int:certificate_id>/annuler")
@allow(*EDITORS)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Cancel a certificate, with a reason."""
    certificate, form = own_certificate(certificate_id), CancelForm()

    def act() -> str:
        cancel(own_certificate(certificate_id), form.reason.data or "")
        return url_for(".index")

    there = done_once(form, act)
    if there is not None:
        flash("L’attestation est annulée : la page de vérification le dit dès maintenant.")
        return redirect(there)
    if not form.is_submitted():
        form.form_key.data = new_key()
    page = render_template(
        "clauses/contracts/form.html",
        title="Annuler l’attestation ?",
        lead=certificate.number,
        form=form,
        submit="Annuler l’attestation",
        cancel=url_for(".index"),
        trail=[("Attestations", url_for(".index"))],
    )
    return page, 422 if form.errors else 200
