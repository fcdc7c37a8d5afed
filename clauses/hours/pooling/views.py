"""Pages of the pooling: agreements, months shared, the agreement to print."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.list_queries import count_of
from clauses.contracts.models import Commitment
from clauses.contracts.pages import EDITORS, saved
from clauses.hours.pooling.exports import COLUMNS, PARTS
from clauses.hours.pooling.forms import AgreementForm, EndForm, MonthForm, written
from clauses.hours.pooling.models import PooledMonth, PoolingAgreement
from clauses.hours.pooling.queries import (
    agree,
    agreement_of,
    end,
    find_agreements,
    months_of,
    people_of,
    poolable,
    pooled_of,
    rows_of,
    share_month,
    unshare,
)
from clauses.hours.pooling.rules import shares
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.formats import month as month_name
from facilitator.words import RuleBroken

bp = Blueprint("pooling", __name__, url_prefix="/globalisations")
STANDINGS = [("en-cours", "En cours"), ("terminees", "Terminées")]


def own_agreement(agreement_id: int) -> PoolingAgreement:
    """The asker's agreement, or 404."""
    return agreement_of(current_asker(), agreement_id) or abort(404)


def trail(agreement: PoolingAgreement | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to an agreement."""
    found = [("Globalisations", url_for("pooling.index"))]
    if agreement is not None:
        found.append((agreement.number, url_for("pooling.show", agreement_id=agreement.id)))
    return found


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = [Filter("q", "Intitulé"), Filter.of("etat", "État", STANDINGS)]
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "")


@bp.get("/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """The agreements of the body."""
    listing = listing_of()
    found = find_agreements(current_asker(), listing.values, today())
    listing = listing.counted(count_of(found))
    rows = rows_of(found, listing.offset, listing.size)
    return render_template("clauses/hours/pooling/index.html", rows=rows, columns=COLUMNS, listing=listing)


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing = listing_of()
    rows = rows_of(find_agreements(current_asker(), listing.values, today()))
    return download(ending, "Globalisations", COLUMNS, rows, listing)


def named(commitment: Commitment) -> str:
    """A commitment in a list of choices."""
    lot, contract = commitment.terms.lot, commitment.terms.lot.contract
    return f"{contract.reference}, lot {lot.number} : {commitment.organisation.name} ({contract.buyer.name})"


@bp.get("/nouvelle")
@bp.post("/nouvelle")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new agreement."""
    asker, form = current_asker(), AgreementForm()
    known = {commitment.id: commitment for commitment in poolable(asker)}
    form.offer([(key, named(commitment)) for key, commitment in known.items()])
    made: list[PoolingAgreement] = []

    def act() -> None:
        told = {known[key]: weight for key, weight in form.weighted().items()}
        made.append(agree(asker.organisation_id, **form.values(), weights=told))

    if saved(form, act):
        flash("La globalisation est enregistrée.")
        return redirect(url_for(".show", agreement_id=made[0].id))
    return render_template("clauses/hours/pooling/create.html", form=form, trail=trail())


@bp.get("/<int:agreement_id>")
@allow(*EDITORS)
def show(agreement_id: int) -> ResponseReturnValue:
    """One agreement, the months it shared."""
    agreement = own_agreement(agreement_id)
    return render_template(
        "clauses/hours/pooling/show.html", agreement=agreement, trail=trail(), today=today()
    )


@bp.get("/<int:agreement_id>/export.<ending>")
@allow(*EDITORS)
def parts_file(agreement_id: int, ending: str) -> ResponseReturnValue:
    """Every part that an agreement shared, as a file."""
    agreement = own_agreement(agreement_id)
    rows = [part for pooled in agreement.months for part in pooled.parts]
    return download(ending, f"Globalisation {agreement.number}", PARTS, rows, listing_of())


@bp.get("/<int:agreement_id>/convention")
@allow(*EDITORS)
def printed(agreement_id: int) -> ResponseReturnValue:
    """The agreement, to print and sign."""
    agreement = own_agreement(agreement_id)
    return render_template("clauses/hours/pooling/printed.html", agreement=agreement, trail=trail(agreement))


@bp.get("/<int:agreement_id>/mois")
@bp.post("/<int:agreement_id>/mois")
@allow(*EDITORS)
def month(agreement_id: int) -> ResponseReturnValue:
    """Share a month: the hours first, then the parts shown, and changed if need be."""
    agreement, form = own_agreement(agreement_id), MonthForm()
    form.offer(
        [(one.id, f"{one.participant.name} ({one.employer.name})") for one in people_of(agreement)],
        [(str(day), month_name(day)) for day in months_of(agreement)],
    )
    names = [f"part_{share.id}" for share in agreement.shares]
    parts: list[int] = []
    if form.accepted():
        try:
            typed = form.parts(names, request.form)
            parts = shares(form.minutes.minutes or 0, [each.weight for each in agreement.shares], typed)
            if typed is not None:
                return _share(agreement, form, typed)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
    shown = written(parts) if parts else [request.form.get(name, "") for name in names]
    return render_template(
        "clauses/hours/pooling/month.html",
        form=form,
        agreement=agreement,
        parts=list(zip(agreement.shares, names, shown, strict=True)) if parts or form.seen.data else [],
        trail=trail(agreement),
    )


def _share(agreement: PoolingAgreement, form: MonthForm, typed: list[int]) -> ResponseReturnValue:
    people = {employment.id: employment for employment in people_of(agreement)}
    day = date.fromisoformat(form.month.data)
    total = form.minutes.minutes or 0
    share_month(agreement, people[form.employment.data], day, form.kind.data, total, typed)
    db.session.commit()
    flash("Le mois est réparti : chaque part est sur son relevé.")
    return redirect(url_for(".show", agreement_id=agreement.id))


@bp.get("/<int:agreement_id>/terminer")
@bp.post("/<int:agreement_id>/terminer")
@allow(*EDITORS)
def finish(agreement_id: int) -> ResponseReturnValue:
    """End an agreement."""
    agreement, form = own_agreement(agreement_id), EndForm(ends_on=today())
    back = url_for(".show", agreement_id=agreement.id)
    if saved(form, lambda: end(agreement, form.ends_on.data)):
        flash("La globalisation a une fin : les mois suivants ne se répartissent plus.")
        return redirect(back)
    return render_template(
        "clauses/contracts/form.html",
        title="Terminer la globalisation",
        lead="Les mois déjà répartis restent comme ils sont.",
        form=form,
        submit="Terminer",
        cancel=back,
        trail=trail(agreement),
    )


@bp.get("/mois/<int:pooled_id>/retirer")
@bp.post("/mois/<int:pooled_id>/retirer")
@allow(*EDITORS)
def withdraw(pooled_id: int) -> ResponseReturnValue:
    """Take a shared month out of the statements."""
    pooled: PooledMonth = pooled_of(current_asker(), pooled_id) or abort(404)
    agreement = pooled.agreement
    back = url_for(".show", agreement_id=agreement.id)
    if request.method == "POST":
        unshare(pooled)
        db.session.commit()
        flash("La répartition du mois est retirée des relevés.")
        return redirect(back)
    return render_template(
        "clauses/contracts/confirm.html",
        title="Retirer la répartition de ce mois ?",
        sentences=[
            f"{pooled.employment.participant.name}, {month_name(pooled.month)} : les lignes de ce mois "
            "quittent les relevés, qui ne doivent être ni envoyés ni validés."
        ],
        submit="Retirer la répartition",
        cancel=back,
        trail=trail(agreement),
        danger=True,
    )
