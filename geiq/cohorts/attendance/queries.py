"""Make the half-days, mark who was there, add up. The caller commits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.compliance.schedule.calendar_rules import add_working_days, is_working
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from geiq.cohorts.attendance.rules import (
    Pattern,
    Seen,
    Totals,
    check_places,
    check_span,
    fitted,
    minutes_of,
    planned,
    totals,
)
from geiq.cohorts.enrolments.rules import TRAINED
from geiq.cohorts.models import Attendance, Cohort, Enrolment, TrainingHalfDay
from geiq.cohorts.queries import cohorts_of, enrolments_in, limits_for
from geiq.cohorts.record_queries import check_changeable
from geiq.cohorts.rules import HalfDay, Presence, TrainingPlace


def in_training(on: ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a candidate was in the training on a day."""
    until = func.coalesce(Enrolment.left_on, Enrolment.completed_on)
    return and_(Enrolment.state.in_(TRAINED), Enrolment.entered_on <= on, or_(until.is_(None), until >= on))


def was_in(one: Enrolment, on: date) -> bool:
    """The same for a row."""
    until = one.left_on or one.completed_on
    return one.state in TRAINED and one.entered_on is not None and one.entered_on <= on <= (until or on)


def make_half_days(cohort: Cohort, starts_on: date, ends_on: date, pattern: Pattern) -> int:
    """Make the half-days of a span from a week; those that nobody was marked on are made anew. How many.

    They stop at the duration of the training. Raises `RuleBroken`. Leaves `cohort.half_days_made`.
    """
    check_changeable(cohort)
    check_span(starts_on, ends_on, (cohort.starts_on, cohort.ends_on))
    pattern.check()
    marked = set(
        db.session.scalars(
            select(Attendance.half_day_id)
            .join(Attendance.half_day)
            .where(TrainingHalfDay.cohort_id == cohort.id)
        )
    )
    for one in list(cohort.half_days):
        if starts_on <= one.on <= ends_on and one.id not in marked:
            cohort.half_days.remove(one)
    db.session.flush()
    taken = {(one.on, one.half) for one in cohort.half_days}
    left = cohort.training_minutes
    if left is not None:
        left -= sum(one.minutes for one in cohort.half_days)
    wanted = [
        one for one in planned(starts_on, ends_on, pattern, is_working) if (one.on, one.half) not in taken
    ]
    made = fitted(wanted, left)
    cohort.half_days.extend(
        TrainingHalfDay(on=one.on, half=one.half, place=one.place, minutes=one.minutes) for one in made
    )
    check_places(cohort.kind, planned_places(cohort), limits_for(cohort.body_id, cohort.starts_on or today()))
    record("cohort.half_days_made", cohort, count=len(made), place=pattern.place.value)
    return len(made)


def planned_places(cohort: Cohort) -> Mapping[TrainingPlace, int]:
    """Minutes of the half-days by place."""
    found: defaultdict[TrainingPlace, int] = defaultdict(int)
    for one in cohort.half_days:
        found[one.place] += one.minutes
    return found


@dataclass(frozen=True)
class DayRow:
    """A day of the training: its half-days, how many people were expected and marked."""

    on: date
    halves: Sequence[TrainingHalfDay]
    expected: int
    marked: int

    @property
    def minutes(self) -> int:
        """Of the day."""
        return sum(one.minutes for one in self.halves)

    @property
    def places(self) -> str:
        """Where."""
        return ", ".join(dict.fromkeys(one.place.label for one in self.halves))


def days_of(asker: Asker, cohort: Cohort) -> list[DayRow]:
    """The days of the training, with what is marked of the people whom the asker may see."""
    people = enrolments_in(asker, cohort)
    counts: defaultdict[int, int] = defaultdict(int)
    for mark in marks_of(people):
        counts[mark.half_day_id] += 1
    by_day: defaultdict[date, list[TrainingHalfDay]] = defaultdict(list)
    for half in cohort.half_days:
        by_day[half.on].append(half)
    return [
        DayRow(
            on,
            halves,
            len(halves) * sum(was_in(one, on) for one in people),
            sum(counts[half.id] for half in halves),
        )
        for on, halves in sorted(by_day.items())
    ]


def marks_of(people: Collection[Enrolment]) -> Sequence[Attendance]:
    """The marks of these people, with their half-days."""
    ids = [one.id for one in people]
    found = (
        select(Attendance).where(Attendance.enrolment_id.in_(ids)).options(joinedload(Attendance.half_day))
    )
    return db.session.scalars(found).all()


@dataclass(frozen=True)
class PersonRow:
    """What one person's marks add up to."""

    enrolment: Enrolment
    totals: Totals


def seen(mark: Attendance) -> Seen:
    """A mark as the rules read it."""
    return Seen(mark.half_day.place, mark.half_day.minutes, mark.presence, mark.minutes)


