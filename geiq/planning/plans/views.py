"""Pages of the plans: made, solved aside, bent by hand, adopted."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.list_queries import count_of
from clauses.contracts.pages import EDITORS, saved
from facilitator.access import allow, current_asker
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken
from geiq.planning.capacities.queries import find_capacities
from geiq.planning.models import CohortPlan
from geiq.planning.plans.exports import COHORTS, COLUMNS, LACKS, TONES, TRADES, PlanRow
from geiq.planning.plans.forms import BendForm, PlanForm
from geiq.planning.plans.queries import (
    adopt,
    ask_solution,
    bend,
    cohorts_planned,
    create_plan,
    delete_plan,
    find_plans,
    free,
    plan_of,
)
from geiq.planning.plans.rules import is_dead
from geiq.planning.plans.running import start
from geiq.planning.plans.sheet import sheet_of
from geiq.planning.rules import PlanState
from worksites.sites.curve_rules import WEEK, monday

bp = Blueprint("plans", __name__, url_prefix="/plans")


def own_plan(plan_id: int) -> CohortPlan:
    """The asker's plan, or 404."""
    return plan_of(current_asker(), plan_id) or abort(404)


def trail(plan: CohortPlan | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a plan."""
    found = [
        ("Préparer les chantiers", url_for("needs.index")),
        ("Plans de cohortes", url_for("plans.index")),
    ]
    if plan is not None:
        found.append((plan.name, url_for("plans.show", plan_id=plan.id)))
    return found


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = (Filter("q", "Nom"), Filter.of("etat", "État", PlanState.choices()))
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "")


def rows_of(listing: Listing, limited: bool) -> tuple[Listing, list[PlanRow]]:
    """The lines of the list, those of the page or all of them."""
    found = find_plans(current_asker(), listing.values)
    listing = listing.counted(count_of(found))
    shown = found.offset(listing.offset).limit(listing.size) if limited else found
    plans = db.session.scalars(shown).all()
    counts = cohorts_planned([plan.id for plan in plans])
    return listing, [PlanRow(plan, *counts.get(plan.id, (0, 0))) for plan in plans]


@bp.get("/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """The plans of the body."""
    listing, rows = rows_of(listing_of(), True)
    return render_template(
        "geiq/planning/plans/index.html", rows=rows, columns=COLUMNS, listing=listing, trail=trail()[:1]
    )


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    listing, rows = rows_of(listing_of(), False)
    return download(ending, "Plans de cohortes", COLUMNS, rows, listing)


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new plan, solved at once."""
    first = monday(today() + timedelta(days=6))
    form = PlanForm(starts_on=first, name=f"Plan {first.year}")
    made: list[CohortPlan] = []

    def act() -> None:
        made.append(create_plan(current_asker(), form.name.data, form.starts_on.data, form.weeks.data))
        db.session.flush()
        ask_solution(made[0])

    if saved(form, act):
        start(made[0].id, current_app.config)
        return redirect(url_for(".show", plan_id=made[0].id))
    return render_template(
        "clauses/contracts/form.html",
        title="Nouveau plan de cohortes",
        lead="Le calcul cherche les cohortes qui couvrent le plus de besoins, au moindre coût.",
        form=form,
        submit="Calculer",
        cancel=url_for(".index"),
        trail=trail(),
    )


@bp.get("/<int:plan_id>")
@allow(*EDITORS)
def show(plan_id: int) -> ResponseReturnValue:
    """One plan: its calculation under way, or its cohorts, what they cover, what they do not."""
    plan = own_plan(plan_id)
    return render_template(
        "geiq/planning/plans/show.html",
        plan=plan,
        sheet=sheet_of(plan, today()),
        columns={"cohorts": COHORTS, "trades": TRADES, "lacks": LACKS},
        tones=TONES,
        dead=is_dead(plan.state, plan.asked_at, now()),
        trail=trail(),
        ends_on=plan.starts_on + plan.weeks * WEEK - timedelta(days=1),
    )


@bp.get("/<int:plan_id>/avancement")
@allow(*EDITORS)
def progress(plan_id: int) -> ResponseReturnValue:
    """How far the calculation is."""
    plan = own_plan(plan_id)
    text = f"{plan.done} métiers sur {plan.total}" if plan.total else "Le calcul commence…"
    finished = plan.state is not PlanState.SOLVING or is_dead(plan.state, plan.asked_at, now())
    return jsonify(done=plan.done, total=plan.total, text=text, finished=finished)


@bp.get("/<int:plan_id>/cohortes/export.<ending>")
@allow(*EDITORS)
def cohorts_file(plan_id: int, ending: str) -> ResponseReturnValue:
    """The cohorts of a plan as a file."""
    plan = own_plan(plan_id)
    rows = sheet_of(plan, today()).cohorts
    return download(ending, f"Cohortes {plan.name}", COHORTS, rows, listing_of())


@bp.get("/<int:plan_id>/manques/export.<ending>")
@allow(*EDITORS)
def lacks_file(plan_id: int, ending: str) -> ResponseReturnValue:
    """What a plan does not cover, as a file."""
    plan = own_plan(plan_id)
    return download(ending, f"Manques {plan.name}", LACKS, sheet_of(plan, today()).lacks, listing_of())


@bp.post("/<int:plan_id>/calculer")
@allow(*EDITORS)
def solve(plan_id: int) -> ResponseReturnValue:
    """Solve again, with what was bent."""
    plan = own_plan(plan_id)
    try:
        ask_solution(plan)
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(url_for(".show", plan_id=plan_id))
    db.session.commit()
    start(plan_id, current_app.config)
    return redirect(url_for(".show", plan_id=plan_id))


@bp.get("/<int:plan_id>/decisions")
@bp.post("/<int:plan_id>/decisions")
@allow(*EDITORS)
def decide(plan_id: int) -> ResponseReturnValue:
    """Pin a cohort, or forbid a week, by hand; the buttons of the plan's page send the same form."""
    plan, asker = own_plan(plan_id), current_asker()
    form = BendForm(week=plan.starts_on)
    known = {
        row.id: row for row in db.session.scalars(find_capacities(asker, {"passees": "oui"}, "", today()))
    }
    form.offer([(key, f"{row.trade} : {row.organisation.name}") for key, row in known.items()])

    def act() -> None:
        bend(plan, known[form.capacity_id.data], form.week.data, form.bend.data, form.seats.data)

    if saved(form, act):
        flash("C’est noté. Calculez de nouveau pour voir ce que cela change.")
        return redirect(url_for(".show", plan_id=plan_id))
    return render_template(
        "clauses/contracts/form.html",
        title="Décider à la main",
        lead="Une cohorte gardée reste dans le plan ; une semaine interdite n’en voit commencer aucune.",
        form=form,
        submit="Retenir",
        cancel=url_for(".show", plan_id=plan_id),
        trail=trail(plan),
    )


@bp.post("/<int:plan_id>/decisions/<int:bend_id>/retirer")
@allow(*EDITORS)
def undecide(plan_id: int, bend_id: int) -> ResponseReturnValue:
    """Take back what was pinned or forbidden."""
    plan = own_plan(plan_id)
    try:
        free(plan, bend_id)
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    else:
        db.session.commit()
        flash("La décision est retirée.")
    return redirect(url_for(".show", plan_id=plan_id))


@bp.get("/<int:plan_id>/adopter")
@bp.post("/<int:plan_id>/adopter")
@allow(*EDITORS)
def take(plan_id: int) -> ResponseReturnValue:
    """Adopt the plan: each of its cohorts is opened, at its need."""
    plan = own_plan(plan_id)
    if request.method == "POST":
        try:
            opened = adopt(plan)
        except RuleBroken as broken:
            db.session.rollback()
            flash(broken.message, "error")
            return redirect(url_for(".show", plan_id=plan_id))
        db.session.commit()
        flash(f"Le plan est adopté : {len(opened)} cohortes sont ouvertes.")
        return redirect(url_for(".show", plan_id=plan_id))
    sentences = [
        f"{len(plan.cohorts)} cohortes seront ouvertes, avec leurs dates, leur organisme et leurs chantiers.",
        "Elles commencent à l’étape « Besoin » et se modifient ensuite une à une. Le plan ne change plus.",
    ]
    return _confirm(plan, "Adopter ce plan ?", sentences, "Adopter ce plan", False)


@bp.get("/<int:plan_id>/supprimer")
@bp.post("/<int:plan_id>/supprimer")
@allow(*EDITORS)
def delete(plan_id: int) -> ResponseReturnValue:
    """Delete a plan that opened nothing."""
    plan = own_plan(plan_id)
    if request.method == "POST":
        try:
            delete_plan(plan)
        except RuleBroken as broken:
            db.session.rollback()
            flash(broken.message, "error")
            return redirect(url_for(".show", plan_id=plan_id))
        db.session.commit()
        flash("Le plan est supprimé.")
        return redirect(url_for(".index"))
    return _confirm(plan, "Supprimer ce plan ?", ["Un plan adopté ne se supprime pas."], "Supprimer", True)


def _confirm(plan: CohortPlan, title: str, sentences: list[str], submit: str, danger: bool) -> str:
    return render_template(
        "clauses/contracts/confirm.html",
        title=title,
        sentences=sentences,
        submit=submit,
        cancel=url_for(".show", plan_id=plan.id),
        trail=trail(plan),
        danger=danger,
    )
