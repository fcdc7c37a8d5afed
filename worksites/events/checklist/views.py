"""The checklist of an event: tick, add, change, take away, take up the usual one."""

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.formats import plural
from worksites.events.checklist.forms import TaskForm
from worksites.events.checklist.record_queries import remove_task, set_task, take_usual, tick_task
from worksites.events.models import EventTask
from worksites.events.pages import EDITORS, done, event_url, own_event, part_page
from worksites.events.queries import part_of

bp = Blueprint("event_tasks", __name__, url_prefix="/evenements")
PART = "preparation"


def own_task(task_id: int) -> EventTask:
    """A task of one of the asker's events, or 404."""
    return part_of(current_asker(), EventTask, task_id) or abort(404)


@bp.get("/<int:event_id>/taches")
@bp.post("/<int:event_id>/taches")
@allow(*EDITORS)
def add(event_id: int) -> ResponseReturnValue:
    """One task more."""
    event, form = own_event(event_id), TaskForm()
    lead = "Son jour suit celui de l’événement."
    return part_page(
        "Ajouter une tâche",
        form,
        event,
        lambda: set_task(event, None, form.label.data or "", form.days_before()),
        PART,
        lead=lead,
    )


@bp.post("/<int:event_id>/taches/habituelles")
@allow(*EDITORS)
def usual(event_id: int) -> ResponseReturnValue:
    """Take up the usual checklist of the kind."""
    event = own_event(event_id)
    count: list[int] = []
    done(lambda: count.append(take_usual(event)), "La liste habituelle est reprise.")
    if count:
        flash(f"{plural(count[0], 'tâche ajoutée', 'tâches ajoutées')}.")
    return redirect(event_url(event, PART))


@bp.get("/taches/<int:task_id>")
@bp.post("/taches/<int:task_id>")
@allow(*EDITORS)
def edit(task_id: int) -> ResponseReturnValue:
    """Change a task."""
    task = own_task(task_id)
    side = "before" if task.days_before >= 0 else "after"
    form = TaskForm(label=task.label, days=abs(task.days_before), side=side)
    return part_page(
        "Modifier la tâche",
        form,
        task.event,
        lambda: set_task(task.event, task, form.label.data or "", form.days_before()),
        PART,
    )


@bp.post("/taches/<int:task_id>/faite")
@allow(*EDITORS)
def tick(task_id: int) -> ResponseReturnValue:
    """Done, or not done after all."""
    task = own_task(task_id)
    is_done = request.form.get("done") == "oui"
    said = "C’est fait." if is_done else "C’est de nouveau à faire."
    done(lambda: tick_task(task, current_asker().account_id, is_done), said)
    return redirect(event_url(task.event, PART))


@bp.post("/taches/<int:task_id>/supprimer")
@allow(*EDITORS)
def remove(task_id: int) -> ResponseReturnValue:
    """Take a task away."""
    task = own_task(task_id)
    event = task.event
    done(lambda: remove_task(task), "La tâche est supprimée.")
    return redirect(event_url(event, PART))