def people_rows(asker: Asker, cohort: Cohort) -> list[PersonRow]:
    """The totals of each person in training whom the asker may see."""
    people = [one for one in enrolments_in(asker, cohort) if one.state in TRAINED]
    marks: defaultdict[int, list[Seen]] = defaultdict(list)
    for mark in marks_of(people):
        marks[mark.enrolment_id].append(seen(mark))
    return [PersonRow(one, totals(marks[one.id])) for one in people]


def totals_of(cohort: Cohort) -> Totals:
    """What all the marks of a cohort add up to."""
    found = select(Attendance).join(Attendance.half_day).where(TrainingHalfDay.cohort_id == cohort.id)
    marks = db.session.scalars(found.options(joinedload(Attendance.half_day)))
    return totals([seen(one) for one in marks])


@dataclass(frozen=True)
class Mark:
    """What is said of one person on one half-day; `presence` None: nothing is."""

    presence: Presence | None
    typed: int | None = None


@dataclass(frozen=True)
class SheetRow:
    """A person on the sheet of a day, with what is known of each half-day."""

    enrolment: Enrolment
    marks: Mapping[int, Attendance]


def sheet_of_day(asker: Asker, cohort: Cohort, on: date) -> tuple[list[TrainingHalfDay], list[SheetRow]]:
    """The half-days of a day, and the people who were in the training, with what is marked."""
    halves = sorted(
        (one for one in cohort.half_days if one.on == on), key=lambda one: list(HalfDay).index(one.half)
    )
    people = [one for one in enrolments_in(asker, cohort) if was_in(one, on)]
    known: defaultdict[int, dict[int, Attendance]] = defaultdict(dict)
    for mark in marks_of(people):
        known[mark.enrolment_id][mark.half_day_id] = mark
    return halves, [SheetRow(one, known[one.id]) for one in people]


def mark_day(
    cohort: Cohort, halves: Sequence[TrainingHalfDay], rows: Sequence[SheetRow],
    said: Mapping[tuple[int, int], Mark], author_id: int | None,
) -> int:  # fmt: skip
    """Write the marks of a day; what is said again replaces, what is not said stays. How many changed.

    Raises `RuleBroken` for a day to come, or minutes past the half-day. Leaves `attendance.marked`.
    """
    check_changeable(cohort)
    if halves and halves[0].on > today():
        raise RuleBroken("Ce jour n’est pas encore venu : il s’émarge le jour même, ou après.")
    changed = 0
    for row in rows:
        for half in halves:
            mark = said.get((row.enrolment.id, half.id), Mark(None))
            if mark.presence is not None:
                changed += _mark(row, half, mark, author_id)
    if changed:
        record("attendance.marked", cohort, on=halves[0].on.isoformat(), changed=changed)
    return changed


def _mark(row: SheetRow, half: TrainingHalfDay, mark: Mark, author_id: int | None) -> bool:
    assert mark.presence is not None
    minutes = minutes_of(mark.presence, mark.typed, half.minutes)
    known = row.marks.get(half.id)
    if known is None:
        known = Attendance(half_day=half, enrolment=row.enrolment, presence=mark.presence, minutes=minutes)
        db.session.add(known)
    elif (known.presence, known.minutes) == (mark.presence, minutes):
        return False
    known.presence, known.minutes, known.author_id = mark.presence, minutes, author_id
    return True


def late_days(asker: Asker, on: date) -> dict[int, int]:
    """By cohort, how many half-days should be marked since some working days, and are not."""
    if asker.body_id is not None:
        days = whole(settings_for(asker.body_id, on), "attendance_late_days")
        seen_cohorts = cohorts_of(asker)
    else:
        days, seen_cohorts = 1, cohorts_of(asker).where(Cohort.provider_id == asker.organisation_id)
    limit = add_working_days(on, -days)
    unmarked = exists().where(
        Enrolment.cohort_id == TrainingHalfDay.cohort_id,
        in_training(TrainingHalfDay.on),  # type: ignore[arg-type]
        ~exists().where(
            Attendance.half_day_id == TrainingHalfDay.id, Attendance.enrolment_id == Enrolment.id
        ),
    )
    rows = db.session.execute(
        select(TrainingHalfDay.cohort_id, func.count())
        .where(
            TrainingHalfDay.cohort_id.in_(seen_cohorts.with_only_columns(Cohort.id)),
            TrainingHalfDay.on <= limit,
            unmarked,
        )
        .group_by(TrainingHalfDay.cohort_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class MarkRow:
    """A line of the file: somebody on a half-day."""

    mark: Attendance
    enrolment: Enrolment


def mark_rows(asker: Asker, cohort: Cohort) -> list[MarkRow]:
    """Every mark of the people whom the asker may see, by day and by name."""
    people = {one.id: one for one in enrolments_in(asker, cohort)}
    order = list(HalfDay)
    rows = [MarkRow(mark, people[mark.enrolment_id]) for mark in marks_of(list(people.values()))]
    return sorted(
        rows,
        key=lambda row: (
            row.mark.half_day.on,
            order.index(row.mark.half_day.half),
            row.enrolment.participant.search_key,
        ),
    )
