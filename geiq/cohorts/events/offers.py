"""What the cohorts offer to the events: lists of people to invite, their trades, their training days."""

from collections.abc import Collection, Iterator
from datetime import date

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Panel
from facilitator.gatherings import Ability, Band, GuestList, Invitee
from geiq.cohorts.enrolments.rules import CLOSED
from geiq.cohorts.events.copy_queries import follow_copy
from geiq.cohorts.events.queries import (
    became_of,
    follow_step,
    lists_of,
    people_of,
    taken_by,
    tie_of,
    ties_of,
    trades_learned,
    trainings,
)
from geiq.cohorts.pages import READERS
from geiq.cohorts.queries import cohort_of
from geiq.cohorts.rules import SHORT
from worksites.events.queries import event_of

KEY = "cohort"
"""What the keys of its lists begin with (`cohort 12`)."""


def guest_lists(asker: Asker) -> Iterator[GuestList]:
    """One list a cohort that is not over."""
    if asker.role in BODY_ROLES:
        for cohort in lists_of(asker):
            yield GuestList(f"{KEY} {cohort.id}", f"Cohorte {cohort.name}", "participant")


def invitees(asker: Asker, key: str) -> Iterator[Invitee]:
    """The people of a cohort who are still in it, each with her state there."""
    word, _, number = key.partition(" ")
    if asker.role not in BODY_ROLES or word != KEY or not number.isdigit():
        return
    for enrolment in people_of(asker, int(number)):
        if enrolment.state not in CLOSED:
            said = f"{enrolment.cohort.name} : {enrolment.state.label.lower()}"
            yield Invitee(enrolment.participant_id, said)


def abilities(asker: Asker, ids: Collection[int]) -> dict[int, Ability]:
    """The trades that people learned, or are learning."""
    if asker.role not in BODY_ROLES:
        return {}
    return {person: Ability(trades=tuple(trades)) for person, trades in trades_learned(asker, ids).items()}


def bands(asker: Asker, first: date, last: date) -> Iterator[Band]:
    """The trainings between two days; the body reads who is taken by one that is not over."""
    if asker.role not in READERS:
        return
    for cohort in trainings(asker, first, last):
        if cohort.starts_on is None or cohort.ends_on is None:
            continue
        yield Band(
            SHORT[cohort.kind],
            cohort.name,
            cohort.starts_on,
            cohort.ends_on,
            url_for("cohorts.show", cohort_id=cohort.id),
            frozenset(need.worksite_id for need in cohort.needs),
            taken_by(cohort) if asker.role in BODY_ROLES and cohort.ends_on >= today() else frozenset(),
        )


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The events of a cohort on its page; the cohort of an event on the event's."""
    if asker.role not in BODY_ROLES:
        return
    if kind == "cohort" and cohort_of(asker, thing_id) is not None:
        shown = {"ties": ties_of(thing_id), "cohort_id": thing_id}
        yield Panel("geiq/cohorts/events/panel.html", shown)
    row = tie_of(thing_id) if kind == "event" and event_of(asker, thing_id) is not None else None
    if row is not None:
        states = became_of(row.cohort, row.event)
        yield Panel("geiq/cohorts/events/cohort.html", {"cohort": row.cohort, "states": states})


def steps_taken(kind: str, thing_id: int, step: str, reason: str) -> None:
    """A copied event is held for the same cohort; a moved information meeting moves its cohort's day."""
    follow_copy(kind, thing_id, step, reason)
    follow_step(kind, thing_id, step, reason)
