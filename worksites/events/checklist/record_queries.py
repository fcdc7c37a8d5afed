"""Write the checklist down: add, change, tick, remove, take up the usual one. The caller commits."""

from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.words import RuleBroken
from worksites.events.checklist.rules import check_days, tasks_left
from worksites.events.models import Event, EventTask
from worksites.events.rules import EventState
from worksites.events.when_rules import local


def set_task(event: Event, task: EventTask | None, label: str, days_before: int) -> None:
    """Add a task, or change one. Leaves `event.task_set`."""
    _check(event)
    check_days(days_before)
    if task is None:
        event.tasks.append(EventTask(label=label, days_before=days_before))
    else:
        task.label, task.days_before = label, days_before
    record("event.task_set", event, label=label, days_before=days_before)


def tick_task(task: EventTask, user_id: int | None, is_done: bool) -> None:
    """Say that a task is done, or not after all; the same again does nothing. Leaves `event.task_ticked`."""
    _check(task.event)
    if is_done == (task.done_on is not None):
        return
    task.done_on = today() if is_done else None
    task.done_by_id = user_id if is_done else None
    record("event.task_ticked", task.event, label=task.label, done=is_done)


def remove_task(task: EventTask) -> None:
    """Take a task away. Leaves `event.task_removed`."""
    _check(task.event)
    record("event.task_removed", task.event, label=task.label)
    task.event.tasks.remove(task)


def take_usual(event: Event) -> int:
    """Add what the usual checklist of the kind has and this has not; how many. Leaves `event.tasks_taken`."""
    _check(event)
    held = {one.label for one in event.tasks}
    usual = tasks_left(event.kind, local(event.starts_at).date(), today())
    new = [one for one in usual if one.label not in held]
    event.tasks += [EventTask(label=one.label, days_before=one.days_before) for one in new]
    if new:
        record("event.tasks_taken", event, count=len(new))
    return len(new)


def _check(event: Event) -> None:
    if event.state is EventState.CANCELLED:
        raise RuleBroken("Cet événement est annulé : sa préparation ne se modifie plus.")
