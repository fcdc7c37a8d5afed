"""Pages of the valuation: the rules in force and their history, a trial, a new rule."""

from dataclasses import dataclass, replace
from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.people.employments.rules import ContractType
from clauses.people.valuation.exports import COLUMNS
from clauses.people.valuation.forms import RuleForm
from clauses.people.valuation.queries import clauses_of, history_of, rules_of, set_rule
from clauses.people.valuation.rules import Counted, MinutesKind, Rule, applying, value
from clauses.people.valuation.setting_rules import SAMPLE, SUGGESTIONS, in_force, months_from, scope
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("valuation", __name__, url_prefix="/valorisation")
PART = "clauses/people/valuation"
FILTERS = (Filter.of("etat", "Règles", [("appliquees", "Appliquées aujourd’hui"), ("a_venir", "À venir")]),)
TRIAL = (
    Filter.of("contrat", "Contrat de travail", ContractType.choices()),
    Filter.of("heures", "Heures", MinutesKind.choices()),
    Filter("clause", "Clause"),
)
FIRST_CONTRACT, FIRST_KIND = ContractType.FIXED_TERM, MinutesKind.WORK


@dataclass(frozen=True)
class Row:
    """A rule as the page shows it."""

    rule: Rule
    scope: str
    author: str
    holds: bool


def listed() -> tuple[list[Row], Listing]:
    """Every rule the body set, the latest first."""
    asker, month = current_asker(), today().replace(day=1)
    clauses = clauses_of(asker)
    kept = history_of(asker)
    now_in_force = {rule.key for rule in in_force([row.rule for row in kept], month)}
    listing = Listing.read(url_for(".index"), request.args, FILTERS, COLUMNS)
    rows = [Row(row.rule, scope(row.rule, clauses), row.author.name, row.id in now_in_force) for row in kept]
    if listing["etat"] == "appliquees":
        rows = [row for row in rows if row.holds]
    elif listing["etat"]:
        rows = [row for row in rows if row.rule.valid_from > month]
    return rows, replace(listing, size=max(len(rows), 1)).counted(len(rows))


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """What an hour counts for, why, since when."""
    rows, listing = listed()
    asked = Listing.read(url_for(".index"), request.args, TRIAL)
    return render_template(
        f"{PART}/index.html",
        rows=rows,
        listing=listing,
        columns=COLUMNS,
        asked=asked,
        trial=tried(asked),
        sample=SAMPLE,
        contracts=ContractType,
        kinds=MinutesKind,
        clauses=clauses_of(current_asker()),
        suggestions=SUGGESTIONS,
    )


def tried(asked: Listing) -> Counted:
    """What a hundred hours of such a contract would count for this month."""
    terms = int(asked["clause"]) if asked["clause"].isdecimal() else 0
    rule = applying(
        rules_of(current_asker().organisation_id),
        ContractType(asked["contrat"] or FIRST_CONTRACT),
        MinutesKind(asked["heures"] or FIRST_KIND),
        terms,
        today().replace(day=1),
    )
    return value(SAMPLE, rule)


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def export(ending: str) -> ResponseReturnValue:
    """The same rules as a file."""
    rows, listing = listed()
    return download(ending, "Valorisation des heures", COLUMNS, rows, listing)


@bp.route("/nouvelle", methods=["GET", "POST"])
@allow(*BODY_ROLES)
def create() -> ResponseReturnValue:
    """A new rule, alone or taken over from a suggestion; the former ones stay in the history."""
    asker, first = current_asker(), today().replace(day=1)
    wanted = next((one for one in SUGGESTIONS if one.key == request.args.get("modele")), None)
    values = {"valid_from": first.isoformat(), "multiplier": Decimal(1)}
    if wanted is not None:
        values |= {
            "contract_type": wanted.contract_type or "",
            "kind": wanted.kind or "",
            "multiplier": wanted.multiplier,
            "cap": None if wanted.cap is None else Decimal(wanted.cap) / 60,
        }
    form = RuleForm(data=values).offer(clauses_of(asker), months_from(today()))
    if form.accepted():
        try:
            set_rule(asker, form.rule())
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("La règle est enregistrée. Les heures déjà validées gardent la leur.")
            return redirect(url_for(".index"))
    return render_template(f"{PART}/create.html", form=form, wanted=wanted)
