"""The parts of an event's page: what the body prepares, what a guest reads."""

from collections.abc import Iterator
from datetime import date

from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker
from facilitator.clock import now, today
from facilitator.feature import Panel
from worksites.events.budget.rules import total_of
from worksites.events.checklist.rules import due_on, is_late, said_when
from worksites.events.life_rules import OPEN
from worksites.events.models import Event
from worksites.events.openings.queries import invited_organisations, own_guest_in
from worksites.events.queries import event_of
from worksites.events.rules import EventState
from worksites.events.slots.record_queries import taken_in
from worksites.events.when_rules import local

FOLDER = "worksites/events"


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """What is prepared first, before the guests: the checklist for the body; a guest's own part."""
    event = event_of(asker, thing_id) if kind == "event" else None
    if event is None or asker.role in BUYER_ROLES:
        return
    shown = _shown(asker, event)
    if asker.role in BODY_ROLES:
        yield Panel(f"{FOLDER}/checklist/panel.html", shown | tasks_in(event))
    else:
        yield from _for_guest(asker, event, shown)


def later_panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """What follows the guests on the body's page, in the order of the preparation."""
    if kind != "event" or asker.role not in BODY_ROLES:
        return
    event = event_of(asker, thing_id)
    if event is None:
        return
    shown, several = _shown(asker, event), len(_days_of(event)) > 1
    yield Panel(f"{FOLDER}/openings/panel.html", shown | {"guests": invited_organisations(event)})
    taken = taken_in([one.id for one in event.slots])
    yield Panel(f"{FOLDER}/slots/panel.html", shown | {"taken": taken, "several_days": several})
    yield Panel(f"{FOLDER}/stops/panel.html", shown | {"several_days": several})
    total = total_of((one.planned, one.spent) for one in event.costs)
    yield Panel(f"{FOLDER}/budget/panel.html", shown | {"total": total})
    yield Panel(f"{FOLDER}/organisers/panel.html", shown)


def _shown(asker: Asker, event: Event) -> dict[str, object]:
    return {"event": event, "editor": asker.role in BODY_ROLES, "is_open": event.state in OPEN}


def _for_guest(asker: Asker, event: Event, shown: dict[str, object]) -> Iterator[Panel]:
    """A guest reads what the day is made of, and writes the jobs that it brings until the event begins."""
    guest = own_guest_in(asker, event)
    if guest is not None:
        writes = event.state in OPEN and event.starts_at > now()
        yield Panel(f"{FOLDER}/openings/own.html", shown | {"guest": guest, "writes": writes})
    if event.stops:
        yield Panel(f"{FOLDER}/stops/panel.html", shown | {"several_days": len(_days_of(event)) > 1})


def tasks_in(event: Event) -> dict[str, list[dict[str, object]]]:
    """The checklist with its days, what is left apart from what is done."""
    on = local(event.starts_at).date()
    cancelled = event.state is EventState.CANCELLED
    rows = [
        {
            "task": one,
            "due_on": due_on(on, one.days_before),
            "when": said_when(one.days_before),
            "late": not cancelled and is_late(on, one.days_before, one.done_on, today()),
        }
        for one in event.tasks
    ]
    done = [one for one in rows if one["task"].done_on is not None]  # type: ignore[attr-defined]
    return {"left": [one for one in rows if one not in done], "done": done}


def _days_of(event: Event) -> list[date]:
    """The days on which it has something."""
    slots = {local(one.starts_at).date() for one in event.slots}
    return sorted(slots | {local(one.starts_at).date() for one in event.stops})
