"""The employments proposed as hires of trainings, as far as the asker may see both; say that one is not."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import joinedload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.employments.models import Employment
from clauses.people.employments.queries import employments_of
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from geiq.cohorts.hires.queries import named
from geiq.cohorts.hires.rules import HIRABLE, Stay, Work, proposals
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import enrolments_of


@dataclass(frozen=True)
class Proposed:
    """An employment proposed as the hire of a candidate."""

    enrolment: Enrolment
    work: Employment

    @property
    def said(self) -> str:
        """`CDI, GEIQ BTP 63, depuis le 12/04/2027`."""
        return named(self.work)


def to_tie(asker: Asker, cohort: Cohort) -> list[Proposed]:
    """The hires proposed for a cohort, by name."""
    people = select(Enrolment.participant_id).where(Enrolment.cohort_id == cohort.id)
    pairs = _pairs(asker, Enrolment.participant_id.in_(people))
    here = {one: work for one, work, cohort_id in pairs if cohort_id == cohort.id}
    found = (
        enrolments_of(asker)
        .where(Enrolment.id.in_(here))
        .options(joinedload(Enrolment.participant), joinedload(Enrolment.cohort))
        .order_by(Participant.search_key, Enrolment.id)
    )
    held = select(Employment).where(Employment.id.in_(here.values())).options(joinedload(Employment.employer))
    works = {one.id: one for one in db.session.scalars(held)}
    return [Proposed(one, works[here[one.id]]) for one in db.session.scalars(found)]


def counts_to_tie(asker: Asker) -> dict[int, int]:
    """By cohort, how many hires are proposed."""
    return dict(Counter(cohort_id for _, _, cohort_id in _pairs(asker)))


def _pairs(asker: Asker, *wanted: object) -> Iterator[tuple[int, int, int]]:
    """Enrolment, employment and cohort of each proposal."""
    by_person: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(asker, *wanted):
        by_person[row.participant_id].append(row)
    months: dict[int, int] = {}
    for rows in by_person.values():
        body = rows[0].body_id
        if body not in months:
            months[body] = whole(settings_for(body, today()), "hire_follows_months")
        cohorts = {row.id: row.cohort_id for row in rows}
        stays = {
            row.id: Stay(row.id, row.state, row.since, row.until, frozenset(row.not_hires)) for row in rows
        }
        works = {row.employment_id: Work(row.employment_id, row.work_starts_on) for row in rows}
        for enrolment_id, employment_id in proposals(stays.values(), works.values(), months[body]).items():
            yield enrolment_id, employment_id, cohorts[enrolment_id]


SINCE = func.coalesce(Enrolment.entered_on, Enrolment.decided_on)
READ = (
    Enrolment.id,
    Enrolment.body_id,
    Enrolment.cohort_id,
    Enrolment.participant_id,
    Enrolment.state,
    Enrolment.not_hires,
    SINCE.label("since"),
    func.coalesce(Enrolment.left_on, Enrolment.completed_on, Cohort.ends_on).label("until"),
    Employment.id.label("employment_id"),
    Employment.starts_on.label("work_starts_on"),
)


def _rows(asker: Asker, *wanted: object) -> list[Row]:
    """The candidates without a hire, each with her untied employments that began since."""
    tied = select(Enrolment.employment_id).where(Enrolment.employment_id.is_not(None))
    hers = and_(
        Employment.participant_id == Enrolment.participant_id,
        Employment.body_id == Enrolment.body_id,
        Employment.starts_on >= SINCE,
    )
    found = (
        enrolments_of(asker)
        .join(Enrolment.cohort)
        .join(Employment, hers)
        .where(
            Enrolment.employment_id.is_(None),
            Enrolment.state.in_(HIRABLE),
            Employment.id.in_(employments_of(asker).with_only_columns(Employment.id)),
            Employment.id.not_in(tied),
            *wanted,  # type: ignore[arg-type]
        )
    )
    return list(db.session.execute(found.with_only_columns(*READ).order_by(Enrolment.id)))


def pass_over(enrolment: Enrolment, employment_id: int) -> None:
    """An employment is not the hire that followed: it is proposed no more. Leaves `enrolment.hire_passed`."""
    if employment_id not in enrolment.not_hires:
        enrolment.not_hires = [*enrolment.not_hires, employment_id]
        record("enrolment.hire_passed", enrolment, cohort=enrolment.cohort_id, employment=employment_id)
