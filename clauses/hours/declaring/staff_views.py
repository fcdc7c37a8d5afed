"""Somebody new, somebody who left, the photo of a payslip: each on a page of its own, then back."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.declaring.pages import DECLARERS, fillable, only_returned, own, page
from clauses.hours.declaring.queries import workers_of
from clauses.hours.declaring.staff_forms import ANOTHER, LeftForm, NewcomerForm, ProofForm
from clauses.hours.declaring.staff_queries import employers_for, farewell, join_proof, lender_named, welcome
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import OPEN_STATES, State, last_of
from clauses.people.documents.rules import DocumentKind
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType
from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.words import RuleBroken

OTHER_LENDER = "Une autre structure : intérim, GEIQ, insertion…"
bp = Blueprint("staff", __name__, url_prefix="/declarer/<int:statement_id>")


def changing(statement_id: int) -> Statement:
    """A statement whose people may change; in one returned for some lines, they may not."""
    statement = fillable(statement_id)
    if only_returned(statement):
        abort(redirect(url_for("declaring.hours", statement_id=statement.id)))
    return statement


def back(statement: Statement, endpoint: str = "declaring.people") -> ResponseReturnValue:
    """To the question one came from."""
    return redirect(url_for(endpoint, statement_id=statement.id))


@bp.get("/arrivee")
@bp.post("/arrivee")
@allow(*DECLARERS)
def newcomer(statement_id: int) -> ResponseReturnValue:
    """Somebody new; the question of her eligibility goes to the facilitator."""
    statement = changing(statement_id)
    form, employers = NewcomerForm(), employers_for(statement)
    form.employer.choices = {one.id: one.name for one in employers.values()} | {ANOTHER: OTHER_LENDER}
    if form.accepted():
        try:
            welcome(
                statement,
                employers.get(form.employer.data) or lender_named(form.siret.data or ""),
                current_asker().name,
                family_name=form.family_name.data,
                given_name=form.given_name.data,
                birth_date=form.birth_date.data,
                contract_type=ContractType(form.contract_type.data),
                starts_on=form.starts_on.data,
                trade=form.trade.data or "",
            )
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("La personne est ajoutée. Le facilitateur dira si ses heures comptent.")
            return back(statement)
    return page("newcomer", statement, form=form)


def worker(statement: Statement, employment_id: int) -> Employment:
    """Somebody of this statement, or 404."""
    known = {one.employment_id for one in workers_of(statement)}
    found = db.session.get(Employment, employment_id) if employment_id in known else None
    return found or abort(404)


@bp.get("/depart/<int:employment_id>")
@bp.post("/depart/<int:employment_id>")
@allow(*DECLARERS)
def left(statement_id: int, employment_id: int) -> ResponseReturnValue:
    """The last day of somebody who left."""
    statement = changing(statement_id)
    employment = worker(statement, employment_id)
    form = LeftForm(ends_on=employment.ends_on or last_of(statement.month))
    if form.accepted():
        try:
            farewell(statement, employment, form.ends_on.data)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Le départ est enregistré.")
            return back(statement)
    return page("left", statement, form=form, person=employment.participant.name)


@bp.get("/justificatif")
@bp.post("/justificatif")
@allow(*DECLARERS)
def proof(statement_id: int) -> ResponseReturnValue:
    """The photo of a payslip; once sent, it may still come until the month is validated."""
    statement, form = own(statement_id), ProofForm()
    if statement.state is State.VALIDATED:
        return back(statement, "sending.show")
    people = {one.employment_id: one.name for one in workers_of(statement) if one.total}
    form.person.choices = {0: "Tout le relevé"} | people
    if form.accepted():
        person = worker(statement, form.person.data) if form.person.data else None
        try:
            join_proof(statement, form.file.data.stream, DocumentKind(form.kind.data), person)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Le justificatif est reçu.")
            return back(statement, "sending.check" if statement.state in OPEN_STATES else "sending.show")
    return page("proof", statement, form=form)
