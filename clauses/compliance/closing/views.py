"""Pages of the final reports: draw one, read it, comment on it."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.closing.certificates.queries import certificates_on, missing_on
from clauses.compliance.closing.exports import REPORTS
from clauses.compliance.closing.forms import CommentForm, ReportForm
from clauses.compliance.closing.gathering_queries import unfinished_of
from clauses.compliance.closing.letter_queries import ask_companies
from clauses.compliance.closing.list_queries import find_reports, lines_seen, row_of
from clauses.compliance.closing.models import FinalReport
from clauses.compliance.closing.queries import (
    comment,
    comments_in,
    current_of,
    data_of,
    drafted,
    issue,
    make,
    report_seen,
    state_of,
)
from clauses.compliance.closing.report_rules import HOW_COUNTED, document, hours_table
from clauses.compliance.closing.rules import (
    COMMENTERS,
    READERS,
    TONES,
    WRITTEN_AT,
    ReportState,
    blockers,
)
from clauses.contracts.models import Contract
from clauses.contracts.pages import EDITORS, own_contract, trail
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role, allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken

bp = Blueprint("reports", __name__, url_prefix="/bilans")
ANYBODY = (*sorted(READERS), *sorted(COMMENTERS))
STATES = [Filter("q", "Mot"), Filter.of("etat", "État", ReportState.choices())]


def own_report(report_id: int) -> FinalReport:
    """The asker's report, or 404."""
    return report_seen(current_asker(), report_id) or abort(404)


def pdf(content: bytes, name: str) -> Response:
    """A PDF to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(content, content_type="application/pdf", headers=headers)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    return Listing.read(url_for(".index"), request.args, STATES, REPORTS, "-jour")


@bp.get("/")
@allow(*ANYBODY)
def index() -> ResponseReturnValue:
    """The final reports."""
    asker, listing = current_asker(), listing_of()
    found, listing = shown(find_reports(asker, listing.values, listing.sort), listing)
    rows = [row_of(one, asker) for one in found]
    return render_template(
        "clauses/compliance/closing/index.html", rows=rows, columns=REPORTS, listing=listing
    )


@bp.get("/export.<ending>")
@allow(*sorted(READERS | COMPANY_ROLES))
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()
    found = everything(find_reports(asker, listing.values, listing.sort))
    rows = [row_of(one, asker) for one in found]
    return download(ending, "Bilans finaux", REPORTS, rows, listing)


@bp.get("/marche/<int:contract_id>")
@bp.post("/marche/<int:contract_id>")
@allow(*EDITORS)
def prepare(contract_id: int) -> ResponseReturnValue:
    """The report as it would be today; made, it goes to the companies. Drawn before anything is written."""
    contract, asker, form = own_contract(contract_id), current_asker(), ReportForm()
    try:
        made = make(asker, contract, form.learned.data or "") if form.accepted() else None
    except RuleBroken as broken:
        made = None
        form.refuse(broken)
    unreached: list[str] = []

    def act() -> str:
        if made is None:
            raise RuleBroken("Vérifiez ce qui bloque le bilan.")
        report = issue(asker, own_contract(contract_id), made)
        unreached.extend(ask_companies(report))
        return url_for(".show", report_id=report.id)

    there = done_once(form, act) if made is not None else None
    if there is not None:
        flash("Le bilan est établi ; les entreprises peuvent donner leurs observations.")
        if unreached:
            flash("Sans adresse électronique, prévenez vous-même : " + ", ".join(unreached), "warning")
        return redirect(there)
    return _draft_page(own_contract(contract_id), form)


def _draft_page(contract: Contract, form: ReportForm) -> ResponseReturnValue:
    before = current_of(contract.id)
    if not form.is_submitted():
        form.form_key.data, form.learned.data = new_key(), data_of(before).learned if before else ""
    page = render_template(
        "clauses/compliance/closing/prepare.html",
        title=f"Bilan final du marché {contract.reference}",
        contract=contract,
        doc=document(drafted(current_asker(), contract, form.learned.data or "")),
        blockers=list(blockers(unfinished_of(contract.id))),
        writable=contract.stage in WRITTEN_AT and bool(contract.commitments),
        final_stage=Stage.FINAL_REPORT,
        before=before,
        form=form,
        trail=trail(contract),
    )
    return page, 422 if form.errors else 200


@bp.get("/<int:report_id>")
@allow(*ANYBODY)
def show(report_id: int) -> ResponseReturnValue:
    """A final report: all of it for the body and the buyer, its own hours for a company."""
    report, asker = own_report(report_id), current_asker()
    company, contract = asker.role in COMMENTERS, report.contract
    commenting = (
        contract.stage is Stage.COMPANY_COMMENTS
        and report.replaced_on is None
        and today() <= report.comments_until
    )
    return render_template(
        "clauses/compliance/closing/show.html",
        title=f"Bilan final du marché {contract.reference}",
        report=report,
        contract=contract,
        state=state_of(report),
        tones=TONES,
        doc=document(data_of(report)),
        table=hours_table(lines_seen(report, asker)),
        how_counted=HOW_COUNTED,
        company=company,
        body=asker.role in BODY_ROLES,
        by_link=asker.role is Role.LINK,
        endorsing=asker.role is Role.BUYER_VALIDATOR and contract.stage is Stage.BUYER_VISA,
        commenting=commenting and company,
        comments=comments_in(report, asker),
        certificates=certificates_on(asker, contract.id),
        lacking=missing_on(contract) if asker.role in BODY_ROLES else [],
        trail=[("Bilans finaux", url_for(".index"))],
    )


@bp.get("/<int:report_id>/bilan.pdf")
@allow(*BODY_ROLES, *BUYER_ROLES)
def report_file(report_id: int) -> ResponseReturnValue:
    """The PDF that was kept."""
    report = own_report(report_id)
    return pdf(report.content, f"bilan-final-{report.contract.id}-edition-{report.edition}")


@bp.get("/<int:report_id>/observations")
@bp.post("/<int:report_id>/observations")
@allow(*sorted(COMMENTERS))
def say(report_id: int) -> ResponseReturnValue:
    """A company says what it thinks of the report."""
    report, form = own_report(report_id), CommentForm()

    def act() -> str:
        comment(own_report(report_id), current_asker(), form.opinion.data, form.text.data or "")
        return url_for(".show", report_id=report_id)

    there = done_once(form, act)
    if there is not None:
        flash("Votre avis est enregistré : l’acheteur le lira avec le bilan.")
        return redirect(there)
    if not form.is_submitted():
        form.form_key.data = new_key()
    page = render_template(
        "clauses/compliance/closing/say.html",
        title="Vos observations sur le bilan final",
        report=own_report(report_id),
        form=form,
        cancel=url_for(".show", report_id=report.id),
        trail=[("Bilans finaux", url_for(".index"))],
    )
    return page, 422 if form.errors else 200
