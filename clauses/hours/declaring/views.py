"""The task list, then one question a page. Every page saves; a page sent twice says the same thing."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.declaring.forms import HoursForm, PeopleForm, hours_form, remarks_form
from clauses.hours.declaring.pages import (
    DECLARERS,
    FOLDER,
    after_hours,
    fillable,
    only_returned,
    page,
    remarks_on,
    warned,
)
from clauses.hours.declaring.queries import (
    put_hours,
    put_remarks,
    say_hours,
    tasks_of,
    tick,
    ticked,
    workers_of,
)
from clauses.hours.declaring.rules import ACTS, STEPS, TONES, Answer, Worker, stepped
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import say_nothing
from clauses.hours.ledger.rules import Reader, State
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import hours as hours_of
from facilitator.words import RuleBroken

bp = Blueprint("declaring", __name__, url_prefix="/declarer")


@bp.get("/")
@allow(*DECLARERS)
def index() -> ResponseReturnValue:
    """The company's tasks, by what is asked at once: a month, a quarter."""
    tasks = tasks_of(current_asker(), today())
    words = {"tones": TONES, "acts": ACTS, "reader": Reader.COMPANY}
    return render_template(f"{FOLDER}/index.html", tasks=tasks, today=today(), **words)


@bp.get("/<int:statement_id>")
@allow(*DECLARERS)
def question(statement_id: int) -> ResponseReturnValue:
    """Were there hours this month?"""
    statement = fillable(statement_id)
    if only_returned(statement):
        return redirect(url_for(".hours", statement_id=statement.id))
    return page("question", statement, answers=Answer, returned=statement.state is State.RETURNED)


@bp.post("/<int:statement_id>")
@allow(*DECLARERS)
def answer(statement_id: int) -> ResponseReturnValue:
    """Yes leads to the people, no is an answer of its own."""
    statement = fillable(statement_id)
    if request.form.get("answer") != Answer.NONE.value:
        if statement.no_hours:
            say_hours(statement)
            db.session.commit()
        return redirect(url_for(".people", statement_id=statement.id))
    say_nothing(statement)
    db.session.commit()
    return redirect(url_for("sending.check", statement_id=statement.id))


@bp.get("/<int:statement_id>/personnes")
@bp.post("/<int:statement_id>/personnes")
@allow(*DECLARERS)
def people(statement_id: int) -> ResponseReturnValue:
    """Who worked: last month's people are ticked."""
    statement = fillable(statement_id)
    if only_returned(statement):
        return redirect(url_for(".hours", statement_id=statement.id))
    workers = workers_of(statement)
    form = PeopleForm(worked=sorted(ticked(statement, workers)))
    form.worked.choices = {one.employment_id: one.name for one in workers if not one.refusal or one.total}
    if form.accepted():
        try:
            tick(statement, workers, set(form.worked.data or ()))
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            return redirect(url_for(".hours", statement_id=statement.id))
    return page("people", statement, form=form, workers={one.employment_id: one for one in workers})


def to_fill(statement: Statement) -> list[Worker]:
    """Whose hours are asked: those ticked; in a returned month, those whose lines came back."""
    workers = workers_of(statement)
    if only_returned(statement):
        return [one for one in workers if one.returned]
    kept = ticked(statement, workers)
    return [one for one in workers if one.employment_id in kept]


@bp.get("/<int:statement_id>/heures")
@bp.post("/<int:statement_id>/heures")
@allow(*DECLARERS)
def hours(statement_id: int) -> ResponseReturnValue:
    """The hours of each person."""
    statement = fillable(statement_id)
    workers = to_fill(statement)
    if not workers:
        return redirect(url_for(".people", statement_id=statement.id))
    form = hours_form(workers)
    if form.accepted() and no_conflict(form, workers):
        try:
            put_hours(statement, form.minutes | pressed(form))
            refuse_empty(statement)
        except RuleBroken as broken:
            db.session.rollback()
            form.refuse(broken)
        else:
            db.session.commit()
            return pressed_again(statement) or after_hours(statement)
    shown = {"kinds": MinutesKind, "steps": STEPS, "all_asked": not only_returned(statement)}
    return page("hours", statement, form=form, workers=workers, **shown)


def pressed(form: HoursForm) -> dict[tuple[int, MinutesKind], int]:
    """What a press of − or + makes of one person's work, without JavaScript: `step` is `12:-30`."""
    employment, _, step = request.form.get("step", "").partition(":")
    if not employment.isdecimal() or not step.lstrip("-").isdecimal():
        return {}
    key = int(employment), MinutesKind.WORK
    return {key: stepped(form.minutes[key], int(step))} if key in form.minutes else {}


def pressed_again(statement: Statement) -> ResponseReturnValue | None:
    """After − or +, the same page, at the same person."""
    employment = request.form.get("step", "").partition(":")[0]
    if not employment.isdecimal():
        return None
    return redirect(url_for(".hours", statement_id=statement.id, _anchor=f"personne-{employment}"))


def no_conflict(form: HoursForm, workers: list[Worker]) -> bool:
    """Whether nobody changed a figure since the page was shown; both are shown where somebody did."""
    for worker in workers:
        for kind in MinutesKind:
            now, field = worker.minutes.get(kind, 0), form.of(worker.employment_id, kind)
            was = request.form.get(f"was_{kind.value}_{worker.employment_id}", "")
            if was.isdecimal() and int(was) != now and field.data != now:
                field.errors = [*field.errors, conflict(now)]
    return not form.errors


def conflict(minutes: int) -> str:
    """What is said when somebody else has typed another figure meanwhile."""
    return f"Quelqu’un a saisi {hours_of(minutes)} entre-temps. Gardez le bon chiffre, puis continuez."


def refuse_empty(statement: Statement) -> None:
    """No figure at all is no answer, unless − or + was pressed."""
    if not statement.lines and "step" not in request.form:
        raise RuleBroken(
            "Indiquez des heures pour une personne au moins, ou revenez répondre « aucune heure »."
        )


@bp.get("/<int:statement_id>/explications")
@bp.post("/<int:statement_id>/explications")
@allow(*DECLARERS)
def explain(statement_id: int) -> ResponseReturnValue:
    """A word of explanation for what is unusual: it is owed, or the hours are corrected."""
    statement = fillable(statement_id)
    sentences, known = warned(statement), remarks_on(statement)
    if not sentences:
        return redirect(url_for("sending.check", statement_id=statement.id))
    form = remarks_form({f"word_{one}": (said, known.get(one, "")) for one, said in sentences.items()})
    if form.accepted():
        put_remarks(statement, {one: form[f"word_{one}"].data for one in sentences})
        db.session.commit()
        return redirect(url_for("sending.check", statement_id=statement.id))
    return page("explain", statement, form=form)
